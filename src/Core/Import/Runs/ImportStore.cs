using System.Data.Common;
using CrmContacts.Core.Accounts;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Import.Runs;

/// <summary>The statements over <c>crm_imports</c> and what belongs to a run.</summary>
internal sealed class ImportStore(Store store)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How many runs of one tenant are open at once; the others wait in the queue.</summary>
    private const int OpenOfTenant = 4;

    private static readonly Table Errors = new("crm_import_errors",
        new("tenant", ColumnKind.Long), new("run", ColumnKind.Id), new("row", ColumnKind.Long), new("line", ColumnKind.Long),
        new("byte_start", ColumnKind.Long), new("byte_end", ColumnKind.Long), new("codes", ColumnKind.Text), new("message", ColumnKind.Text));

    public Store Store => store;

    /// <summary>Rows are read and checked so many at a time, and a batch is one such chunk or more.</summary>
    public int ChunkRows { get; set; } = 250;

    /// <summary>Runs that match a condition over <c>r</c>.</summary>
    public static Task<List<RunRow>> ListAsync(Session session, SqlText sql, CancellationToken cancellation)
    {
        var now = session.Store.Clock.Now();
        return session.ListAsync(sql, (DbDataReader row) => Told(RunRow.Read(row, session.Dialect, now), session.Store), cancellation);
    }

    private static RunRow Told(RunRow row, Store store) =>
        store.PausedRuns.TryGetValue(row.Run.Id, out var why) ? row with { Run = row.Run with { Message = why } } : row;

    /// <summary>One run of a tenant.</summary>
    public async Task<RunRow?> FindAsync(long tenant, Guid id, CancellationToken cancellation)
    {
        await using var session = await store.ReadAsync(cancellation);
        return await FindAsync(session, tenant, id, cancellation);
    }

    public static async Task<RunRow?> FindAsync(Session session, long tenant, Guid id, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {RunRow.Columns} FROM crm_imports r WHERE r.tenant = {sql.Arg(tenant)} AND r.id = {sql.Arg(id)}");
        return (await ListAsync(session, sql, cancellation)).SingleOrDefault();
    }

    /// <summary>True when somebody asked the run to stop.</summary>
    public async Task<bool> IsCancelAskedAsync(RunRow row, CancellationToken cancellation)
    {
        await using var session = await store.ReadAsync(cancellation);
        return await session.ScalarAsync<bool>("SELECT cancel_asked FROM crm_imports WHERE tenant = @p0 AND id = @p1", [row.Tenant, row.Run.Id], cancellation);
    }

    /// <summary>Where a store has one host, runs that a killed process left are free at once: it is gone. Elsewhere their leases run out.</summary>
    public async Task FreeAbandonedAsync(CancellationToken cancellation)
    {
        if (!store.OneHost)
            return;
        await using var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync("UPDATE crm_imports SET lease_until = @p0 WHERE status = 1", [DateTimeOffset.UnixEpoch], cancellation);
        await session.CommitAsync(cancellation);
    }

    /// <summary>Keeps runs that wait for their turn ours.</summary>
    public async Task RenewAsync(string node, IReadOnlyCollection<Guid> runs, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        foreach (var chunk in runs.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"UPDATE crm_imports SET lease_until = {sql.Arg(store.Clock.Now() + Lease)} WHERE owner_node = {sql.Arg(node)} AND status = 1 AND {session.Dialect.In("id", [.. chunk.Cast<object>()], sql)}");
            await session.ExecuteAsync(sql, cancellation);
        }

        await session.CommitAsync(cancellation);
    }

    /// <summary>Lets go of a run that this node will not carry on: the next one takes it at once.</summary>
    public async Task ReleaseAsync(RunRow row, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync("UPDATE crm_imports SET lease_until = @p3 WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1", [row.Tenant, row.Run.Id, row.Fence, DateTimeOffset.UnixEpoch], cancellation);
        await session.CommitAsync(cancellation);
    }

    /// <summary>Takes a run that nobody works on, fairly between tenants. Its fence is ours from now on.</summary>
    public async Task<RunRow?> ClaimAsync(string node, CancellationToken cancellation)
    {
        const string open = "(SELECT count(*) FROM crm_imports o WHERE o.tenant = r.tenant AND o.status = 1 AND o.lease_until >= @p0)";
        var free = $"r.status < 2 AND (r.status = 0 OR r.lease_until < @p0) AND {open} < {OpenOfTenant}";
        await using (var look = await store.ReadAsync(cancellation))
        {
            if (await look.ScalarAsync<long>($"SELECT count(*) FROM crm_imports r WHERE {free}", [store.Clock.Now()], cancellation) == 0)
                return null;
        }

        await using var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        var now = store.Clock.Now();
        var sql = new SqlText();
        sql.Arg(now);
        sql.Add($"SELECT {RunRow.Columns} FROM crm_imports r WHERE {free} ORDER BY {open}, r.created_at, r.id LIMIT 1{store.Dialect.SkipLocked}");
        var row = (await ListAsync(session, sql, cancellation)).SingleOrDefault();
        if (row is null)
            return null;
        await session.ExecuteAsync(
            "UPDATE crm_imports SET status = 1, phase = @p5, owner_node = @p2, lease_until = @p3, fence = fence + 1, started_at = COALESCE(started_at, @p4), undo_started_at = CASE WHEN undo_agent IS NULL THEN NULL ELSE COALESCE(undo_started_at, @p4) END WHERE tenant = @p0 AND id = @p1",
            [row.Tenant, row.Run.Id, node, now + Lease, now, (long)(row.Undo is null ? ImportPhase.Reading : ImportPhase.Undoing)], cancellation);
        await session.CommitAsync(cancellation);
        return row with { Fence = row.Fence + 1, Run = row.Run with { Status = ImportStatus.Running } };
    }

    /// <summary>A dry run that is taken up again starts again: what its earlier rows would have made was only in memory.</summary>
    public async Task<RunRow> RestartAsync(RunRow row, CancellationToken cancellation)
    {
        var start = row.Plan.Format.DataStart;
        await using var session = await store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync("DELETE FROM crm_import_errors WHERE tenant = @p0 AND run = @p1", [row.Tenant, row.Run.Id], cancellation);
        await session.ExecuteAsync(
            """
            UPDATE crm_imports SET imported = 0, updated = 0, unchanged = 0, skipped = 0, errors = 0, next_byte = @p3, next_row = @p4, next_line = @p5
            WHERE tenant = @p0 AND id = @p1 AND fence = @p2
            """,
            [row.Tenant, row.Run.Id, row.Fence, start.Byte, start.Row, start.Line], cancellation);
        await session.CommitAsync(cancellation);
        return row with { Next = start };
    }

    /// <summary>Writes a planned batch, its errors, its tally and the checkpoint. The fence is the last word.</summary>
    /// <returns>False when another node owns the run: nothing was written.</returns>
    public static async Task<bool> WriteAsync(WriteSession session, RunRow row, BatchPlan batch, BatchPlanner planner, CsvPosition next, Aftermath aftermath, CancellationToken cancellation)
    {
        await planner.Tags.SaveAsync(session, row.Run.Id, cancellation);
        await planner.Accounts.SaveAsync(session, row.Run.Id, cancellation);
        foreach (var list in await planner.Lists.SaveAsync(session, row.Run.Id, cancellation))
            aftermath.ListCreated(list);
        var accounts = await AccountNamesAsync(session, batch, planner, cancellation);
        var author = new ChangeAuthor(row.Run.AgentId, row.Run.Id);
        foreach (var step in batch.Steps)
            await ContactWrites.ApplyAsync(session, step, accounts, author, aftermath, cancellation);
        await aftermath.ApplyAsync(session, cancellation);
        return await NoteAsync(session, row, batch, next, cancellation);
    }

    /// <summary>Writes down what became of rows, and commits.</summary>
    /// <returns>False when another node owns the run: nothing was written.</returns>
    public static async Task<bool> NoteAsync(WriteSession session, RunRow row, BatchPlan batch, CsvPosition next, CancellationToken cancellation)
    {
        await session.InsertAsync(Errors, [.. batch.Errors.Select(e => new object?[] { row.Tenant, row.Run.Id, e.Row, e.Line, e.ByteStart, e.ByteEnd, e.Codes, e.Message })], cancellation);
        var tally = batch.Tally;
        var (least, greatest) = batch.Created();
        // How many rows the file has is told from how long those are that are done; the end says it exactly.
        var start = row.Plan.Format.DataStart.Byte;
        var owned = await session.ExecuteAsync(
            """
            UPDATE crm_imports SET imported = imported + @p3, updated = updated + @p4, unchanged = unchanged + @p5, skipped = skipped + @p6, errors = errors + @p7,
              next_byte = @p8, next_row = @p9, next_line = @p10, lease_until = @p11, phase = @p14,
              total_rows = (imported + updated + unchanged + skipped + errors + @p15) * @p16 / @p17,
              least_contact = CASE WHEN least_contact < @p12 THEN least_contact ELSE @p12 END, greatest_contact = CASE WHEN greatest_contact > @p13 THEN greatest_contact ELSE @p13 END
            WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1
            """,
            [row.Tenant, row.Run.Id, row.Fence, tally.Imported, tally.Updated, tally.Unchanged, tally.Skipped, tally.Errors, next.Byte, next.Row, next.Line, session.Store.Clock.Now() + Lease, least, greatest, (long)ImportPhase.Writing,
                tally.Imported + tally.Updated + tally.Unchanged + tally.Skipped + tally.Errors, row.FileBytes - start, Math.Max(1, next.Byte - start)], cancellation);
        if (owned == 0)
            return false;
        await session.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Those that rows name, and those that contacts have already: search knows a contact by its company's name.</summary>
    private static async Task<IReadOnlyDictionary<Guid, string>> AccountNamesAsync(WriteSession session, BatchPlan changes, BatchPlanner planner, CancellationToken cancellation)
    {
        var names = new Dictionary<Guid, string>(planner.Accounts.Names);
        var others = changes.Steps.SelectMany(step => step).Select(c => c.After.AccountId).OfType<Guid>().Where(id => !names.ContainsKey(id)).Distinct();
        foreach (var chunk in others.Chunk(512))
        {
            foreach (var (id, account) in await AccountRows.NamesAsync(session, session.Tenant, chunk, cancellation))
                names[id] = account.Name;
        }

        return names;
    }

    /// <summary>Ends a run.</summary>
    public async Task EndAsync(RunRow row, ImportStatus status, string? message, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync(
            "UPDATE crm_imports SET status = @p3, phase = @p4, message = @p5, finished_at = CASE WHEN undo_agent IS NULL THEN @p6 ELSE finished_at END, lease_until = NULL, total_rows = CASE WHEN @p3 = 2 THEN imported + updated + unchanged + skipped + errors ELSE total_rows END WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1",
            [row.Tenant, row.Run.Id, row.Fence, (long)status, (long)ImportPhase.Done, message, store.Clock.Now()], cancellation);
        await session.CommitAsync(cancellation);
    }
}
