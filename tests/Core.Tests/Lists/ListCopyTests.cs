using System.Collections.Concurrent;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Lists;

public class ListCopyTests
{
    private static Filter Vip => FilterJson.Parse("""{"tags":{"some":{"eq":"VIP"}}}""")!;

    [Theory, EachEngine]
    public async Task A_dynamic_list_made_static_keeps_who_is_on_it_and_follows_its_filter_no_more(Engine engine)
    {
        var heard = new Heard();
        await using var store = await TestStore.StartAsync(engine, configure: s => s.AddSingleton<ICrmListener>(heard));
        var alice = store.Viewers.Alice;
        var ada = await SeedAsync(store);
        var list = await MakeAsync(store, "VIPs", Vip);
        var asking = await MakeAsync(store, "On VIPs", FilterJson.Parse("""{"lists":{"some":{"name":{"eq":"vips"}}}}""")!);
        Assert.Equal((2, 1, 0), (await CountAsync(store, alice, list), await CountAsync(store, store.Viewers.Bob, list), await CountAsync(store, alice, asking)));
        heard.Clear();

        Assert.NotNull((await store.Get<ListCopyWriter>().ConvertToStaticAsync(alice, list)).Value);
        Assert.Contains(list, heard.Changed);
        Assert.Contains(asking, heard.Changed);
        Assert.Contains(heard.Moves, m => m is { Bucket: "queue:support", Many: true });
        Assert.DoesNotContain(heard.Moves, m => m.Bucket.StartsWith("owner:", StringComparison.Ordinal));
        var now = (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(alice, list)))!;
        Assert.Equal((ContactListKind.Static, null, 2L, false), (now.Kind, now.Where, now.ContactCount, now.Counting));
        Assert.Equal(2, await CountAsync(store, alice, asking));
        Assert.Equal("Secret Vip", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
        Assert.Equal("Vip", await store.NamesAsync(store.Viewers.Bob, new ContactQuery { ListId = list }));

        // From now on people are put on it and taken off it, and tags do nothing to it.
        await store.CreateAsync(alice, "Dan", "Late", c => c with { Tags = new(true, ["vip"]) });
        await store.Get<ContactWriter>().UpdateAsync(alice, ada, null, new ContactPatch { Tags = new(true, []) });
        Assert.Equal("Secret Vip", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
        Assert.Equal((2, 1), (await CountAsync(store, alice, list), await CountAsync(store, store.Viewers.Bob, list)));
        Assert.Empty((await store.Get<CountVerifier>().VerifyAsync(store.Acme)).Drifts);
        Assert.Equal(new FieldFault("id", "LIST_IS_STATIC", "The list is static already."), (await store.Get<ListCopyWriter>().ConvertToStaticAsync(alice, list)).Faults.Single());
    }

    [Theory, EachEngine]
    public async Task A_list_that_is_being_counted_is_made_static_with_the_right_numbers(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await SeedAsync(store);
        store.Get<Store>().ListsCountedAtOnce = 0;
        var list = await MakeAsync(store, "VIPs", Vip);
        var looked = (await store.Get<ListCounter>().LookAsync(store.Acme.Key, list, default))!;
        await store.CreateAsync(alice, "Dan", "Late", c => c with { Tags = new(true, ["vip"]) });

        await store.Get<ListCopyWriter>().ConvertToStaticAsync(alice, list);
        Assert.Equal(3, await CountAsync(store, alice, list));
        Assert.False(await store.Get<ListCounter>().EndAsync(looked, default));
        Assert.Equal("Late Secret Vip", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
        var report = await store.Get<CountVerifier>().VerifyAsync(store.Acme);
        Assert.Empty(report.Drifts);
        Assert.Equal(0, report.PassedOver);
    }

    [Theory, EachEngine]
    public async Task A_copy_has_the_members_or_the_filter_a_name_of_its_own_and_its_own_life(Engine engine)
    {
        var heard = new Heard();
        await using var store = await TestStore.StartAsync(engine, configure: s => s.AddSingleton<ICrmListener>(heard));
        var (alice, bob) = (store.Viewers.Alice, store.Viewers.Bob);
        var ada = await SeedAsync(store);
        var copies = store.Get<ListCopyWriter>();
        var vips = await MakeAsync(store, "VIPs", Vip);
        await copies.ConvertToStaticAsync(alice, vips);
        var fair = vips;
        var unlisted = await MakeAsync(store, "On no list", FilterJson.Parse("""{"lists":{"any":false}}""")!);
        heard.Clear();

        var copy = (await copies.DuplicateAsync(bob, fair, null)).Value!.Id;
        Assert.Equal([copy], heard.Created);
        Assert.Equal((2, 1, 1), (await CountAsync(store, alice, copy), await CountAsync(store, bob, copy), await CountAsync(store, alice, unlisted)));
        var again = (await copies.DuplicateAsync(bob, fair, null)).Value!.Id;
        var named = (await copies.DuplicateAsync(bob, fair, " Autumn ")).Value!.Id;
        Assert.Equal(new NameTaken("autumn"), (await copies.DuplicateAsync(bob, fair, "autumn")).Faults.Single());
        Assert.Equal("name REQUIRED", string.Join(' ', (await copies.DuplicateAsync(bob, fair, " ")).Faults.OfType<FieldFault>().Select(f => $"{f.Field} {f.Code}")));
        var lists = (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(alice))).ToDictionary(l => l.Id, l => l.Name);
        Assert.Equal(("VIPs (copy)", "VIPs (copy 2)", "Autumn"), (lists[copy], lists[again], lists[named]));

        await store.Get<ListWriter>().DeleteAsync(alice, fair);
        Assert.Equal("Secret Vip", await store.NamesAsync(alice, new ContactQuery { ListId = copy }));
        await store.BulkAsync(alice, new() { Ids = [ada] }, new Core.BulkActions.BulkAction.RemoveFromList(copy));
        Assert.Equal((1, 2), (await CountAsync(store, alice, copy), await CountAsync(store, alice, named)));

        var dynamic = await MakeAsync(store, "Tagged", Vip);
        var other = (await copies.DuplicateAsync(alice, dynamic, null)).Value!.Id;
        await store.CreateAsync(alice, "Dan", "Late", c => c with { Tags = new(true, ["vip"]) });
        Assert.Equal((3, 3), (await CountAsync(store, alice, dynamic), await CountAsync(store, alice, other)));
        Assert.Empty((await store.Get<CountVerifier>().VerifyAsync(store.Acme)).Drifts);
    }

    [Fact]
    public async Task Copies_and_conversions_are_for_who_may_and_for_lists_of_their_own()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        var copies = store.Get<ListCopyWriter>();
        await SeedAsync(store);
        var dynamic = await MakeAsync(store, "VIPs", Vip);
        var fixedList = await store.Get<ListWriter>().CreateStaticAsync(store.Viewers.Bob, "Fair", null);
        foreach (var refused in new Func<Task>[]
        {
            () => copies.ConvertToStaticAsync(store.Viewers.Bob, dynamic),
            () => copies.DuplicateAsync(store.Viewers.Bob, dynamic, null),
            () => copies.DuplicateAsync(store.Viewers.Carol, fixedList, null),
        })
        {
            Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(refused)).Code);
        }

        Assert.IsType<ListNotFound>((await copies.ConvertToStaticAsync(store.Viewers.Gina, dynamic)).Faults.Single());
        Assert.IsType<ListNotFound>((await copies.DuplicateAsync(store.Viewers.Gina, fixedList, "Mine")).Faults.Single());
        Assert.Equal(2, (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Alice))).Count);
        Assert.Empty(await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Gina)));

        var longest = new string('x', 255);
        var one = await store.Get<ListWriter>().CreateStaticAsync(store.Viewers.Bob, longest, null);
        var copy = (await copies.DuplicateAsync(store.Viewers.Bob, one, null)).Value!.Id;
        Assert.Equal(longest[..248] + " (copy)", (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(store.Viewers.Bob, copy)))!.Name);
    }

    /// <summary>Two VIPs, one of them in a queue that bob is not in, and one who is none.</summary>
    private static async Task<Guid> SeedAsync(TestStore store)
    {
        var alice = store.Viewers.Alice;
        var ada = await store.CreateAsync(alice, "Ada", "Vip", c => c with { Tags = new(true, ["vip"]) });
        await store.CreateAsync(alice, "Ben", "Secret", c => c with { Tags = new(true, ["vip"]), Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await store.CreateAsync(alice, "Cid", "Other", c => c with { Visibility = ContactVisibility.Owner, AssignedToId = "alice" });
        return ada.Id;
    }

    private static async Task<Guid> MakeAsync(TestStore store, string name, Filter where) =>
        (await store.Get<ListWriter>().CreateAsync(store.Viewers.Alice, ContactListKind.Dynamic, new ListInput { Name = name, Where = new(true, where) })).Value!.Id;

    private static async Task<long> CountAsync(TestStore store, Viewer viewer, Guid list) =>
        (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(viewer, list)))!.ContactCount;

    private sealed class Heard : ICrmListener
    {
        public ConcurrentQueue<Guid> Created { get; } = [];

        public ConcurrentQueue<Guid> Changed { get; } = [];

        public ConcurrentQueue<BucketMoves> Moves { get; } = [];

        public void Clear()
        {
            Created.Clear();
            Changed.Clear();
            Moves.Clear();
        }

        public void ListsChanged(Tenant tenant, ListMoves lists)
        {
            foreach (var list in lists.Created)
                Created.Enqueue(list);
            foreach (var list in lists.Changed)
                Changed.Enqueue(list);
        }

        public void ContactsChanged(Tenant tenant, IReadOnlyList<BucketMoves> moves)
        {
            foreach (var move in moves)
                Moves.Enqueue(move);
        }
    }
}
