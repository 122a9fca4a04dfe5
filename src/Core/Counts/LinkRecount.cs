using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Counts;

/// <summary>Who is on static lists, or has tags, asked of the contacts themselves.</summary>
internal static class LinkRecount
{
    /// <summary>How many contacts each bucket has, for each of these lists or tags; buckets without one are missing.</summary>
    public static async Task<ILookup<Guid, (string Bucket, long Count)>> OfAsync(Session session, long tenant, CountScope kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var (table, key) = kind == CountScope.List ? ("crm_list_members", "list") : ("crm_contact_tags", "tag");
        var sql = new SqlText();
        sql.Add($"SELECT m.{key}, c.bucket, count(*) FROM {table} m {session.Dialect.ThenJoin} crm_contacts c ON c.tenant = m.tenant AND c.id = m.contact");
        sql.Add($" WHERE m.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("m." + key, [.. ids.Cast<object>()], sql)} AND c.deleted_at IS NULL GROUP BY m.{key}, c.bucket");
        return (await session.ListAsync(sql, row => (Id: session.Dialect.ReadId(row, 0), Counted: (row.GetString(1), row.GetInt64(2))), cancellation)).ToLookup(r => r.Id, r => r.Counted);
    }
}
