using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Counts;

/// <summary>Numbers are stored: never renumber.</summary>
internal enum CountScope { All = 0, List = 1, Tag = 2 }

/// <summary>Reading <c>crm_counts</c>: a viewer's number is the sum over the viewer's few buckets.</summary>
internal static class KeptCounts
{
    /// <summary>How many contacts of the list, or of all, the viewer sees.</summary>
    public static async Task<long> OfScopeAsync(Session session, Viewer viewer, Guid? listId, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT CAST(COALESCE(SUM(k.count), 0) AS bigint) FROM crm_counts k WHERE k.tenant = {sql.Arg(viewer.Tenant.Key)}");
        sql.Add($" AND k.scope = {sql.Arg((long)(listId is null ? CountScope.All : CountScope.List))} AND k.scope_id = {sql.Arg(listId ?? Guid.Empty)}");
        sql.Add($" AND {session.Dialect.In("k.bucket", [.. viewer.Buckets], sql)}");
        await using var rows = await session.QueryAsync(sql, cancellation);
        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    /// <summary>The same as a value of each row of a query over lists: the viewer's few entries, by key.</summary>
    public static void OfList(Session session, Viewer viewer, string listId, SqlText sql) =>
        sql.Add($"(SELECT CAST(COALESCE(SUM(k.count), 0) AS bigint) FROM crm_counts k WHERE k.tenant = {sql.Arg(viewer.Tenant.Key)} AND k.scope = {sql.Arg((long)CountScope.List)} AND k.scope_id = {listId} AND {session.Dialect.In("k.bucket", [.. viewer.Buckets], sql)})");
}
