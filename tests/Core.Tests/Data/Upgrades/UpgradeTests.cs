using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Data.Moving;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Data.Upgrades;

/// <summary>A store that the first version made becomes one of the newest, wherever that was broken off before.</summary>
public class UpgradeTests
{
    private const int People = 40;

    [Theory, EachEngine]
    public async Task From_the_first_migration_to_the_newest_nothing_is_lost_wherever_it_stopped_on_its_way(Engine engine)
    {
        var first = await FirstSchema.MakeAsync(engine, People);
        var columns = await BothStores.ColumnsAsync(first);
        var before = await BothStores.ReadAsync(first, columns);
        Assert.Equal(People, before["crm_contacts"].Count);
        var migrations = (await FirstSchema.MigrationsAsync(first)).All;
        Assert.True(migrations.Count >= 14, string.Join(", ", migrations));
        foreach (var stop in migrations.SkipLast(1))
        {
            var options = await FirstSchema.CopyAsync(first);
            await FirstSchema.MigrateAsync(options, stop);
            options.MigrateOnStart = false;
            var refused = await Assert.ThrowsAsync<CrmException>(() => StartAsync(options));
            Assert.Contains("Run crm migrate-schema", refused.Message, StringComparison.Ordinal);

            options.MigrateOnStart = true;
            var told = await StartAsync(options);
            Assert.Equal(migrations.SkipWhile(m => m != stop).Skip(1), told);
            Assert.Equal(before, await BothStores.ReadAsync(options, columns));
            Assert.Empty(await StartAsync(options));
        }
    }

    [Theory, EachEngine]
    public async Task What_came_later_works_on_what_was_there_before(Engine engine)
    {
        var options = await FirstSchema.MakeAsync(engine, People);
        await using var store = await TestStore.OpenAsync(engine, options, runImports: true);
        var page = await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 200, Search = "person000 zoe" });
        Assert.Equal(People, page.Contacts.Count);
        Assert.Single((await store.PageAsync(store.Viewers.Alice, new ContactQuery { Search = "zoe000007" })).Contacts);
        // The dynamic list had no kept counts then.
        var lists = await Eventually.ValueAsync(() => store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Alice)), all => all.All(l => !l.Counting));
        Assert.Equal([("Friends", 2L), ("With Initech", People)], lists.Select(l => (l.Name, l.ContactCount)));
        Assert.Equal("Completed 1=0+1+0+0+0", (await store.ImportAsync(store.Viewers.Alice, "first_name,email,title\nZoë,zoe000003@example.com,Buyer\n")).Ledger());
        Assert.Empty((await store.Get<CountVerifier>().VerifyAsync(store.Acme, repair: false)).Drifts);
        Assert.True((await store.Get<ITenantDirectory>().UpsertAsync(new Tenant("initech", "Initech", "US", "UTC", []))).Key > 2);
    }

    /// <summary>Starts it as a process does, and ends it again.</summary>
    /// <returns>The migrations that were applied.</returns>
    private static async Task<IReadOnlyList<string>> StartAsync(CrmCoreOptions options)
    {
        await using var provider = new ServiceCollection().AddCrmCore(options).BuildServiceProvider();
        IReadOnlyList<string> told = [];
        var store = provider.GetRequiredService<CrmStore>();
        store.Migrating += names => told = names;
        await store.StartAsync();
        return told;
    }
}
