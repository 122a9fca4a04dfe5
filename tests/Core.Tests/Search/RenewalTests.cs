using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Search;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Search;

public class RenewalTests
{
    [Theory, EachEngine]
    public async Task A_store_of_the_version_before_is_found_by_beginnings_after_its_first_start(Engine engine)
    {
        var options = await OldStoreAsync(engine, 5_200);
        await using (var store = await TestStore.OpenAsync(engine, options))
        {
            var contacts = await TokensAsync(store);
            foreach (var search in new[] { "m", "ma", "mar", "schm", "marri", "555", "mar 555", "trading" })
            {
                var total = await TotalAsync(store, search);
                var asked = SearchTokens.OfQuery(store.Acme.Key, search);
                Assert.Equal(contacts.Count(tokens => asked.All(a => SearchTokens.IsWhole(a) ? tokens.Contains(a) : tokens.Any(t => t.StartsWith(a, StringComparison.Ordinal)))), total);
                Assert.True(total > 0, search);
            }
        }

        if (engine == Engine.Postgres)
            return;
        // The next start finds nothing to do.
        await using var again = await TestStore.OpenAsync(engine, options);
        using var log = new StatementLog(again);
        await SearchRenewal.RunAsync(again.Services.GetRequiredService<Store>(), CancellationToken.None);
        Assert.Single(log.All);
        Assert.True(await TotalAsync(again, "mar") > 0);
    }

    /// <summary>What each contact is found by, reckoned from the contact itself.</summary>
    private static async Task<List<string[]>> TokensAsync(TestStore store)
    {
        await using var session = await store.Services.GetRequiredService<Store>().ReadAsync(CancellationToken.None);
        return await session.ListAsync(
            new SqlText().Add($"SELECT {ContactColumns.All.Sql}, a.name FROM crm_contacts c LEFT JOIN crm_accounts a ON a.tenant = c.tenant AND a.id = c.account_id WHERE c.deleted_at IS NULL"),
            row => SearchTokens.Of(store.Acme.Key, ContactColumns.All.Read(row, session.Dialect), row.IsDBNull(ContactColumns.All.Count) ? null : row.GetString(ContactColumns.All.Count)).Split(' '),
            CancellationToken.None);
    }

    private static async Task<long?> TotalAsync(TestStore store, string search) =>
        (await store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(store.Viewers.Alice, new ContactQuery { Search = search, WithPage = false, WithTotal = true }))).Total;

    /// <summary>The schema before this one, contacts, and their tokens as they were then: words and suffixes alone.</summary>
    private static async Task<CrmCoreOptions> OldStoreAsync(Engine engine, int contacts)
    {
        var folder = TestFolder.Create("old-");
        var options = engine == Engine.Sqlite
            ? new CrmCoreOptions { Database = "sqlite", DataDirectory = folder }
            : new CrmCoreOptions { Database = "postgres", DataDirectory = folder, ConnectionString = await (await PostgresServer.RunningAsync()).CreateDatabaseAsync() };
        await using var provider = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddCrmCore(options).BuildServiceProvider();
        var store = provider.GetRequiredService<Store>();
        await store.OpenAsync(migrate: true, CancellationToken.None);
        var acme = await provider.GetRequiredService<ITenantDirectory>().UpsertAsync(new Tenant("acme", "Acme", "US", "America/New_York", []));
        await Crowd.AddAsync(provider, acme, contacts);
        await using var session = await store.WriteAsync(acme.Key, WriteKind.Contacts, WriteLane.Background, CancellationToken.None);
        var rows = await session.ListAsync(new SqlText().Add($"SELECT {ContactColumns.All.Sql} FROM crm_contacts c"), row => ContactColumns.All.Read(row, session.Dialect), CancellationToken.None);
        await session.IndexAsync([.. rows.Select(c => (c.Id, string.Join(' ', SearchTokens.Of(acme.Key, c, null).Split(' ').Where(t => !SearchTokens.IsWhole(t)))))], CancellationToken.None);
        await session.ExecuteAsync("ALTER TABLE crm_store DROP COLUMN search_version", [], CancellationToken.None);
        await session.ExecuteAsync("DELETE FROM crm_migrations WHERE \"MigrationId\" = '0010_Beginnings'", [], CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        return options;
    }
}
