using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Counts;

/// <summary>
/// <c>crm_count_changes</c>: which of the counts that pages show a transaction changed. Where it changed many of one scope the scope stands for
/// them, and a reader looks through it: an import that touches every owner of a hundred lists writes a hundred entries, not a hundred thousand.
/// </summary>
internal static class CountLog
{
    /// <summary>Past so many buckets a scope is named alone.</summary>
    private const int MostBuckets = 8;

    private const string WholeScope = "";

    /// <summary>How many entries are cut in one transaction, and those of the last one's own.</summary>
    private const int CutAtOnce = 2_000;

    private static readonly Table Table = new("crm_count_changes",
        new("tenant", ColumnKind.Long), new("seq", ColumnKind.Long), new("scope", ColumnKind.Short), new("scope_id", ColumnKind.Id), new("bucket", ColumnKind.Text));

    /// <summary>Notes what a transaction changed; called once in it.</summary>
    public static Task WriteAsync(WriteSession session, long seq, IEnumerable<(CountScope Scope, Guid Id, string Bucket)> changed, CancellationToken cancellation)
    {
        var rows = new List<object?[]>();
        foreach (var scope in changed.Where(c => c.Scope is CountScope.All or CountScope.List).GroupBy(c => (c.Scope, c.Id)))
        {
            var buckets = scope.Select(c => c.Bucket).ToList();
            foreach (var bucket in buckets.Count > MostBuckets ? [WholeScope] : buckets)
                rows.Add([session.Tenant, seq, (long)scope.Key.Scope, scope.Key.Id, bucket]);
        }

        return session.InsertAsync(Table, rows, cancellation);
    }

    /// <summary>FROM of the counts <c>k</c> of a tenant that changed at or after a mark; some may come twice.</summary>
    /// <param name="cut">True when the log may have been cut behind the mark: then the counts themselves are looked through.</param>
    public static string Changed(long tenant, long mark, bool cut, SqlText sql)
    {
        var (of, from) = (sql.Arg(tenant), sql.Arg(mark));
        return cut
            ? $"(SELECT k.* FROM crm_counts k WHERE k.tenant = {of} AND k.scope < 2 AND k.changed_seq >= {from}) k"
            : $"""
              (SELECT k.* FROM (SELECT DISTINCT h.scope, h.scope_id, h.bucket FROM crm_count_changes h WHERE h.tenant = {of} AND h.seq >= {from} AND h.bucket <> '{WholeScope}') h
                JOIN crm_counts k ON k.tenant = {of} AND k.scope = h.scope AND k.scope_id = h.scope_id AND k.bucket = h.bucket
              UNION ALL
              SELECT k.* FROM (SELECT DISTINCT h.scope, h.scope_id FROM crm_count_changes h WHERE h.tenant = {of} AND h.seq >= {from} AND h.bucket = '{WholeScope}') h
                JOIN crm_counts k ON k.tenant = {of} AND k.scope = h.scope AND k.scope_id = h.scope_id AND k.changed_seq >= {from}) k
              """;
    }

    /// <summary>Cuts what lies further behind than readers are promised; in slices, since on SQLite everybody waits for each.</summary>
    public static async Task CutAsync(Store store, CancellationToken cancellation)
    {
        List<long> tenants;
        await using (var look = await store.ReadAsync(cancellation))
            tenants = await look.ListAsync(new SqlText().Add("SELECT t.tenant FROM crm_tenants t ORDER BY t.tenant"), row => row.GetInt64(0), cancellation);
        foreach (var tenant in tenants)
        {
            while (await CutAsync(store, tenant, cancellation) >= CutAtOnce)
            {
            }
        }
    }

    /// <returns>How many entries went; fewer than a slice at the end.</returns>
    private static async Task<int> CutAsync(Store store, long tenant, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        var gone = await session.ExecuteAsync(
            $"""
            DELETE FROM crm_count_changes WHERE tenant = @p0 AND seq < {store.Dialect.CountMark} - @p1
              AND seq <= COALESCE((SELECT h.seq FROM crm_count_changes h WHERE h.tenant = @p0 ORDER BY h.seq LIMIT 1 OFFSET @p2), {long.MaxValue})
            """,
            [tenant, store.Dialect.CountLogKept, CutAtOnce - 1L], cancellation);
        await session.CommitAsync(cancellation);
        return gone;
    }
}
