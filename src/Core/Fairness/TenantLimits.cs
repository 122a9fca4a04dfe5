namespace CrmContacts.Core.Fairness;

/// <summary>What one tenant may take, so that none takes what others need: section <c>Crm:Limits</c>, and for one tenant <c>Crm:Tenants:{slug}:Limits</c>. Null leaves it to the former.</summary>
public sealed record TenantLimits
{
    /// <summary>What its GraphQL operations may cost in a second, of each node; ten seconds' worth may be taken at once. A page of fifty contacts costs about a hundred.</summary>
    public double? CostPerSecond { get; init; }

    /// <summary>How many of its pages may be connected to each node.</summary>
    public int? Connections { get; init; }

    /// <summary>How many pages of one agent may be connected to each node.</summary>
    public int? ConnectionsOfAgent { get; init; }

    /// <summary>How many imports may be queued or running.</summary>
    public int? Imports { get; init; }

    /// <summary>What holds where nothing is set.</summary>
    public static TenantLimits Default { get; } = new() { CostPerSecond = 100_000, Connections = 20_000, ConnectionsOfAgent = 100, Imports = 100 };

    /// <summary>These, and where they say nothing, others.</summary>
    public TenantLimits Or(TenantLimits others) => new()
    {
        CostPerSecond = CostPerSecond ?? others.CostPerSecond,
        Connections = Connections ?? others.Connections,
        ConnectionsOfAgent = ConnectionsOfAgent ?? others.ConnectionsOfAgent,
        Imports = Imports ?? others.Imports,
    };
}
