using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Import.Undo;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import;

/// <summary>The door to pages about runs, in the snapshot of one request: the viewer's own runs, every one of the tenant for <c>crm.manage</c>. Needs <c>crm.edit</c>.</summary>
public sealed class RunReader(Snapshot snapshot)
{
    private const int RunTag = 0x49_52_00_01;
    private const int KeptTag = 0x49_4b_00_01;

    /// <summary>The run, or null when there is none that the viewer may follow.</summary>
    public async Task<ImportRun?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellation = default) => (await RowAsync(viewer, id, cancellation))?.Run;

    /// <summary>One page of runs, the newest first.</summary>
    /// <exception cref="CrmException">Page size or cursor is not valid.</exception>
    public async Task<Page<ImportRun>> PageAsync(Viewer viewer, int? first, string? after, int? last, string? before, bool withTotal, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        var size = PageSize.Of(first, last);
        var from = after is null ? (Guid?)null : Decode(after, RunTag, "after");
        var to = before is null ? (Guid?)null : Decode(before, RunTag, "before");
        var session = await snapshot.SessionAsync(cancellation);
        var total = withTotal ? await TotalAsync(session, viewer, cancellation) : (long?)null;
        if (size == 0)
            return Page<ImportRun>.Empty with { Total = total };
        var backwards = last is not null;
        var sql = new SqlText();
        // Ids are made in the order of time.
        sql.Add($"SELECT {RunRow.Columns} FROM crm_imports r WHERE {viewer.OfRuns(sql)}");
        if (from is { } older)
            sql.Add($" AND r.id < {sql.Arg(older)}");
        if (to is { } newer)
            sql.Add($" AND r.id > {sql.Arg(newer)}");
        sql.Add($" ORDER BY r.id{(backwards ? "" : " DESC")} LIMIT {size + 1}");
        var runs = (await ImportStore.ListAsync(session, sql, cancellation)).ConvertAll(r => r.Run);
        return Cut(runs, size, backwards, after, before, RunTag, r => r.Id) with { Total = total };
    }

    /// <summary>One page of what the undo of a run left as it is; null when there is no such run that the viewer may follow.</summary>
    /// <exception cref="CrmException">Page size or cursor is not valid.</exception>
    public async Task<Page<ImportKept>?> KeptAsync(Viewer viewer, Guid run, int? first, string? after, int? last, string? before, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        var size = PageSize.Of(first, last);
        var from = after is null ? (Guid?)null : Decode(after, KeptTag, "after");
        var to = before is null ? (Guid?)null : Decode(before, KeptTag, "before");
        if (await RowAsync(viewer, run, cancellation) is not { } row)
            return null;
        if (size == 0)
            return Page<ImportKept>.Empty with { Total = row.Run.Kept };
        var kept = await UndoStore.KeptAsync(await snapshot.SessionAsync(cancellation), row.Tenant, run, from, to, last is not null, size + 1, cancellation);
        return Cut(kept, size, last is not null, after, before, KeptTag, k => k.ContactId) with { Total = row.Run.Kept };
    }

    private async Task<RunRow?> RowAsync(Viewer viewer, Guid id, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        var row = await ImportStore.FindAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, id, cancellation);
        return row is not null && viewer.MayTouch(row) ? row : null;
    }

    private static async Task<long> TotalAsync(Session session, Viewer viewer, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT count(*) FROM crm_imports r WHERE {viewer.OfRuns(sql)}");
        await using var rows = await session.QueryAsync(sql, cancellation);
        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    private static Page<T> Cut<T>(List<T> items, int size, bool backwards, string? after, string? before, int tag, Func<T, Guid> idOf)
    {
        var more = items.Count > size;
        if (more)
            items.RemoveAt(size);
        if (backwards)
            items.Reverse();
        return new(items, new PageCursors(tag, items.ConvertAll(i => new object[] { idOf(i) })),
            HasNextPage: before is not null || (more && !backwards), HasPreviousPage: after is not null || (more && backwards));
    }

    private static Guid Decode(string cursor, int tag, string argument) =>
        Cursor.Decode(cursor, tag) is [Guid id] ? id : throw new CrmException(ErrorCode.CursorInvalid, $"{argument} is no cursor of this order.", argument);
}
