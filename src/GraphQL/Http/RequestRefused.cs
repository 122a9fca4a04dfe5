using CrmContacts.GraphQL.Errors;
using GraphQL;

namespace CrmContacts.GraphQL.Http;

/// <summary>A request that is no GraphQL request, or one that is not taken: refused before any document is looked at.</summary>
internal sealed class RequestRefused(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public ExecutionError Error { get; } = Refusals.Of(code, message);
}
