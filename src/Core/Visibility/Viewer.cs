using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Visibility;

/// <summary>Who is asking: agent + tenant + queues + permission, as every reader and writer needs them.</summary>
/// <param name="Tenant">The tenant of the token; one token, one tenant.</param>
/// <param name="AgentId">The host's id of the agent, compared ordinally.</param>
/// <param name="Name">The agent's name, as the token says it.</param>
/// <param name="Queues">The ids of the agent's queues; they come from the token only.</param>
/// <param name="Permission">The highest permission of the token.</param>
public sealed record Viewer(Tenant Tenant, string AgentId, string Name, IReadOnlyList<string> Queues, Permission Permission)
{
    /// <summary>True when the viewer sees every contact of the tenant.</summary>
    public bool SeesAll => Permission == Permission.Manage;

    /// <summary>The buckets whose contacts this viewer may see; <see cref="Bucket.Sum"/> alone for <c>crm.manage</c>.</summary>
    public IReadOnlyList<string> Buckets { get; } = Bucket.Of(Permission, AgentId, Queues);

    /// <summary>True when the viewer may see the contacts of this bucket.</summary>
    public bool Sees(string bucket) => SeesAll || Buckets.Contains(bucket);

    /// <summary>Refuses when the viewer holds less than <paramref name="needed"/>.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.NotAuthorized"/>.</exception>
    public void Demand(Permission needed)
    {
        if (Permission < needed)
            throw new CrmException(ErrorCode.NotAuthorized, $"This needs the permission crm.{needed.ToString().ToLowerInvariant()}.");
    }

    public bool Equals(Viewer? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => AgentId.GetHashCode(StringComparison.Ordinal);
}
