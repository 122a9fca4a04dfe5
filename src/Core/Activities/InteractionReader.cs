using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Activities;

/// <summary>The door to the messages of conversations.</summary>
public sealed class InteractionReader(Snapshot snapshot)
{
    private const int Tag = 0x54_4C_00_02;

    /// <summary>
    /// A page of the messages of each of these interactions, in the order in which they were said, by one statement. An
    /// interaction whose contact the viewer may not see has none.
    /// </summary>
    /// <exception cref="CrmException">Page size or cursor is not valid.</exception>
    public async Task<IReadOnlyDictionary<Guid, Page<Message>>> MessagesAsync(Viewer viewer, IReadOnlyCollection<Guid> interactionIds, int? first, string? after, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(first, null);
        var past = after is null ? 0 : Decode(after);
        if (size == 0 || interactionIds.Count == 0)
            return interactionIds.Distinct().ToDictionary(id => id, _ => Page<Message>.Empty);
        var session = await snapshot.SessionAsync(cancellation);
        var sql = new SqlText();
        // Messages are numbered without gaps: a page is a range of numbers.
        sql.Add("SELECT m.interaction, m.id, m.position, m.at, m.direction, m.agent, m.sender, m.body FROM crm_interactions i JOIN crm_contacts c ON c.tenant = i.tenant AND c.id = i.contact JOIN crm_messages m ON m.tenant = i.tenant AND m.interaction = i.id");
        sql.Add($" WHERE i.tenant = {sql.Arg(viewer.Tenant.Key)} AND {session.Dialect.In("i.id", [.. interactionIds.Cast<object>()], sql)} AND c.deleted_at IS NULL");
        sql.Add($" AND m.position > {sql.Arg(past)} AND m.position <= {sql.Arg(past + size + 1)}");
        if (!viewer.SeesAll)
            sql.Add(" AND " + session.Dialect.In("c.bucket", [.. viewer.Buckets], sql));
        sql.Add(" ORDER BY m.interaction, m.position");
        var found = (await session.ListAsync(sql, row => (Of: session.Dialect.ReadId(row, 0), Message: new Message(
            session.Dialect.ReadId(row, 1), row.GetInt32(2), session.Dialect.ReadInstant(row, 3), (ActivityDirection)row.GetInt32(4),
            row.Text(5), row.Text(6), row.GetString(7))), cancellation)).ToLookup(m => m.Of, m => m.Message);
        return interactionIds.Distinct().ToDictionary(id => id, id => Page([.. found[id]], size, after is not null));
    }

    private static Page<Message> Page(List<Message> found, int size, bool isLater)
    {
        var more = found.Count > size;
        if (more)
            found.RemoveAt(size);
        return new(found, new PageCursors(Tag, found.ConvertAll(m => new object[] { (long)m.Position })), more, isLater);
    }

    private static long Decode(string cursor) =>
        Cursor.Decode(cursor, Tag) is [long position] && position is >= 0 and < int.MaxValue - PageSize.Max - 1
            ? position
            : throw new CrmException(ErrorCode.CursorInvalid, "after is no cursor of messages.", "after");
}
