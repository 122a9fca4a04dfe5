using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>A query with its list looked up: a static list stays the scope, a dynamic one becomes part of the filter.</summary>
/// <param name="Kept">How many contacts of a static list the viewer sees; null where there is no static list.</param>
/// <param name="Total">How many contacts the query has, where the kept counts know it: nothing but the list restricts it.</param>
internal sealed record ListScope(ContactQuery Query, long? Kept, long? Total)
{
    /// <summary>Null where the list does not exist.</summary>
    public static async Task<ListScope?> ResolveAsync(Session session, Viewer viewer, ContactQuery query, CancellationToken cancellation) =>
        query.ListId is { } id ? (await ResolveAsync(session, viewer, query, [id], cancellation)).GetValueOrDefault(id) : new(query, null, null);

    /// <summary>The query over each of these lists that there is, by one statement.</summary>
    public static async Task<Dictionary<Guid, ListScope>> ResolveAsync(Session session, Viewer viewer, ContactQuery query, IReadOnlyCollection<Guid> lists, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add("SELECT l.id, l.kind, l.filter, l.counting, ");
        KeptCounts.OfList(session, viewer, "l.id", sql);
        var which = lists.Count == 1 ? "l.id = " + sql.Arg(lists.First()) : session.Dialect.In("l.id", [.. lists.Cast<object>()], sql);
        sql.Add($" FROM crm_lists l WHERE l.tenant = {sql.Arg(viewer.Tenant.Key)} AND {which}");
        var found = await session.ListAsync(sql, row => (Id: session.Dialect.ReadId(row, 0), Kind: (ContactListKind)row.GetInt32(1), Filter: row.IsDBNull(2) ? null : row.GetString(2), Counting: row.GetBoolean(3), Kept: row.GetInt64(4)), cancellation);
        var alone = query.Where is null && string.IsNullOrWhiteSpace(query.Search);
        // What is being counted shows the number that it had; a total is counted then.
        return found.ToDictionary(l => l.Id, l => l.Kind == ContactListKind.Static
            ? new ListScope(query with { ListId = l.Id }, l.Kept, alone ? l.Kept : null)
            : new ListScope(query with { ListId = null, Where = And(StoredFilter.Read(l.Filter).Filter, query.Where) }, null, alone && !l.Counting ? l.Kept : null));
    }

    private static Filter? And(Filter? one, Filter? other) =>
        one is null ? other : other is null ? one : new Filter.AllOf([one, other]);
}
