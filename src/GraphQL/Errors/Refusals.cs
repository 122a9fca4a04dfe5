using CrmContacts.Core.Errors;
using GraphQL;

namespace CrmContacts.GraphQL.Errors;

/// <summary>Refusals as errors of the answer.</summary>
internal static class Refusals
{
    /// <summary>A refusal of Core.</summary>
    public static ExecutionError Of(CrmException refusal)
    {
        var error = Of(refusal.Code.Wire().GraphQL, refusal.Message);
        if (refusal.Where is null && refusal.Details.Count == 0)
            return error;
        error.Extensions = new Dictionary<string, object?>(refusal.Details, StringComparer.Ordinal);
        if (refusal.Where is { } where)
            error.Extensions["where"] = where;
        return error;
    }

    public static ExecutionError Of(string code, string message) => new(message) { Code = code };

    public static ExecutionError TooCostly(int cost, int most)
    {
        var error = Of(WireCodes.Cost, "The operation asks for too much at once. Ask for fewer fields, smaller pages or fewer things in one request.");
        error.Extensions = new() { ["fieldCost"] = cost, ["maxFieldCost"] = most };
        return error;
    }
}
