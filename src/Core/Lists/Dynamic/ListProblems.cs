using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>What is wrong with the filters of dynamic lists. Such a list is counted and paged all the same: what is gone, nobody has.</summary>
internal static class ListProblems
{
    /// <summary>The lists with what was found: two statements at most, however many lists.</summary>
    public static async Task<IReadOnlyList<ContactList>> FoundAsync(Session session, long tenant, IReadOnlyList<ContactList> lists, CancellationToken cancellation)
    {
        var asked = lists.Where(l => l.Kind == ContactListKind.Dynamic).ToDictionary(l => l.Id, l => StoredFilter.Read(l.Where));
        var keys = asked.Values.SelectMany(a => ListFilterRule.CustomKeys(a.Filter)).ToHashSet(StringComparer.Ordinal);
        var ids = asked.Values.SelectMany(a => ListFilterRule.ListIds(a.Filter)).ToHashSet();
        if (keys.Count > 0)
            keys.ExceptWith((await CustomFieldRows.AllAsync(session, tenant, cancellation)).Select(f => f.Key));
        if (ids.Count > 0)
            ids.ExceptWith(await StaticAsync(session, tenant, cancellation));
        return [.. lists.Select(l => asked.TryGetValue(l.Id, out var filter) ? l with { WhereProblem = filter.Problem ?? Gone(filter.Filter, keys, ids) } : l)];
    }

    private static string? Gone(Filter filter, HashSet<string> keys, HashSet<Guid> lists)
    {
        if (ListFilterRule.CustomKeys(filter).Order(StringComparer.Ordinal).FirstOrDefault(keys.Contains) is { } key)
            return $"The filter asks for the custom field {key}, which there is not: no contact has a value of it.";
        return ListFilterRule.ListIds(filter).Order().Where(lists.Contains).Select(id => $"The filter asks for the static list {id}, which there is not: no contact is on it.").FirstOrDefault();
    }

    private static Task<List<Guid>> StaticAsync(Session session, long tenant, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT l.id FROM crm_lists l WHERE l.tenant = {sql.Arg(tenant)} AND l.kind = 0");
        return session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation);
    }
}
