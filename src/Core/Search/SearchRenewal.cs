using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Search;

/// <summary>
/// Brings the search index of a store that an older version wrote to the tokens of this one, before anything is asked of it. In slices, each
/// a transaction of its own; one that is interrupted is begun again by the next start.
/// </summary>
internal static class SearchRenewal
{
    /// <summary>Raise it whenever <see cref="SearchTokens.Of"/> gives other tokens for the same contact.</summary>
    public const int Version = 1;

    private const int Slice = 5_000;

    public static async Task RunAsync(Store store, CancellationToken cancellation)
    {
        List<long> tenants;
        await using (var session = await store.ReadAsync(cancellation))
        {
            if (await session.ScalarAsync<long>("SELECT search_version FROM crm_store", [], cancellation) >= Version)
                return;
            tenants = await session.ListAsync(new SqlText().Add("SELECT tenant FROM crm_tenants ORDER BY tenant"), row => row.GetInt64(0), cancellation);
        }

        foreach (var tenant in tenants)
        {
            var last = (Guid?)Guid.Empty;
            while (last is { } after)
                last = await SliceAsync(store, tenant, after, cancellation);
        }

        await using var done = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        await done.ExecuteAsync("UPDATE crm_store SET search_version = @p0", [Version], cancellation);
        await done.CommitAsync(cancellation);
    }

    /// <summary>Indexes the contacts after this id; the last of them, or null where there are no more.</summary>
    private static async Task<Guid?> SliceAsync(Store store, long tenant, Guid after, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        var columns = ContactColumns.All;
        var sql = new SqlText();
        sql.Add($"SELECT {columns.Sql}, a.name FROM crm_contacts c LEFT JOIN crm_accounts a ON a.tenant = c.tenant AND a.id = c.account_id ")
            .Add($"WHERE c.tenant = {sql.Arg(tenant)} AND c.id > {sql.Arg(after)} AND c.deleted_at IS NULL ORDER BY c.id LIMIT {Slice}{session.Dialect.ForUpdate}");
        var contacts = await session.ListAsync(sql, row => (Contact: columns.Read(row, session.Dialect), Account: row.IsDBNull(columns.Count) ? null : row.GetString(columns.Count)), cancellation);
        await session.IndexAsync([.. contacts.Select(c => (c.Contact.Id, SearchTokens.Of(tenant, c.Contact, c.Account)))], cancellation);
        await session.CommitAsync(cancellation);
        return contacts.Count < Slice ? null : contacts[^1].Contact.Id;
    }
}
