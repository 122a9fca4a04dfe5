using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Contacts;

/// <summary>Thirty days after its deletion a contact goes for good, with all that hangs on it; so does what was kept to take bulk actions back, after their day.</summary>
internal sealed class ContactPurge(Store store)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ItemsKeptFor = TimeSpan.FromDays(2);
    private const int AtOnce = 100;

    private DateTimeOffset _next;

    /// <summary>Cheap to call often: it works every ten minutes, in short transactions.</summary>
    public async Task WhenDueAsync(CancellationToken cancellation)
    {
        var now = store.Clock.GetUtcNow();
        if (now < _next)
            return;
        _next = now + LookEvery;
        while (await SliceAsync(now, cancellation) == AtOnce)
        {
        }

        await ItemsAsync(now, cancellation);
    }

    private async Task<int> SliceAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT c.tenant, c.id FROM crm_contacts c WHERE c.deleted_at < {sql.Arg(now - KeptFor)} ORDER BY c.deleted_at LIMIT {AtOnce}");
        List<(long Tenant, Guid Id)> gone;
        await using (var look = await store.ReadAsync(cancellation))
            gone = await look.ListAsync(sql, row => (row.GetInt64(0), look.Dialect.ReadId(row, 1)), cancellation);
        foreach (var tenant in gone.GroupBy(c => c.Tenant))
        {
            await using var session = await store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Background, cancellation);
            // Locked, and looked at again: somebody may have given one back meanwhile.
            var locked = new SqlText();
            locked.Add($"UPDATE crm_contacts SET deleted_at = deleted_at WHERE tenant = {locked.Arg(tenant.Key)} AND deleted_at < {locked.Arg(now - KeptFor)} AND {store.Dialect.In("id", [.. tenant.Select(c => (object)c.Id)], locked)} RETURNING id");
            await ContactRemoval.RemoveAsync(session, await session.ListAsync(locked, row => session.Dialect.ReadId(row, 0), cancellation), cancellation);
            await session.CommitAsync(cancellation);
        }

        return gone.Count;
    }

    private async Task ItemsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync(
            """
            DELETE FROM crm_bulk_items WHERE EXISTS (SELECT 1 FROM crm_bulk_actions r
              WHERE r.tenant = crm_bulk_items.tenant AND r.id = crm_bulk_items.action AND r.status >= 2 AND r.created_at < @p0)
            """,
            [now - ItemsKeptFor], cancellation);
        await session.CommitAsync(cancellation);
    }
}
