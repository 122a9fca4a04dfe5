using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Directory;

/// <summary>A person of the tenant who signs in to the telephony system.</summary>
public sealed record Agent(string Id, string Name, string? Email);

/// <summary>A queue that agents are members of.</summary>
public sealed record Queue(string Id, string Name);

/// <summary>Names of agents and queues. Ours keeps what validated tokens said; a host may bring its own.</summary>
public interface IAgentDirectory
{
    /// <summary>Every agent of the tenant, by name.</summary>
    ValueTask<IReadOnlyList<Agent>> AgentsAsync(Tenant tenant, CancellationToken cancellation = default);

    /// <summary>Every queue of the tenant, by name.</summary>
    ValueTask<IReadOnlyList<Queue>> QueuesAsync(Tenant tenant, CancellationToken cancellation = default);

    /// <summary>Remembers who signed in; cheap to call on every request.</summary>
    ValueTask SeenAsync(Viewer viewer, CancellationToken cancellation = default);

    /// <summary>Sets names and e-mails, for hosts and demo data.</summary>
    ValueTask UpsertAsync(Tenant tenant, IReadOnlyList<Agent> agents, IReadOnlyList<Queue> queues, CancellationToken cancellation = default);
}
