using System.Data.Common;
using System.Text.Json;
using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door to what happened to a contact, from its creation on.</summary>
public sealed class HistoryReader(Snapshot snapshot)
{
    private const int Tag = 0x43_48_00_01;

    /// <summary>A page of the history of a contact, oldest first; null when the viewer may not see the contact. A merged contact's id means the one that it was merged into.</summary>
    /// <exception cref="CrmException">Page size or cursor is not valid.</exception>
    public async Task<Page<HistoryEntry>?> PageAsync(Viewer viewer, Guid contact, int? first, string? after, int? last, string? before, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(first, last);
        // Versions count up: a cursor is one.
        var from = after is null ? 0 : Decode(after, "after");
        var to = before is null ? int.MaxValue : Decode(before, "before");
        var session = await snapshot.SessionAsync(cancellation);
        var creation = await CreationAsync(session, viewer, contact, cancellation);
        if (creation is null && (await ContactRedirects.OfAsync(session, viewer.Tenant.Key, [contact], cancellation)).TryGetValue(contact, out var target))
            creation = await CreationAsync(session, viewer, contact = target, cancellation);
        if (creation is null)
            return null;
        if (size == 0)
            return Page<HistoryEntry>.Empty;

        var backwards = last is not null;
        var steps = await ChangesAsync(session, viewer, contact, from, to, backwards, size + 1, cancellation);
        if (from < 1 && to > 1)
            steps.Insert(backwards ? steps.Count : 0, creation);
        var more = steps.Count > size;
        steps = [.. steps.Take(size)];
        if (backwards)
            steps.Reverse();
        steps = await NamedAsync(session, viewer.Tenant.Key, steps, cancellation);
        return new(steps, new PageCursors(Tag, steps.ConvertAll(s => new object[] { (long)s.Version })),
            HasNextPage: before is not null || (more && !backwards), HasPreviousPage: after is not null || (more && backwards));
    }

    /// <summary>Creation writes no change: the contact itself says when, and by which run.</summary>
    private static async Task<HistoryEntry?> CreationAsync(Session session, Viewer viewer, Guid contact, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT c.created_at, c.created_run, r.agent, {FileName(viewer, sql)} FROM crm_contacts c LEFT JOIN crm_imports r ON r.tenant = c.tenant AND r.id = c.created_run");
        sql.Add($" WHERE c.tenant = {sql.Arg(viewer.Tenant.Key)} AND c.id = {sql.Arg(contact)} AND c.deleted_at IS NULL");
        if (!viewer.SeesAll)
            sql.Add(" AND " + session.Dialect.In("c.bucket", [.. viewer.Buckets], sql));
        var found = await session.ListAsync(sql, row => Named(new HistoryEntry(1, session.Dialect.ReadInstant(row, 0), row.IsDBNull(2) ? null : row.GetString(2), Id(row, 1, session.Dialect), []), row, 3), cancellation);
        return found.FirstOrDefault();
    }

    private static Task<List<HistoryEntry>> ChangesAsync(Session session, Viewer viewer, Guid contact, int from, int to, bool backwards, int limit, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT h.version, h.at, h.agent, h.run, h.fields, {FileName(viewer, sql)} FROM crm_changes h LEFT JOIN crm_imports r ON r.tenant = h.tenant AND r.id = h.run");
        sql.Add($" WHERE h.tenant = {sql.Arg(viewer.Tenant.Key)} AND h.contact = {sql.Arg(contact)}");
        sql.Add($" AND h.version > {sql.Arg((long)from)} AND h.version < {sql.Arg((long)to)} ORDER BY h.version{(backwards ? " DESC" : "")} LIMIT {limit}");
        return session.ListAsync(sql, row => Named(new HistoryEntry(row.GetInt32(0), session.Dialect.ReadInstant(row, 1), row.GetString(2), Id(row, 3, session.Dialect), Fields(row.GetString(4))), row, 5), cancellation);
    }

    /// <summary>What the file of the import <c>r</c> was called, for those who may follow the run.</summary>
    private static string FileName(Viewer viewer, SqlText sql) =>
        viewer.SeesAll ? "r.file_name" : viewer.Permission < Permission.Edit ? "NULL" : $"CASE WHEN r.agent = {sql.Arg(viewer.AgentId)} THEN r.file_name END";

    private static HistoryEntry Named(HistoryEntry entry, DbDataReader row, int fileName) =>
        entry.Run is { } run && !row.IsDBNull(fileName) ? entry with { Import = new HistoryImport(run, row.GetString(fileName)) } : entry;

    private static Guid? Id(DbDataReader row, int column, Dialect dialect) => row.IsDBNull(column) ? null : dialect.ReadId(row, column);

    private static List<FieldChange> Fields(string stored)
    {
        using var json = JsonDocument.Parse(stored);
        return [.. json.RootElement.EnumerateObject().Where(p => ChangeHistory.IsShown(p.Name)).Select(p => new FieldChange(ChangeHistory.NameOnWire(p.Name), Value(p.Value[0]), Value(p.Value[1])))];
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)),
        _ => null,
    };

    /// <summary>The history keeps the ids of tags, which outlive their spelling; people know names.</summary>
    private static async Task<List<HistoryEntry>> NamedAsync(Session session, long tenant, List<HistoryEntry> steps, CancellationToken cancellation)
    {
        var ids = steps.SelectMany(s => s.Fields).Where(f => f.Field == "tags")
            .SelectMany(f => Texts(f.From).Concat(Texts(f.To))).Distinct().Select(Guid.Parse).ToList();
        if (ids.Count == 0)
            return steps;
        var names = await TagRows.NamesAsync(session, tenant, ids, cancellation);
        return steps.ConvertAll(s => s with { Fields = [.. s.Fields.Select(f => f.Field == "tags" ? f with { From = Named(f.From), To = Named(f.To) } : f)] });

        List<string> Named(object? tags) => [.. Texts(tags).Select(id => names.GetValueOrDefault(Guid.Parse(id)) ?? id).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Texts(object? list) => (list as List<object?>)?.OfType<string>() ?? [];

    private static int Decode(string cursor, string argument) =>
        Cursor.Decode(cursor, Tag) is [long version] && version is >= 0 and <= int.MaxValue
            ? (int)version
            : throw new CrmException(ErrorCode.CursorInvalid, $"{argument} is no cursor of a history.", argument);
}
