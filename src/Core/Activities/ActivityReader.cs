using System.Data.Common;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Activities;

/// <summary>The door to timelines: activities and interactions of visible contacts, merged, newest first.</summary>
public sealed class ActivityReader(Snapshot snapshot)
{
    private const int Tag = 0x54_4C_00_01;

    /// <summary>
    /// A page of the timeline of each of these contacts, by one statement whatever their number: each contact's newest entries
    /// are a range of an index. A contact that the viewer may not see has none. The cursor holds for each of them.
    /// </summary>
    /// <exception cref="CrmException">Page size or cursor is not valid.</exception>
    public async Task<IReadOnlyDictionary<Guid, Page<ITimelineEntry>>> TimelinesAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, int? first, string? after, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(first, null);
        (DateTimeOffset At, Guid Id)? past = after is null ? null : Decode(after);
        if (size == 0 || contactIds.Count == 0)
            return contactIds.Distinct().ToDictionary(id => id, _ => Page<ITimelineEntry>.Empty);
        var session = await snapshot.SessionAsync(cancellation);
        var sql = new SqlText();
        sql.Add(Newest("0", "crm_activities", "at", ActivityTable.Columns)).Add(" UNION ALL ").Add(Newest("1", "crm_interactions", "ended_at", InteractionTable.Columns));
        var entries = (await session.ListAsync(sql, row => Read(row, session.Dialect), cancellation)).ToLookup(e => e.ContactId);
        return contactIds.Distinct().ToDictionary(id => id, id => Page(entries[id], size, after is not null));

        string Newest(string kind, string table, string time, string columns)
        {
            var from = session.Dialect.NewestOfEach(table, time, size + 1, past is null ? "" : $" AND (m.{time}, m.id) < ({sql.Arg(past.Value.At)}, {sql.Arg(past.Value.Id)})");
            var seen = viewer.SeesAll ? "" : " AND " + session.Dialect.In("c.bucket", [.. viewer.Buckets], sql);
            return $"SELECT {kind}, {columns} FROM crm_contacts c {from} WHERE c.tenant = {sql.Arg(viewer.Tenant.Key)} AND {session.Dialect.In("c.id", [.. contactIds.Cast<object>()], sql)} AND c.deleted_at IS NULL{seen}";
        }
    }

    private static ITimelineEntry Read(DbDataReader row, Dialect dialect) =>
        row.GetInt32(0) == 0 ? ActivityTable.Read(row, dialect, 1) : InteractionTable.Read(row, dialect, 1);

    private static Page<ITimelineEntry> Page(IEnumerable<ITimelineEntry> found, int size, bool isLater)
    {
        var newest = found.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(size + 1).ToList();
        var more = newest.Count > size;
        if (more)
            newest.RemoveAt(size);
        return new(newest, new PageCursors(Tag, newest.ConvertAll(e => new object[] { e.At.ToUnixTimeMilliseconds(), e.Id })), more, isLater);
    }

    private static (DateTimeOffset At, Guid Id) Decode(string cursor) =>
        Cursor.Decode(cursor, Tag) is [long at, Guid id] && at is >= -62_135_596_800_000 and <= 253_402_300_799_999
            ? (DateTimeOffset.FromUnixTimeMilliseconds(at), id)
            : throw new CrmException(ErrorCode.CursorInvalid, "after is no cursor of a timeline.", "after");
}
