using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Stage;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Lists;

public class DynamicListTests
{
    private static readonly Filter Active = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Active);

    private static readonly Filter Sized = FilterJson.Parse("""{"customFields":{"some":{"key":{"eq":"size"},"number":{"gt":40}}}}""")!;

    [Theory, EachEngine]
    public async Task A_list_that_is_counted_while_others_write_loses_no_change_and_shows_its_last_number_until_then(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        store.Get<Store>().ListsCountedAtOnce = 0;
        var alice = store.Viewers.Alice;
        var counter = store.Get<ListCounter>();
        var early = await store.CreateAsync(alice, "Ada", "Early");
        await store.CreateAsync(alice, "Ben", "Idle", c => c with { Status = ContactStatus.Inactive });

        var list = await MakeAsync(store, Active);
        Assert.Equal((0, true), await ShownAsync(store, alice, list));
        var between = await store.CreateAsync(alice, "Cid", "Between");
        var looked = (await counter.LookAsync(store.Acme.Key, list, default))!;
        await store.CreateAsync(alice, "Dot", "Late", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await store.Get<ContactWriter>().UpdateAsync(alice, between.Id, null, new ContactPatch { Status = ContactStatus.Inactive });
        Assert.Equal((0, true), await ShownAsync(store, alice, list));
        Assert.Equal(2, (await store.PageAsync(alice, new ContactQuery { ListId = list, First = 0, WithTotal = true })).Total);
        Assert.True(await counter.EndAsync(looked, default));

        Assert.Equal((2, false), await ShownAsync(store, alice, list));
        Assert.Equal((1, false), await ShownAsync(store, store.Viewers.Bob, list));
        Assert.False(await counter.EndAsync(looked, default));
        Assert.Null(await counter.LookAsync(store.Acme.Key, list, default));
        Assert.Equal((2, false), await ShownAsync(store, alice, list));

        await store.Get<ListWriter>().UpdateAsync(alice, list, new ListInput { Where = new Filter.AllOf([]) });
        Assert.Equal((2, true), await ShownAsync(store, alice, list));
        await store.BulkAsync(alice, new() { Ids = [early.Id] }, new CrmContacts.Core.BulkActions.BulkAction.Delete());
        Assert.Equal((2, true), await ShownAsync(store, alice, list));
        Assert.True(await counter.EndAsync((await counter.LookAsync(store.Acme.Key, list, default))!, default));
        Assert.Equal((3, false), await ShownAsync(store, alice, list));
    }

    [Theory, EachEngine]
    public async Task A_list_is_not_counted_without_a_word_about_it(Engine engine)
    {
        var (away, ear) = (new Away(), new Ear());
        await using var store = await TestStore.StartAsync(engine, configure: services => services.AddSingleton(away.Before).AddSingleton<ICrmListener>(ear));
        store.Get<Store>().ListsCountedAtOnce = 0;
        var counter = store.Get<ListCounter>();
        await store.CreateAsync(store.Viewers.Alice, "Ada", "Early");
        var list = await MakeAsync(store, Active);
        var looked = (await counter.LookAsync(store.Acme.Key, list, default))!;
        away.Next = true;
        await Assert.ThrowsAsync<TimeoutException>(() => counter.EndAsync(looked, default));
        Assert.Equal((0, true), await ShownAsync(store, store.Viewers.Alice, list));
        Assert.Empty(ear.Changed);
        Assert.True(await counter.EndAsync(looked, default));
        Assert.Equal((1, false), await ShownAsync(store, store.Viewers.Alice, list));
        Assert.Equal([list], ear.Changed);
    }

    [Theory, EachEngine]
    public async Task What_works_in_the_background_goes_on_after_a_fault(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var inside = store.Get<Store>();
        var faults = 0;
        inside.ListsCountedAtOnce = 0;
        inside.Statement += sql =>
        {
            if (sql.Contains("WHERE l.counting", StringComparison.Ordinal) && Interlocked.Increment(ref faults) == 1)
                throw new InvalidOperationException("Planted.");
        };
        await store.CreateAsync(store.Viewers.Alice, "Ada", "Early");
        var list = await MakeAsync(store, Active);
        using var ending = new CancellationTokenSource();
        var work = store.Get<CrmStore>().WorkAsync(ending.Token);
        await store.CountedAsync(store.Viewers.Alice, list);
        await ending.CancelAsync();
        await Task.WhenAny(work);
        Assert.True(faults > 1);
        Assert.Equal((1, false), await ShownAsync(store, store.Viewers.Alice, list));
    }

    [Theory, EachEngine]
    public async Task A_count_of_a_filter_that_was_edited_meanwhile_is_thrown_away(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        store.Get<Store>().ListsCountedAtOnce = 0;
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Ada", "A");
        var counter = store.Get<ListCounter>();
        var list = await MakeAsync(store, Active);
        var looked = (await counter.LookAsync(store.Acme.Key, list, default))!;
        await store.Get<ListWriter>().UpdateAsync(alice, list, new ListInput { Where = new Filter.Test(ContactFields.LastName, FilterOp.Eq, "nobody") });

        Assert.False(await counter.EndAsync(looked, default));
        Assert.Equal((0, true), await ShownAsync(store, alice, list));
        Assert.True(await counter.EndAsync((await counter.LookAsync(store.Acme.Key, list, default))!, default));
        Assert.Equal((0, false), await ShownAsync(store, alice, list));

        var deleted = await MakeAsync(store, Active, "Gone");
        var late = (await counter.LookAsync(store.Acme.Key, deleted, default))!;
        await store.Get<ListWriter>().DeleteAsync(alice, deleted);
        Assert.False(await counter.EndAsync(late, default));
    }

    [Fact]
    public async Task A_list_that_a_killed_process_left_uncounted_is_counted_by_the_next_start()
    {
        var store = await TestStore.StartAsync(Engine.Sqlite);
        store.Get<Store>().ListsCountedAtOnce = 0;
        await store.CreateAsync(store.Viewers.Alice, "Ada", "A");
        var list = await MakeAsync(store, Active);
        Assert.Equal((0, true), await ShownAsync(store, store.Viewers.Alice, list));
        await store.DisposeAsync();

        await using var again = await TestStore.OpenAsync(Engine.Sqlite, store.Options, runImports: true);
        await again.CountedAsync(again.Viewers.Alice, list);
        Assert.Equal((1, false), await ShownAsync(again, again.Viewers.Alice, list));
    }

    [Theory, EachEngine]
    public async Task Many_writers_at_once_and_a_list_made_among_them_end_with_the_number_of_contacts_that_there_are(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        store.Get<Store>().ListsCountedAtOnce = 0;
        var alice = store.Viewers.Alice;
        var first = await MakeAsync(store, Active, "First");
        var lists = new List<Guid> { first };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var one = await store.CreateAsync(alice, $"W{writer}", $"N{i}", c => c with { Visibility = i % 3 == 0 ? ContactVisibility.Queue : ContactVisibility.All, AssignedQueueId = i % 2 == 0 ? "sales" : "support" });
                if (i % 2 == 0)
                    await store.Get<ContactWriter>().UpdateAsync(alice, one.Id, null, new ContactPatch { Status = ContactStatus.Inactive });
                if (i % 5 == 0)
                    await store.BulkAsync(alice, new() { Ids = [one.Id] }, new CrmContacts.Core.BulkActions.BulkAction.Delete());
                if (writer == 0 && i % 8 == 0)
                    lists.Add(await MakeAsync(store, Active, $"L{i}"));
            }
        })));

        foreach (var list in lists)
        {
            await store.CountedAsync(alice, list);
            foreach (var viewer in new[] { alice, store.Viewers.Bob, store.Viewers.Carol, store.Viewers.Erin })
            {
                var there = (await store.PageAsync(viewer, new ContactQuery { First = 0, WithTotal = true, Where = Active })).Total;
                Assert.Equal((there!.Value, false), await ShownAsync(store, viewer, list));
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_list_that_asks_for_another_by_name_follows_its_members_its_name_and_its_end(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var writer = store.Get<ListWriter>();
        var one = await store.CreateAsync(alice, "Ada", "A");
        var fair = await writer.CreateStaticAsync(alice, "Fair", null);
        var atFair = await MakeAsync(store, new Filter.Over(FilterSet.Lists, Quantifier.Some, new Filter.Test(FilterFields.ListName, FilterOp.Eq, "fair")), "At the fair");

        await writer.AddMembersAsync(alice, fair, [one.Id]);
        Assert.Equal((1, false), await ShownAsync(store, alice, atFair));
        await writer.UpdateAsync(alice, fair, new ListInput { Name = "Trade show" });
        Assert.Equal((0, false), await ShownAsync(store, alice, atFair));
        await writer.UpdateAsync(alice, fair, new ListInput { Name = "FAIR" });
        Assert.Equal((1, false), await ShownAsync(store, alice, atFair));
        await writer.DeleteAsync(alice, fair);
        Assert.Equal((0, false), await ShownAsync(store, alice, atFair));
    }

    [Theory, EachEngine]
    public async Task A_list_of_those_with_activities_follows_what_is_logged_recorded_merged_and_deleted(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var ada = await store.CreateAsync(alice, "Ada", "A");
        var ben = await store.CreateAsync(alice, "Ben", "B");
        var list = await MakeAsync(store, new Filter.Test(ContactFields.ActivityCount, FilterOp.Gt, 0L));
        Assert.Equal((0, false), await ShownAsync(store, alice, list));

        var note = (await store.Get<ActivityWriter>().LogAsync(store.Viewers.Carol, ada.Id, ActivityType.Note, new ActivityPatch { Body = "Hello" })).Value!;
        Assert.Equal((1, false), await ShownAsync(store, alice, list));
        await store.Get<InteractionWriter>().RecordAsync(store.Acme, [new ClosedConversation("x1", ben.Id, InteractionChannel.Email, note.At, note.At, null, null, null, [])]);
        Assert.Equal((2, false), await ShownAsync(store, alice, list));
        await store.Get<ActivityWriter>().DeleteAsync(store.Viewers.Carol, note.Id);
        Assert.Equal((1, false), await ShownAsync(store, alice, list));
        await store.Get<ContactWriter>().MergeAsync(alice, ada.Id, [ben.Id], null, new ContactPatch());
        Assert.Equal((1, false), await ShownAsync(store, alice, list));
        Assert.Equal("A", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
    }

    [Theory, EachEngine]
    public async Task A_membership_of_a_contact_that_was_deleted_meanwhile_is_taken_back_beside_dynamic_lists(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var one = await store.CreateAsync(alice, "Ada", "A");
        var fair = await store.Get<ListWriter>().CreateStaticAsync(alice, "Fair", null);
        var anywhere = await MakeAsync(store, new Filter.Over(FilterSet.Lists, Quantifier.Any, null), "On a list");
        var added = await store.BulkAsync(alice, new() { Ids = [one.Id] }, new CrmContacts.Core.BulkActions.BulkAction.AddToList(fair));
        Assert.Equal((1, false), await ShownAsync(store, alice, anywhere));
        await store.BulkAsync(alice, new() { Ids = [one.Id] }, new CrmContacts.Core.BulkActions.BulkAction.Delete());

        Assert.Equal(1, (await store.UndoAsync(alice, added.UndoToken)).Value!.Affected);
        Assert.Equal((0, false), await ShownAsync(store, alice, anywhere));
        await store.Get<ContactWriter>().RestoreAsync(alice, [one.Id]);
        Assert.Equal((0, false), await ShownAsync(store, alice, anywhere));
    }

    [Theory, EachEngine]
    public async Task A_list_that_asks_for_nothing_counts_everybody_who_comes_moves_and_goes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var list = await MakeAsync(store, new Filter.AllOf([]));
        var one = await store.CreateAsync(alice, "Ada", "A");
        Assert.Equal((1, false), await ShownAsync(store, store.Viewers.Bob, list));
        await store.Get<ContactWriter>().UpdateAsync(alice, one.Id, null, new ContactPatch { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        Assert.Equal((0, false), await ShownAsync(store, store.Viewers.Bob, list));
        Assert.Equal((1, false), await ShownAsync(store, store.Viewers.Carol, list));
        await store.BulkAsync(alice, new() { Ids = [one.Id] }, new CrmContacts.Core.BulkActions.BulkAction.Delete());
        Assert.Equal((0, false), await ShownAsync(store, alice, list));
    }

    [Theory, EachEngine]
    public async Task A_filter_that_asks_for_what_is_gone_says_so_on_the_list_and_takes_no_write_down(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var field = (await store.Get<CustomFieldWriter>().CreateAsync(alice, new CustomFieldPatch { Name = "Size", Kind = CustomFieldKind.Number })).Field!;
        await store.CreateAsync(alice, "Ada", "Big", c => c with { CustomFields = [new CustomValueInput("size") { Number = 42m }] });
        var members = await store.Get<ListWriter>().CreateStaticAsync(alice, "Fair", null);
        var sized = await MakeAsync(store, Sized, "Sized");
        var unsized = await MakeAsync(store, new Filter.Over(FilterSet.CustomFields, Quantifier.None, ((Filter.Over)Sized).Inner), "Not sized");
        var atFair = await MakeAsync(store, new Filter.Over(FilterSet.Lists, Quantifier.Some, new Filter.Test(FilterFields.ListId, FilterOp.Eq, members)), "At the fair");
        Assert.All(await AllAsync(store), l => Assert.Null(l.WhereProblem));
        Assert.Equal((1, false), await ShownAsync(store, alice, sized));

        await store.Get<CustomFieldWriter>().DeleteAsync(alice, field.Id);
        await store.Get<ListWriter>().DeleteAsync(alice, members);
        var problems = (await AllAsync(store)).ToDictionary(l => l.Id, l => l.WhereProblem);
        Assert.Contains("custom field size", problems[sized], StringComparison.Ordinal);
        Assert.Contains(members.ToString(), problems[atFair], StringComparison.Ordinal);
        Assert.Equal((0, false), await ShownAsync(store, alice, sized));
        Assert.Equal((1, false), await ShownAsync(store, alice, unsized));

        await BreakAsync(store, sized);
        await store.CreateAsync(alice, "Ben", "Later");
        Assert.Equal((2, false), await ShownAsync(store, alice, unsized));
        Assert.Equal((0, false), await ShownAsync(store, alice, sized));
        Assert.Equal("", await store.NamesAsync(alice, new ContactQuery { ListId = sized }));
        Assert.Contains("cannot be read", (await AllAsync(store)).Single(l => l.Id == sized).WhereProblem, StringComparison.Ordinal);
    }

    /// <summary>A list whose filter a later version wrote.</summary>
    private static async Task BreakAsync(TestStore store, Guid list)
    {
        await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.ListDefinition, WriteLane.Interactive, default);
        await session.ExecuteAsync("UPDATE crm_lists SET filter = @p2 WHERE tenant = @p0 AND id = @p1", [store.Acme.Key, list, """{"shoeSize":{"gt":40}}"""], default);
        await DynamicLists.ChangedAsync(session, default);
        await session.CommitAsync(default);
    }

    private static async Task<Guid> MakeAsync(TestStore store, Filter filter, string name = "List") =>
        (await store.Get<ListWriter>().CreateAsync(store.Viewers.Alice, ContactListKind.Dynamic, new ListInput { Name = name, Where = filter })).Value!.Id;

    private static Task<IReadOnlyList<ContactList>> AllAsync(TestStore store) =>
        store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Alice, withProblems: true));

    private static async Task<(long Count, bool Counting)> ShownAsync(TestStore store, Viewer viewer, Guid list)
    {
        var shown = (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(viewer, list)))!;
        return (shown.ContactCount, shown.Counting);
    }

    private sealed class Ear : ICrmListener
    {
        public List<Guid> Changed { get; } = [];

        public void ListsChanged(CrmContacts.Core.Directory.Tenant tenant, ListMoves lists) => Changed.AddRange(lists.Changed);
    }
}
