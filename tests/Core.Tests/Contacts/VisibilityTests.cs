using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class VisibilityTests
{
    [Theory, EachEngine]
    public async Task Agent_outside_the_queue_does_not_find_the_contact(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var secret = await store.CreateAsync(store.Viewers.Alice, "Ada", "Support", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var open = await store.CreateAsync(store.Viewers.Alice, "Otto", "Open", c => c);

        foreach (var outsider in new[] { store.Viewers.Bob, store.Viewers.Erin, store.Viewers.Gina })
        {
            var sees = outsider == store.Viewers.Gina ? Array.Empty<Guid>() : [open.Id];
            Assert.Equal(sees, (await store.PageAsync(outsider, new ContactQuery { WithTotal = true })).Contacts.Select(c => c.Id));
            Assert.Equal(sees.Length, (await store.PageAsync(outsider, new ContactQuery { WithTotal = true })).Total);
            Assert.Empty((await store.PageAsync(outsider, new ContactQuery { Search = "ada", WithTotal = true })).Contacts);
            Assert.Equal(0, (await store.PageAsync(outsider, new ContactQuery { Search = "ada", WithTotal = true })).Total);
            Assert.DoesNotContain(secret.Id, (await store.AskAsync<ContactReader, IReadOnlyDictionary<Guid, Contact>>(r => r.ByIdsAsync(outsider, [secret.Id]))).Keys);
        }

        foreach (var insider in new[] { store.Viewers.Alice, store.Viewers.Carol })
            Assert.Equal([open.Id, secret.Id], (await store.PageAsync(insider, new ContactQuery())).Contacts.Select(c => c.Id));
    }

    [Theory, EachEngine]
    public async Task Agent_outside_the_queue_can_neither_change_the_contact_nor_put_it_on_a_list(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var secret = await store.CreateAsync(store.Viewers.Alice, "Ada", "Support", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var writer = store.Get<ContactWriter>();
        var lists = store.Get<ListWriter>();
        var list = await lists.CreateStaticAsync(store.Viewers.Alice, "VIPs", null);

        Assert.True((await writer.UpdateAsync(store.Viewers.Bob, secret.Id, null, new ContactPatch { LastName = "Taken" })).NotFound);
        Assert.True((await writer.UpdateAsync(store.Viewers.Gina, secret.Id, null, new ContactPatch { LastName = "Taken" })).NotFound);
        Assert.Equal(0, await lists.AddMembersAsync(store.Viewers.Bob, list, [secret.Id]));
        Assert.Equal(1, await lists.AddMembersAsync(store.Viewers.Alice, list, [secret.Id]));
        Assert.Equal("Support", (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts.Single().LastName);
        Assert.Equal(0, (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Bob))).Single().ContactCount);
        Assert.Equal(1, (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Carol))).Single().ContactCount);
    }

    [Theory, EachEngine]
    public async Task Counts_follow_a_contact_from_bucket_to_bucket(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var list = await store.Get<ListWriter>().CreateStaticAsync(store.Viewers.Alice, "VIPs", null);
        var contact = await store.CreateAsync(store.Viewers.Alice, "Ada", "Moves", c => c with { Tags = new(true, ["vip"]) });
        await store.Get<ListWriter>().AddMembersAsync(store.Viewers.Alice, list, [contact.Id]);
        await store.Get<ContactWriter>().UpdateAsync(store.Viewers.Alice, contact.Id, null, new ContactPatch { Visibility = ContactVisibility.Owner, AssignedToId = "bob" });

        async Task<string> Counts(Viewer viewer) => string.Join(' ', (await store.Get<CountReader>().SnapshotAsync(viewer)).Counts
            .OrderBy(c => c.ListId).ThenBy(c => c.Bucket, StringComparer.Ordinal).Select(c => $"{(c.ListId is null ? "all" : "list")}/{c.Bucket}={c.Count}"));
        Assert.Equal("all/*=1 list/*=1", await Counts(store.Viewers.Alice));
        Assert.Equal("all/all=0 all/owner:bob=1 list/all=0 list/owner:bob=1", await Counts(store.Viewers.Bob));
        Assert.Equal("all/all=0 list/all=0", await Counts(store.Viewers.Carol));
    }

    [Theory, EachEngine]
    public async Task Changes_since_a_mark_are_told_and_nothing_older(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var counts = store.Get<CountReader>();
        await store.CreateAsync(store.Viewers.Alice, "Ada", "First", c => c);
        var mark = await counts.MarkAsync();
        AssertToldAgainAtMost(1, await counts.ChangesAsync(store.Viewers.Alice.Tenant, mark));
        await store.CreateAsync(store.Viewers.Alice, "Bea", "Second", c => c);
        var told = await counts.ChangesAsync(store.Viewers.Alice.Tenant, mark);
        Assert.Equal(["*", "all"], told.Counts.Select(c => c.Bucket).Order(StringComparer.Ordinal));
        Assert.All(told.Counts, c => Assert.Equal(2, c.Count));
        AssertToldAgainAtMost(2, await counts.ChangesAsync(store.Viewers.Alice.Tenant, told.Mark));
        Assert.Empty((await counts.ChangesAsync(store.Viewers.Gina.Tenant, mark)).Counts);

        // PostgreSQL tells an entry again while any older transaction of the server is open; SQLite never.
        void AssertToldAgainAtMost(int version, CountSnapshot again)
        {
            if (engine == Engine.Sqlite)
                Assert.Empty(again.Counts);
            Assert.All(again.Counts, c => Assert.Equal(version, c.Version));
        }
    }
}
