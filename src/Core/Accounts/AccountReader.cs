using System.Text;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Accounts;

/// <summary>The door to accounts: every agent of the tenant may read their names.</summary>
public sealed class AccountReader(Snapshot snapshot)
{
    /// <summary>The accounts with these ids.</summary>
    public async Task<IReadOnlyDictionary<Guid, Account>> ByIdsAsync(Viewer viewer, IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return ids.Count == 0
            ? new Dictionary<Guid, Account>()
            : await AccountRows.NamesAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, ids, cancellation);
    }

    /// <summary>One page, by name without case or by id, by keyset.</summary>
    /// <exception cref="CrmException">Page size, cursor or filter is not valid.</exception>
    public async Task<Page<Account>> PageAsync(Viewer viewer, AccountQuery query, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(query.First, query.Last);
        var session = await snapshot.SessionAsync(cancellation);
        var total = query.WithTotal ? await TotalAsync(session, viewer, query, cancellation) : (long?)null;
        if (size == 0)
            return Page<Account>.Empty with { Total = total };

        var backwards = query.Last is not null;
        var sql = new SqlText();
        sql.Add($"SELECT a.id, a.name, a.created_at, a.name_fold FROM crm_accounts a WHERE {Where(session, viewer, query, sql)}");
        sql.Add(Past(query, query.After, "after", query.Descending, sql));
        sql.Add(Past(query, query.Before, "before", !query.Descending, sql));
        var way = query.Descending != backwards ? " DESC" : "";
        sql.Add(query.ById ? $" ORDER BY a.id{way}" : $" ORDER BY a.name_fold{way}, a.id{way}");
        sql.Add($" LIMIT {size + 1}");
        var rows = await session.ListAsync(sql, row => (Account: AccountRows.Read(row, session), Fold: row.GetString(3)), cancellation);
        var more = rows.Count > size;
        if (more)
            rows.RemoveAt(size);
        if (backwards)
            rows.Reverse();
        return new([.. rows.Select(r => r.Account)], [.. rows.Select(r => Cursor.Encode(Tag(query), Keys(query, r.Account, r.Fold)))],
            HasNextPage: query.Before is not null || (more && !backwards), HasPreviousPage: query.After is not null || (more && backwards), total);
    }

    private static async Task<long> TotalAsync(Session session, Viewer viewer, AccountQuery query, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT count(*) FROM crm_accounts a WHERE {Where(session, viewer, query, sql)}");
        await using var rows = await session.QueryAsync(sql, cancellation);
        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    private static string Where(Session session, Viewer viewer, AccountQuery query, SqlText sql) =>
        $"a.tenant = {sql.Arg(viewer.Tenant.Key)}" + (query.Where is { } filter ? " AND " + new FilterSql(sql, session.Dialect, viewer.Tenant.Key).Condition(filter) : "");

    private static string Past(AccountQuery query, string? cursor, string argument, bool less, SqlText sql)
    {
        if (cursor is null)
            return "";
        var sign = less ? "<" : ">";
        return Cursor.Decode(cursor, Tag(query)) switch
        {
            [Guid id] when query.ById => $" AND a.id {sign} {sql.Arg(id)}",
            [byte[] name, Guid id] when !query.ById && !name.Contains((byte)0) => $" AND (a.name_fold, a.id) {sign} ({sql.Arg(Encoding.UTF8.GetString(name))}, {sql.Arg(id)})",
            _ => throw new CrmException(ErrorCode.CursorInvalid, $"{argument} is no cursor of this order.", argument),
        };
    }

    private static object[] Keys(AccountQuery query, Account account, string fold) => query.ById ? [account.Id] : [Encoding.UTF8.GetBytes(fold), account.Id];

    /// <summary>Binds a cursor to the order that it was made for.</summary>
    private static int Tag(AccountQuery query) => 0x0ACC0000 | (query.ById ? 2 : 0) | (query.Descending ? 1 : 0);
}

internal static class AccountRows
{
    public static async Task<Dictionary<Guid, Account>> NamesAsync(Session session, long tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var sql = new SqlText();
        sql.Add($"SELECT a.id, a.name, a.created_at FROM crm_accounts a WHERE a.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("a.id", [.. ids.Cast<object>()], sql)}");
        return (await session.ListAsync(sql, row => Read(row, session), cancellation)).ToDictionary(a => a.Id);
    }

    public static Account Read(System.Data.Common.DbDataReader row, Session session) =>
        new(session.Dialect.ReadId(row, 0), row.GetString(1), session.Dialect.ReadInstant(row, 2));
}
