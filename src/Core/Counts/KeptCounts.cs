using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Counts;

/// <summary>Numbers are stored: never renumber.</summary>
internal enum CountScope
{
    All = 0,
    List = 1,
    Tag = 2,

    /// <summary>What changed of a list while it is being counted; shown to nobody.</summary>
    Counting = 3,
}

/// <summary>Reading <c>crm_counts</c>: a viewer's number is the sum over the viewer's few buckets.</summary>
internal static class KeptCounts
{
    /// <summary>How many contacts of the list, or of all, the viewer sees.</summary>
    public static async Task<long> OfScopeAsync(Session session, Viewer viewer, Guid? listId, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add(OfScope(session, viewer, listId, sql));
        await using var rows = await session.QueryAsync(sql, cancellation);
        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    /// <summary>The same as a query of one row, to stand in another.</summary>
    public static string OfScope(Session session, Viewer viewer, Guid? listId, SqlText sql) =>
        $"SELECT CAST(COALESCE(SUM(k.count), 0) AS bigint) AS kept FROM crm_counts k WHERE k.tenant = {sql.Arg(viewer.Tenant.Key)}"
        + $" AND k.scope = {sql.Arg((long)(listId is null ? CountScope.All : CountScope.List))} AND k.scope_id = {sql.Arg(listId ?? Guid.Empty)}"
        + $" AND {session.Dialect.In("k.bucket", [.. viewer.Buckets], sql)}";

    /// <summary>Makes the kept counts of a list what they were found to be, bucket by bucket; applied with the other counts of the transaction.</summary>
    public static async Task SetAsync(WriteSession session, Guid list, IReadOnlyDictionary<string, long> found, CountDeltas counts, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT k.bucket, k.count FROM crm_counts k WHERE k.tenant = {sql.Arg(session.Tenant)} AND k.scope = {sql.Arg((long)CountScope.List)} AND k.scope_id = {sql.Arg(list)} AND k.bucket <> {sql.Arg(Bucket.Sum)}");
        var kept = (await session.ListAsync(sql, row => (Bucket: row.GetString(0), Count: row.GetInt64(1)), cancellation)).ToDictionary(k => k.Bucket, k => k.Count, StringComparer.Ordinal);
        foreach (var bucket in kept.Keys.Union(found.Keys))
            counts.Add(CountScope.List, list, bucket, found.GetValueOrDefault(bucket) - kept.GetValueOrDefault(bucket));
    }

    /// <summary>The same as a value of each row of a query over lists: the viewer's few entries, by key.</summary>
    public static void OfList(Session session, Viewer viewer, string listId, SqlText sql) =>
        sql.Add($"(SELECT CAST(COALESCE(SUM(k.count), 0) AS bigint) FROM crm_counts k WHERE k.tenant = {sql.Arg(viewer.Tenant.Key)} AND k.scope = {sql.Arg((long)CountScope.List)} AND k.scope_id = {listId} AND {session.Dialect.In("k.bucket", [.. viewer.Buckets], sql)})");
}
