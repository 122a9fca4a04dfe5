using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>Who is on a dynamic list, asked of the contacts themselves.</summary>
internal static class ListRecount
{
    /// <summary>How many contacts each bucket has that pass the filter; buckets without one are missing.</summary>
    public static async Task<Dictionary<string, long>> OfAsync(Session session, long tenant, Filter filter, CancellationToken cancellation)
    {
        var sql = new SqlText();
        var condition = new FilterSql(sql, session.Dialect, tenant).CountCondition(filter);
        sql.Add($"SELECT c.bucket, count(*) FROM crm_contacts c WHERE c.tenant = {sql.Arg(tenant)} AND c.deleted_at IS NULL AND {condition} GROUP BY c.bucket");
        return (await session.ListAsync(sql, row => (Bucket: row.GetString(0), Count: row.GetInt64(1)), cancellation)).ToDictionary(r => r.Bucket, r => r.Count, StringComparer.Ordinal);
    }
}
