namespace CrmContacts.Core.Directory;

/// <summary>The agents and queues that cells and inputs may name.</summary>
internal sealed record Colleagues(NamesLookup Agents, NamesLookup Queues)
{
    public static async Task<Colleagues> OfAsync(IAgentDirectory directory, Tenant tenant, CancellationToken cancellation)
    {
        var agents = await directory.AgentsAsync(tenant, cancellation);
        var queues = await directory.QueuesAsync(tenant, cancellation);
        return new Colleagues(
            new NamesLookup(agents.Select(a => (a.Id, a.Email, (string?)a.Name))),
            new NamesLookup(queues.Select(q => (q.Id, (string?)null, (string?)q.Name))));
    }
}
