using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;

namespace CrmContacts.Core.Nodes;

/// <summary>What recurs is done once, whichever node comes first: each claims it for the time at which it was due, tenant by tenant.</summary>
public sealed class Recurring
{
    private readonly Store _store;

    internal Recurring(Store store) => _store = store;

    /// <summary>True when it is this node's to do; it is nobody else's then, not even when this node ends before it is done.</summary>
    /// <param name="tenant">For whom.</param>
    /// <param name="job">What, by a name that every node gives it.</param>
    /// <param name="due">When it was due: the same on every node.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> ClaimAsync(Tenant tenant, string job, DateTimeOffset due, CancellationToken cancellation = default)
    {
        if (_store.OneHost)
            return true;
        await using var session = await _store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Background, cancellation);
        var claimed = await session.ExecuteAsync(
            """
            INSERT INTO crm_recurring AS r (tenant, job, due_at) VALUES (@p0, @p1, @p2)
            ON CONFLICT (tenant, job) DO UPDATE SET due_at = excluded.due_at WHERE r.due_at < excluded.due_at
            """,
            [tenant.Key, job, due], cancellation);
        await session.CommitAsync(cancellation);
        return claimed == 1;
    }
}
