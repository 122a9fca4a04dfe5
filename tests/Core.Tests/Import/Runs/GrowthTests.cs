using System.Globalization;
using System.Text;
using CrmContacts.Core.Data;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

public class GrowthTests
{
    /// <summary>Into an empty PostgreSQL the half million behind the first half took four times as long: each batch read every match key there was.</summary>
    [Fact]
    public async Task An_import_into_an_empty_PostgreSQL_tells_the_planner_how_many_have_come()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres, runImports: true);
        var csv = new StringBuilder("first_name,last_name,email\n");
        for (var i = 0; i < 6_000; i++)
            csv.Append(CultureInfo.InvariantCulture, $"Ada,Byron {i},ada{i}@example.com\n");
        var run = await store.ImportAsync(store.Viewers.Alice, csv.ToString());
        Assert.Equal(6_000, run.Imported);

        await using var session = await store.Get<Store>().ReadAsync(default);
        foreach (var table in new[] { "crm_contacts", "crm_match_keys" })
            Assert.InRange(await session.ScalarAsync<long>("SELECT reltuples::bigint FROM pg_class WHERE oid = @p0::regclass", [table], default), 2_000, 6_000);
    }
}
