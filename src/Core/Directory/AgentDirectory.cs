using System.Collections.Concurrent;
using CrmContacts.Core.Data;
using CrmContacts.Core.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CrmContacts.Core.Directory;

/// <summary>Agents and queues that validated tokens named. Writes only what is new.</summary>
internal sealed class AgentDirectory(Store store) : IAgentDirectory
{
    private readonly ConcurrentDictionary<(long Tenant, string Agent), (string Said, Viewer Viewer)> _seen = new();

    public async ValueTask<IReadOnlyList<Agent>> AgentsAsync(Tenant tenant, CancellationToken cancellation = default)
    {
        var rows = await store.ReadAgainAsync(async () =>
        {
            await using var context = store.NewContext();
            return await context.Agents.AsNoTracking().Where(a => a.Tenant == tenant.Key).OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancellation);
        }, cancellation);
        return [.. rows.Select(a => new Agent(a.Id, a.Name, a.Email))];
    }

    public async ValueTask<IReadOnlyList<Queue>> QueuesAsync(Tenant tenant, CancellationToken cancellation = default)
    {
        var rows = await store.ReadAgainAsync(async () =>
        {
            await using var context = store.NewContext();
            return await context.Queues.AsNoTracking().Where(q => q.Tenant == tenant.Key).OrderBy(q => q.Name).ThenBy(q => q.Id).ToListAsync(cancellation);
        }, cancellation);
        return [.. rows.Select(q => new Queue(q.Id, q.Name))];
    }

    public ValueTask SeenAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        // The same token makes the same viewer, request after request.
        if (_seen.TryGetValue((viewer.Tenant.Key, viewer.AgentId), out var before) && ReferenceEquals(before.Viewer, viewer))
            return ValueTask.CompletedTask;
        var now = string.Join('\n', viewer.Queues.Prepend(viewer.Name));
        if (before.Said != now)
            return RememberAsync();
        _seen[(viewer.Tenant.Key, viewer.AgentId)] = (now, viewer);
        return ValueTask.CompletedTask;

        async ValueTask RememberAsync()
        {
            await WriteAsync(viewer.Tenant, [new Agent(viewer.AgentId, viewer.Name, null)], [.. viewer.Queues.Select(q => new Queue(q, q))], keepQueueNames: true, cancellation);
            _seen[(viewer.Tenant.Key, viewer.AgentId)] = (now, viewer);
        }
    }

    public ValueTask UpsertAsync(Tenant tenant, IReadOnlyList<Agent> agents, IReadOnlyList<Queue> queues, CancellationToken cancellation = default) =>
        WriteAsync(tenant, agents, queues, keepQueueNames: false, cancellation);

    private async ValueTask WriteAsync(Tenant tenant, IReadOnlyList<Agent> agents, IReadOnlyList<Queue> queues, bool keepQueueNames, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        foreach (var agent in agents.OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            await session.ExecuteAsync(
                "INSERT INTO crm_agents AS a (tenant, id, name, email) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, email = COALESCE(excluded.email, a.email)",
                [tenant.Key, agent.Id, agent.Name, agent.Email], cancellation);
        }

        foreach (var queue in queues.OrderBy(q => q.Id, StringComparer.Ordinal))
        {
            await session.ExecuteAsync(
                "INSERT INTO crm_queues (tenant, id, name) VALUES (@p0, @p1, @p2) ON CONFLICT (tenant, id) DO " + (keepQueueNames ? "NOTHING" : "UPDATE SET name = excluded.name"),
                [tenant.Key, queue.Id, queue.Name], cancellation);
        }

        await session.CommitAsync(cancellation);
    }
}
