using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Lists;

public class ListWriterTests
{
    private static Filter Vip => FilterJson.Parse("""{"tags":{"some":{"eq":"VIP"}}}""")!;

    [Theory, EachEngine]
    public async Task A_dynamic_list_has_the_contacts_that_match_now_and_counts_those_that_the_viewer_sees(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Ada", "Vip", c => c with { Tags = new(true, ["vip"]) });
        await store.CreateAsync(alice, "Ben", "Secret", c => c with { Tags = new(true, ["vip"]), Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var late = await store.CreateAsync(alice, "Cid", "Late");

        var list = (await store.Get<ListWriter>().CreateAsync(alice, ContactListKind.Dynamic, new ListInput { Name = "VIPs", Where = Vip })).Value!.Id;

        Assert.Equal("Secret Vip", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
        Assert.Equal("Vip", await store.NamesAsync(store.Viewers.Bob, new ContactQuery { ListId = list }));
        Assert.Equal("", await store.NamesAsync(store.Viewers.Gina, new ContactQuery { ListId = list }));
        await store.Get<ContactWriter>().UpdateAsync(alice, late.Id, null, new ContactPatch { Tags = new(true, ["Vip"]) });
        Assert.Equal("Late Vip", await store.NamesAsync(store.Viewers.Bob, new ContactQuery { ListId = list }));
        foreach (var (viewer, count) in new[] { (alice, 3), (store.Viewers.Bob, 2), (store.Viewers.Carol, 3) })
        {
            Assert.Equal(count, (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(viewer, list)))!.ContactCount);
            Assert.Equal(count, (await store.PageAsync(viewer, new ContactQuery { ListId = list, First = 0, WithTotal = true })).Total);
        }

        Assert.Equal("""{"tags":{"some":{"eq":"VIP"}}}""", (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(alice, list)))!.Where);
        await store.Get<ListWriter>().UpdateAsync(alice, list, new ListInput { Where = new Filter.Test(ContactFields.LastName, FilterOp.StartsWith, "l") });
        Assert.Equal("Late", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
        Assert.Null(await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(store.Viewers.Gina, list)));
    }

    [Theory, EachEngine]
    public async Task A_list_is_named_once_renamed_and_deleted_by_who_may(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var lists = store.Get<ListWriter>();
        var contact = await store.CreateAsync(store.Viewers.Alice, "Ada", "A");
        var id = (await lists.CreateAsync(store.Viewers.Bob, ContactListKind.Static, new ListInput { Name = " Fair ", Description = "Met there" })).Value!.Id;
        await lists.AddMembersAsync(store.Viewers.Bob, id, [contact.Id]);

        Assert.Equal(new NameTaken("FAIR"), (await lists.CreateAsync(store.Viewers.Bob, ContactListKind.Static, new ListInput { Name = "FAIR" })).Faults.Single());
        Assert.NotNull((await lists.CreateAsync(store.Viewers.Gina, ContactListKind.Static, new ListInput { Name = "Fair" })).Value);
        Assert.IsType<ListNotFound>((await lists.UpdateAsync(store.Viewers.Gina, id, new ListInput { Name = "Mine" })).Faults.Single());
        Assert.IsType<ListNotFound>((await lists.DeleteAsync(store.Viewers.Gina, id)).Faults.Single());
        foreach (var refused in new Func<Task>[]
        {
            () => lists.UpdateAsync(store.Viewers.Bob, id, new ListInput { Name = "Mine" }),
            () => lists.DeleteAsync(store.Viewers.Bob, id),
            () => lists.CreateAsync(store.Viewers.Bob, ContactListKind.Dynamic, new ListInput { Name = "Dynamic", Where = Vip }),
            () => lists.CreateAsync(store.Viewers.Carol, ContactListKind.Static, new ListInput { Name = "Carol's" }),
        })
        {
            Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(refused)).Code);
        }

        await lists.UpdateAsync(store.Viewers.Alice, id, new ListInput { Name = "Trade fair", Description = new(true, null) });
        var list = (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Carol))).Single();
        Assert.Equal(("Trade fair", null, 1), (list.Name, list.Description, list.ContactCount));
        Assert.NotNull((await lists.DeleteAsync(store.Viewers.Alice, id)).Value);
        Assert.Empty(await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Carol)));
        Assert.Equal("A", await store.NamesAsync(store.Viewers.Alice));
        Assert.Equal("", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { ListId = id }));
    }

    [Fact]
    public async Task A_filter_that_a_list_may_not_have_is_refused_and_says_why()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        var lists = store.Get<ListWriter>();
        var alice = store.Viewers.Alice;
        var dynamic = (await lists.CreateAsync(alice, ContactListKind.Dynamic, new ListInput { Name = "VIPs", Where = Vip })).Value!.Id;
        (ContactListKind, Filter?, string)[] wrong =
        [
            (ContactListKind.Dynamic, null, "where REQUIRED"),
            (ContactListKind.Static, Vip, "where LIST_IS_STATIC"),
            (ContactListKind.Dynamic, FilterJson.Parse("""{"account":{"name":{"eq":"x"}}}"""), "where LIST_FILTER_UNSUPPORTED"),
            (ContactListKind.Dynamic, FilterJson.Parse("""{"lists":{"some":{"id":{"eq":"ID"}}}}""".Replace("ID", dynamic.ToString(), StringComparison.Ordinal)), "where LIST_FILTER_UNSUPPORTED"),
            (ContactListKind.Dynamic, FilterJson.Parse("""{"or":[{"lists":{"none":{"id":{"in":["ID"]}}}}]}""".Replace("ID", Guid.CreateVersion7().ToString(), StringComparison.Ordinal)), "where LIST_FILTER_UNSUPPORTED"),
        ];
        foreach (var (kind, where, expected) in wrong)
            Assert.Equal(expected, string.Join(' ', (await lists.CreateAsync(alice, kind, new ListInput { Name = "New", Where = new(true, where) })).Faults.OfType<FieldFault>().Select(f => $"{f.Field} {f.Code}")));
        Assert.Equal("VIPs", (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(alice))).Single().Name);
    }
}
