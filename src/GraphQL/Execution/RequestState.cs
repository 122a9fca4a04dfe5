using CrmContacts.Core.Visibility;
using GraphQL;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What one request carries through its execution.</summary>
internal sealed class RequestState(Viewer viewer, Inputs variables, int maxCost) : Dictionary<string, object?>
{
    public Viewer Viewer { get; } = viewer;

    /// <summary>The variables as the client sent them.</summary>
    public Inputs Variables { get; } = variables;

    public int MaxCost { get; } = maxCost;

    /// <summary>What the operation costs, once that is known.</summary>
    public int Cost { get; set; }

    /// <summary>True when the execution began to read: only then an answer has data.</summary>
    public bool Began { get; set; }
}
