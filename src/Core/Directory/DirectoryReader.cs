using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Directory;

/// <summary>The door to the tenant's agents and queues for those who choose one: names are no secret among colleagues.</summary>
public sealed class DirectoryReader(IAgentDirectory directory)
{
    /// <summary>Every agent of the tenant, by name. Needs <c>crm.view</c>.</summary>
    public ValueTask<IReadOnlyList<Agent>> AgentsAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return directory.AgentsAsync(viewer.Tenant, cancellation);
    }

    /// <summary>Every queue of the tenant, by name. Needs <c>crm.view</c>.</summary>
    public ValueTask<IReadOnlyList<Queue>> QueuesAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return directory.QueuesAsync(viewer.Tenant, cancellation);
    }
}
