using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>A query with its list looked up: a static list stays the scope, a dynamic one becomes part of the filter.</summary>
/// <param name="Kept">How many contacts of a static list the viewer sees; null where there is no static list.</param>
internal sealed record ListScope(ContactQuery Query, long? Kept)
{
    /// <summary>Null where the list does not exist.</summary>
    public static async Task<ListScope?> ResolveAsync(Session session, Viewer viewer, ContactQuery query, CancellationToken cancellation)
    {
        if (query.ListId is not { } id)
            return new(query, null);
        var sql = new SqlText();
        sql.Add("SELECT l.kind, l.filter, ");
        KeptCounts.OfList(session, viewer, "l.id", sql);
        sql.Add($" FROM crm_lists l WHERE l.tenant = {sql.Arg(viewer.Tenant.Key)} AND l.id = {sql.Arg(id)}");
        var found = await session.ListAsync(sql, row => ((ContactListKind)row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2)), cancellation);
        if (found.Count == 0)
            return null;
        var (kind, filter, kept) = found[0];
        return kind == ContactListKind.Static ? new(query, kept) : new(query with { ListId = null, Where = And(FilterJson.Parse(filter!), query.Where) }, null);
    }

    private static Filter? And(Filter? one, Filter? other) =>
        one is null ? other : other is null ? one : new Filter.AllOf([one, other]);
}
