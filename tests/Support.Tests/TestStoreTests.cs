using CrmContacts.Core.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Support.Tests;

public sealed class TestStoreTests
{
    [Theory, EachEngine]
    public async Task Fresh_store_holds_what_its_test_wrote_and_nothing_else(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await using var other = await TestStore.StartAsync(engine);

        var written = await store.AskAsync((ContactWriter w) => w.CreateAsync(store.Viewers.Bob, new ContactPatch { FirstName = "Ada", LastName = "Lovelace" }));

        Assert.Empty(written.Faults);
        var page = await store.AskAsync((ContactReader r) => r.PageAsync(store.Viewers.Carol, new ContactQuery { WithTotal = true }));
        Assert.Equal("Ada Lovelace", Assert.Single(page.Contacts).FullName);
        Assert.Equal(1, page.Total);
        var elsewhere = await other.AskAsync((ContactReader r) => r.PageAsync(other.Viewers.Alice, new ContactQuery()));
        Assert.Empty(elsewhere.Contacts);
        var foreign = await store.AskAsync((ContactReader r) => r.PageAsync(store.Viewers.Gina, new ContactQuery()));
        Assert.Empty(foreign.Contacts);
    }

    [Fact]
    public async Task Sqlite_store_opens_again_with_what_was_written()
    {
        var store = await TestStore.StartAsync(Engine.Sqlite);
        await store.AskAsync((ContactWriter w) => w.CreateAsync(store.Viewers.Bob, new ContactPatch { FirstName = "Ada", LastName = "Lovelace" }));
        await store.DisposeAsync();

        await using var again = await TestStore.OpenAsync(Engine.Sqlite, store.Options);

        var page = await again.AskAsync((ContactReader r) => r.PageAsync(again.Viewers.Alice, new ContactQuery()));
        Assert.Single(page.Contacts);
    }
}
