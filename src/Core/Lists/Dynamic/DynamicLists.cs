using System.Collections.Concurrent;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>The dynamic lists of one tenant, compiled. A tenant's mark changes with its lists, so that one small read says whether what is remembered still holds.</summary>
internal sealed class DynamicLists(IReadOnlyList<DynamicList> lists)
{
    public IReadOnlyList<DynamicList> All { get; } = lists;

    /// <summary>What any of them asks of a contact.</summary>
    public ulong Asks { get; } = lists.Aggregate(0UL, (bits, list) => bits | list.Asks);

    /// <summary>The lists as this transaction sees them; it keeps every edit of them out.</summary>
    public static async ValueTask<DynamicLists> OfAsync(WriteSession session, CancellationToken cancellation)
    {
        if (session.DynamicLists is { } known)
            return known;
        var mark = await session.ScalarAsync<long>("SELECT lists_mark FROM crm_tenants WHERE tenant = @p0", [session.Tenant], cancellation);
        if (session.Store.DynamicLists.Find(session.Tenant, mark) is { } remembered)
            return session.DynamicLists = remembered;
        var read = new DynamicLists(await ReadAsync(session, session.Tenant, cancellation));
        session.Store.DynamicLists.Remember(session.Tenant, mark, read);
        return session.DynamicLists = read;
    }

    public static Task<List<DynamicList>> ReadAsync(Session session, long tenant, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT l.id, l.revision, l.counting, l.filter FROM crm_lists l WHERE l.tenant = {sql.Arg(tenant)} AND l.kind = 1 ORDER BY l.id");
        return session.ListAsync(sql, row => DynamicList.Of(session.Dialect.ReadId(row, 0), row.GetInt32(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3)), cancellation);
    }

    /// <summary>Says to every node that the tenant's lists are other ones, from this transaction's commit on. A mark never comes twice, so that one which was rolled back names nothing.</summary>
    public static Task ChangedAsync(WriteSession session, CancellationToken cancellation)
    {
        session.DynamicLists = null;
        return session.ExecuteAsync("UPDATE crm_tenants SET lists_mark = @p1 WHERE tenant = @p0", [session.Tenant, Random.Shared.NextInt64(1, long.MaxValue)], cancellation);
    }
}

/// <summary>The compiled lists of each tenant, as of their mark.</summary>
internal sealed class DynamicListMemory
{
    private readonly ConcurrentDictionary<long, (long Mark, DynamicLists Lists)> _known = new();

    public DynamicLists? Find(long tenant, long mark) => _known.TryGetValue(tenant, out var known) && known.Mark == mark ? known.Lists : null;

    public void Remember(long tenant, long mark, DynamicLists lists) => _known[tenant] = (mark, lists);
}
