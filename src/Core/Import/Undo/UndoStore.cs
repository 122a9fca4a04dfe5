using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Import.Runs;

namespace CrmContacts.Core.Import.Undo;

/// <summary>The statements over <c>crm_imports</c> and <c>crm_import_kept</c> that an undo needs besides.</summary>
internal static class UndoStore
{
    private const char Comma = ',';

    private static readonly Table Kept = new("crm_import_kept",
        new("tenant", ColumnKind.Long), new("run", ColumnKind.Id), new("contact", ColumnKind.Id), new("reason", ColumnKind.Short), new("fields", ColumnKind.Text));

    /// <summary>Queues the undo of a run that is over. False when it is none that can be taken back.</summary>
    public static async Task<bool> AskAsync(WriteSession session, Guid run, string agent, CancellationToken cancellation) =>
        await session.ExecuteAsync(
            "UPDATE crm_imports SET status = 0, phase = @p2, undo_agent = @p3, cancel_asked = @p4, message = NULL WHERE tenant = @p0 AND id = @p1 AND status BETWEEN 2 AND 4 AND dry_run = @p4",
            [session.Tenant, run, (long)ImportPhase.Undoing, agent, false], cancellation) == 1;

    /// <summary>Notes what a batch did, in its transaction. False when another node owns the run: nothing may be committed.</summary>
    public static async Task<bool> CheckpointAsync(WriteSession session, RunRow row, UndoStep step, Guid after, UndoBatch batch, CancellationToken cancellation)
    {
        await session.InsertAsync(Kept, [.. batch.Kept.Select(k => new object?[] { row.Tenant, row.Run.Id, k.ContactId, (long)k.Reason, string.Join(Comma, k.Fields) })], cancellation);
        return await session.ExecuteAsync(
            "UPDATE crm_imports SET undo_step = @p3, undo_after = @p4, taken_back = taken_back + @p5, kept = kept + @p6, lease_until = @p7 WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1",
            [row.Tenant, row.Run.Id, row.Fence, (long)step, after, (long)batch.TakenBack, (long)batch.Kept.Count, session.Store.Clock.Now() + ImportStore.Lease], cancellation) == 1;
    }

    public static async Task EndAsync(Store store, RunRow row, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync(
            "UPDATE crm_imports SET status = @p3, phase = @p4, undo_step = @p5, undone_at = @p6, lease_until = NULL WHERE tenant = @p0 AND id = @p1 AND fence = @p2 AND status = 1",
            [row.Tenant, row.Run.Id, row.Fence, (long)ImportStatus.Undone, (long)ImportPhase.Done, (long)UndoStep.Over, store.Clock.Now()], cancellation);
        await session.CommitAsync(cancellation);
    }

    /// <summary>What the undo of a run left as it is, in the order of ids.</summary>
    public static Task<List<ImportKept>> KeptAsync(Session session, long tenant, Guid run, Guid? after, Guid? before, bool backwards, int most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT k.contact, k.reason, k.fields FROM crm_import_kept k WHERE k.tenant = {sql.Arg(tenant)} AND k.run = {sql.Arg(run)}");
        if (after is { } from)
            sql.Add($" AND k.contact > {sql.Arg(from)}");
        if (before is { } to)
            sql.Add($" AND k.contact < {sql.Arg(to)}");
        sql.Add($" ORDER BY k.contact{(backwards ? " DESC" : "")} LIMIT {most}");
        return session.ListAsync(sql, row => new ImportKept(session.Dialect.ReadId(row, 0), (KeptReason)row.GetInt32(1), row.GetString(2).Split(Comma, StringSplitOptions.RemoveEmptyEntries)), cancellation);
    }
}
