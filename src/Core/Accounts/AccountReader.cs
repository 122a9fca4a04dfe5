using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Accounts;

/// <summary>The door to accounts.</summary>
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
}

internal static class AccountRows
{
    public static async Task<Dictionary<Guid, Account>> NamesAsync(Session session, long tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var sql = new SqlText();
        sql.Add($"SELECT a.id, a.name FROM crm_accounts a WHERE a.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("a.id", [.. ids.Cast<object>()], sql)}");
        return (await session.ListAsync(sql, row => new Account(session.Dialect.ReadId(row, 0), row.GetString(1)), cancellation)).ToDictionary(a => a.Id);
    }
}
