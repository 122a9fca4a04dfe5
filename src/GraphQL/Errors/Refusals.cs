using CrmContacts.Core.Errors;
using GraphQL;

namespace CrmContacts.GraphQL.Errors;

/// <summary>Refusals of Core as errors of the answer.</summary>
internal static class Refusals
{
    public static ExecutionError Of(CrmException refusal)
    {
        var error = new ExecutionError(refusal.Message) { Code = refusal.Code.Wire().GraphQL };
        if (refusal.Where is null && refusal.Details.Count == 0)
            return error;
        error.Extensions = new Dictionary<string, object?>(refusal.Details, StringComparer.Ordinal);
        if (refusal.Where is { } where)
            error.Extensions["where"] = where;
        return error;
    }
}
