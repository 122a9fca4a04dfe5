using CrmContacts.Core.Data;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>Counts of lists and tags that are no more, and what was kept apart of lists that are not being counted: nobody is shown them, and they go.</summary>
internal static class Leftovers
{
    private const string Which = """
        tenant = @p0 AND (
          (scope = 1 AND NOT EXISTS (SELECT 1 FROM crm_lists l WHERE l.tenant = crm_counts.tenant AND l.id = crm_counts.scope_id))
          OR (scope = 2 AND NOT EXISTS (SELECT 1 FROM crm_tags t WHERE t.tenant = crm_counts.tenant AND t.id = crm_counts.scope_id))
          OR (scope = 3 AND NOT EXISTS (SELECT 1 FROM crm_lists l WHERE l.tenant = crm_counts.tenant AND l.id = crm_counts.scope_id AND l.counting)))
        """;

    public static async Task<IReadOnlyList<ScopeDrift>> FindAsync(Session session, long tenant, bool repaired, CancellationToken cancellation)
    {
        await using var rows = await session.QueryAsync($"SELECT scope_id, count(*), CAST(COALESCE(SUM(CASE WHEN bucket = '*' THEN count ELSE 0 END), 0) AS bigint) FROM crm_counts WHERE {Which} GROUP BY scope, scope_id ORDER BY scope, scope_id", [tenant], cancellation);
        var found = new List<ScopeDrift>();
        while (await rows.ReadAsync(cancellation))
            found.Add(new("leftover", session.Dialect.ReadId(rows, 0), rows.GetInt32(1), rows.GetInt64(2), 0, repaired));
        return found;
    }

    public static async Task RemoveAsync(Store store, long tenant, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync($"DELETE FROM crm_counts WHERE {Which}", [tenant], cancellation);
        await session.CommitAsync(cancellation);
    }
}
