using CrmContacts.Core.Visibility;
using GraphQL;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What one request carries through its execution.</summary>
internal sealed class RequestState(Viewer viewer, Inputs variables) : Dictionary<string, object?>
{
    public Viewer Viewer { get; } = viewer;

    /// <summary>The variables as the client sent them.</summary>
    public Inputs Variables { get; } = variables;
}
