using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Tags;

/// <summary>A tag with the number of contacts that the viewer sees it on; exact, from the kept counts.</summary>
public sealed record Tag(string Name, long Count);

/// <summary>The door to tags.</summary>
public sealed class TagReader(Snapshot snapshot)
{
    /// <summary>The tags that the viewer can see in use, by name; with <paramref name="contains"/> only those that have it in them, case aside.</summary>
    /// <param name="first">At most this many; the usual limits of a page.</param>
    public async Task<IReadOnlyList<Tag>> AllAsync(Viewer viewer, string? contains, int? first, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(first ?? PageSize.Max, null);
        // No tag has such a text, and PostgreSQL takes none as a parameter.
        if (contains is not null && !UnicodeText.IsStorable(contains))
            return [];
        var session = await snapshot.SessionAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT t.name, CAST(SUM(k.count) AS bigint) FROM crm_tags t JOIN crm_counts k ON k.tenant = t.tenant AND k.scope = {sql.Arg((long)CountScope.Tag)} AND k.scope_id = t.id AND {session.Dialect.In("k.bucket", [.. viewer.Buckets], sql)}");
        sql.Add($" WHERE t.tenant = {sql.Arg(viewer.Tenant.Key)}");
        if (!string.IsNullOrEmpty(contains))
            sql.Add(" AND " + session.Dialect.Contains("t.name_fold", sql.Arg(TextFold.ForFilter(contains))));
        sql.Add($" GROUP BY t.id, t.name, t.name_fold HAVING SUM(k.count) > 0 ORDER BY t.name_fold LIMIT {size}");
        return await session.ListAsync(sql, row => new Tag(row.GetString(0), row.GetInt64(1)), cancellation);
    }

    /// <summary>The tags of each of these contacts, by name; callers pass ids of contacts that they have read.</summary>
    public async Task<ILookup<Guid, string>> OfContactsAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return contactIds.Count == 0
            ? Array.Empty<string>().ToLookup(_ => Guid.Empty)
            : await TagRows.OfContactsAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, contactIds, cancellation);
    }
}
