using System.Text.Json;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary>The statements over <c>crm_bulk_actions</c> and <c>crm_bulk_items</c>.</summary>
internal sealed class BulkStore(Store store)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly Table Items = new("crm_bulk_items",
        new("tenant", ColumnKind.Long), new("action", ColumnKind.Id), new("contact", ColumnKind.Id), new("version", ColumnKind.Int));

    public Store Store => store;

    public static Task AddAsync(WriteSession session, Viewer viewer, BulkRow row, CancellationToken cancellation) =>
        session.ExecuteAsync(
            """
            INSERT INTO crm_bulk_actions (tenant, id, agent, agent_name, queues, permission, action, selection, undoes, status, total, affected, skipped, fence, created_at, finished_at)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, 0, @p13, @p14)
            """,
            [
                session.Tenant, row.Run.Id, viewer.AgentId, viewer.Name, JsonSerializer.Serialize(viewer.Queues), (long)viewer.Permission, row.Action.ToJson(), row.Selection.ToJson(),
                row.Undoes, (long)row.Run.Status, row.Run.Total, row.Run.Affected, row.Run.Skipped, row.Run.CreatedAt, row.Run.FinishedAt,
            ], cancellation);

    /// <summary>Remembers what the action changed, so that it can be taken back.</summary>
    public static Task RememberAsync(WriteSession session, Guid action, IEnumerable<(Guid Contact, int Version)> changed, CancellationToken cancellation) =>
        session.InsertAsync(Items, [.. changed.Select(c => new object?[] { session.Tenant, action, c.Contact, (long)c.Version })], cancellation);

    public static async Task<BulkRow?> FindAsync(Session session, long tenant, Guid id, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {BulkRow.Columns} FROM crm_bulk_actions r WHERE r.tenant = {sql.Arg(tenant)} AND r.id = {sql.Arg(id)}");
        return (await session.ListAsync(sql, row => BulkRow.Read(row, session.Dialect), cancellation)).SingleOrDefault();
    }

    /// <summary>What an action that takes <paramref name="undone"/> back has left as it is.</summary>
    public static async Task<IReadOnlyList<Guid>> KeptAsync(Session session, long tenant, Guid id, Guid undone, int most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT i.contact FROM crm_bulk_items i WHERE i.tenant = {sql.Arg(tenant)} AND i.action = {sql.Arg(undone)} ");
        sql.Add($"AND NOT EXISTS (SELECT 1 FROM crm_bulk_items d WHERE d.tenant = i.tenant AND d.action = {sql.Arg(id)} AND d.contact = i.contact) ORDER BY i.contact LIMIT {most}");
        return await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation);
    }

    /// <summary>Marks an action as taken back; false when somebody was faster.</summary>
    public static async Task<bool> TakeBackAsync(WriteSession session, Guid id, Guid by, CancellationToken cancellation) =>
        await session.ExecuteAsync("UPDATE crm_bulk_actions SET undone_by = @p2 WHERE tenant = @p0 AND id = @p1 AND undone_by IS NULL", [session.Tenant, id, by], cancellation) == 1;

    /// <summary>Where a store has one host, what a killed process left is free at once. Elsewhere leases run out.</summary>
    public async Task FreeAbandonedAsync(CancellationToken cancellation)
    {
        if (!store.OneHost)
            return;
        await using var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync("UPDATE crm_bulk_actions SET lease_until = @p0 WHERE status = 1", [DateTimeOffset.UnixEpoch], cancellation);
        await session.CommitAsync(cancellation);
    }

    /// <summary>Takes an action that nobody works on. Its fence is ours from now on.</summary>
    public async Task<BulkRow?> ClaimAsync(string node, CancellationToken cancellation)
    {
        const string free = "r.status < 2 AND (r.status = 0 OR r.lease_until < @p0)";
        await using (var look = await store.ReadAsync(cancellation))
        {
            if (await look.ScalarAsync<long>($"SELECT count(*) FROM crm_bulk_actions r WHERE {free}", [store.Clock.Now()], cancellation) == 0)
                return null;
        }

        await using var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        var now = store.Clock.Now();
        var sql = new SqlText();
        sql.Arg(now);
        sql.Add($"SELECT {BulkRow.Columns} FROM crm_bulk_actions r WHERE {free} ORDER BY r.created_at, r.id LIMIT 1{store.Dialect.SkipLocked}");
        var row = (await session.ListAsync(sql, reader => BulkRow.Read(reader, session.Dialect), cancellation)).SingleOrDefault();
        if (row is null)
            return null;
        await session.ExecuteAsync(
            "UPDATE crm_bulk_actions SET status = 1, owner_node = @p2, lease_until = @p3, fence = fence + 1, started_at = COALESCE(started_at, @p4) WHERE tenant = @p0 AND id = @p1",
            [row.Tenant, row.Run.Id, node, now + Lease, now], cancellation);
        await session.CommitAsync(cancellation);
        return row with { Fence = row.Fence + 1 };
    }

    /// <summary>The checkpoint of a batch, in its transaction. False when another node owns the action: nothing may be committed.</summary>
    public static async Task<bool> CheckpointAsync(WriteSession session, BulkRow row, long affected, long skipped, Guid after, CancellationToken cancellation) =>
        await session.ExecuteAsync(
            "UPDATE crm_bulk_actions SET affected = affected + @p3, skipped = skipped + @p4, after_contact = @p5, lease_until = @p6 WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1",
            [row.Tenant, row.Run.Id, row.Fence, affected, skipped, after, session.Store.Clock.Now() + Lease], cancellation) == 1;

    public async Task EndAsync(BulkRow row, BulkStatus status, string? message, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync(
            "UPDATE crm_bulk_actions SET status = @p3, message = @p4, finished_at = @p5, lease_until = NULL WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1",
            [row.Tenant, row.Run.Id, row.Fence, (long)status, message, store.Clock.Now()], cancellation);
        await session.CommitAsync(cancellation);
    }
}
