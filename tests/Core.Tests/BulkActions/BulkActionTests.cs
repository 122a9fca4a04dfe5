using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Events;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.BulkActions;

public class BulkActionTests
{
    [Theory, EachEngine]
    public async Task Deleted_contacts_are_gone_from_pages_search_counts_and_lists_until_they_are_restored(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var list = await store.Get<ListWriter>().CreateStaticAsync(store.Viewers.Alice, "VIPs", null);
        var gone = await store.CreateAsync(store.Viewers.Alice, "Ada", "Gone", c => c with { Email = "ada@example.com", Tags = new(true, ["vip"]) });
        await store.CreateAsync(store.Viewers.Alice, "Otto", "Stays");
        await store.Get<ListWriter>().AddMembersAsync(store.Viewers.Alice, list, [gone.Id]);

        var result = await store.BulkAsync(store.Viewers.Bob, new ContactSelection { Ids = [gone.Id, gone.Id] }, new BulkAction.Delete());

        Assert.Equal((1, 0), (result.Affected, result.Skipped));
        Assert.Equal("Stays", await store.NamesAsync(store.Viewers.Alice));
        Assert.Equal("", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { Search = "ada" }));
        Assert.Equal("", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { ListId = list }));
        Assert.Equal(1, await store.CountAsync(store.Viewers.Bob));
        Assert.Empty(await store.AskAsync<TagReader, IReadOnlyList<Tag>>(r => r.AllAsync(store.Viewers.Alice, null, null)));
        Assert.Equal(0, (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Alice))).Single().ContactCount);

        Assert.Empty((await store.Get<ContactWriter>().RestoreAsync(store.Viewers.Gina, [gone.Id])).Value!);
        var back = (await store.Get<ContactWriter>().RestoreAsync(store.Viewers.Bob, [gone.Id])).Value!.Single();
        Assert.Equal(gone.Version + 2, back.Version);
        Assert.Equal("Gone", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { Search = "ada" }));
        Assert.Equal("Gone", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { ListId = list }));
        Assert.Equal(2, await store.CountAsync(store.Viewers.Bob));
        Assert.Equal([new Tag("vip", 1)], await store.AskAsync<TagReader, IReadOnlyList<Tag>>(r => r.AllAsync(store.Viewers.Alice, null, null)));
    }

    [Theory, EachEngine]
    public async Task A_bulk_action_touches_only_what_its_agent_sees(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var secret = await store.CreateAsync(store.Viewers.Alice, "Ada", "Secret", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await store.CreateAsync(store.Viewers.Alice, "Otto", "Open");
        await store.CreateAsync(store.Viewers.Gina, "Gina", "Foreign");

        var result = await store.BulkAsync(store.Viewers.Bob, BulkStory.All, new BulkAction.SetStatus(ContactStatus.Inactive));
        var named = await store.BulkAsync(store.Viewers.Bob, new ContactSelection { Ids = [secret.Id] }, new BulkAction.SetStatus(ContactStatus.Inactive));

        Assert.Equal((1, 0), (result.Affected, result.Skipped));
        Assert.Equal((0, 0), (named.Affected, named.Skipped));
        Assert.Equal("Secret", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { Where = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Active) }));
        Assert.Equal("Foreign", await store.NamesAsync(store.Viewers.Gina, new ContactQuery { Where = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Active) }));
        await Assert.ThrowsAsync<CrmException>(() => store.Get<BulkWriter>().RunAsync(store.Viewers.Carol, BulkStory.All, new BulkAction.Delete()));
        Assert.Equal(2, await store.CountAsync(store.Viewers.Alice));
    }

    [Theory, EachEngine]
    public async Task Each_action_is_taken_back_to_what_was_before(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var list = await store.Get<ListWriter>().CreateStaticAsync(alice, "VIPs", null);
        var ada = await store.CreateAsync(alice, "Ada", "A", c => c with { Tags = new(true, ["old"]), Status = ContactStatus.DoNotContact });
        var ben = await store.CreateAsync(alice, "Ben", "B", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "sales" });
        await store.Get<ListWriter>().AddMembersAsync(alice, list, [ada.Id]);
        var before = await StateAsync(store, list);

        BulkAction[] actions =
        [
            new BulkAction.Delete(), new BulkAction.AddTags(["old", "new"]), new BulkAction.RemoveTags(["OLD"]), new BulkAction.AssignToQueue("Support"),
            new BulkAction.Assign("bob"), new BulkAction.SetStatus(ContactStatus.Inactive), new BulkAction.AddToList(list), new BulkAction.RemoveFromList(list),
        ];
        foreach (var action in actions)
        {
            var result = await store.BulkAsync(alice, BulkStory.All, action);
            Assert.NotEqual(before, await StateAsync(store, list));
            var undone = await store.UndoAsync(alice, result.UndoToken);
            Assert.Empty(undone.Faults);
            Assert.Equal((result.Affected, 0L), (undone.Value!.Affected, undone.Value.Skipped));
            Assert.Equal(before, await StateAsync(store, list));
            Assert.IsType<UndoNotFound>((await store.UndoAsync(alice, result.UndoToken)).Faults.Single());
        }

        Assert.NotNull(ben);
    }

    [Theory, EachEngine]
    public async Task What_was_edited_since_is_kept_and_listed_when_an_action_is_taken_back(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var ada = await store.CreateAsync(store.Viewers.Alice, "Ada", "A");
        await store.CreateAsync(store.Viewers.Alice, "Ben", "B");
        var result = await store.BulkAsync(store.Viewers.Bob, BulkStory.All, new BulkAction.SetStatus(ContactStatus.Inactive));
        await store.Get<ContactWriter>().UpdateAsync(store.Viewers.Alice, ada.Id, null, new ContactPatch { Title = "Edited" });

        Assert.IsType<UndoNotFound>((await store.UndoAsync(store.Viewers.Alice, result.UndoToken)).Faults.Single());
        var undone = (await store.UndoAsync(store.Viewers.Bob, result.UndoToken)).Value!;

        Assert.Equal((1, 1), (undone.Affected, undone.Skipped));
        Assert.Equal([ada.Id], undone.Kept);
        Assert.Equal("A", await store.NamesAsync(store.Viewers.Alice, new ContactQuery { Where = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Inactive) }));
    }

    [Theory, EachEngine]
    public async Task A_selection_by_filter_search_and_list_leaves_out_what_it_is_told(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var ids = new List<Guid>();
        foreach (var name in (string[])["Adler", "Amsel", "Bussard", "Drossel"])
            ids.Add((await store.CreateAsync(alice, "Vogel", name, c => c with { Title = name[0] == 'A' ? "Chief" : null })).Id);
        var list = await store.Get<ListWriter>().CreateStaticAsync(alice, "Birds", null);
        await store.Get<ListWriter>().AddMembersAsync(alice, list, ids[..3]);
        var chiefs = new Filter.Test(ContactFields.Title, FilterOp.Eq, "chief");

        var result = await store.BulkAsync(alice, new ContactSelection { Where = chiefs, Search = "vogel", ListId = list, ExceptIds = [ids[0]] }, new BulkAction.AddTags(["x"]));

        Assert.Equal(1, result.Affected);
        Assert.Equal("Amsel", await store.NamesAsync(alice, new ContactQuery { Where = FilterJson.Parse("""{"tags":{"any":true}}""") }));
        Assert.Equal(0, (await store.BulkAsync(alice, new ContactSelection { ListId = Guid.CreateVersion7() }, new BulkAction.Delete())).Affected);
        Assert.Equal(0, (await store.BulkAsync(alice, new ContactSelection { Search = "!?" }, new BulkAction.Delete())).Affected);
    }

    [Theory, EachEngine]
    public async Task Named_contacts_that_are_excepted_stay_and_nobody_joins_a_list_that_went_meanwhile(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var gone = await store.CreateAsync(alice, "Ada", "Gone");
        var kept = await store.CreateAsync(alice, "Ben", "Kept");

        Assert.Equal(1, (await store.BulkAsync(alice, new ContactSelection { Ids = [gone.Id, kept.Id], ExceptIds = [kept.Id] }, new BulkAction.Delete())).Affected);
        Assert.Equal("Kept", await store.NamesAsync(alice));

        var list = await store.Get<ListWriter>().CreateStaticAsync(alice, "VIPs", null);
        await using (var session = await store.Get<Store>().WriteAsync(alice.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, default))
        {
            await session.ExecuteAsync("DELETE FROM crm_lists WHERE tenant > 0 AND id = @p0", [list], default);
            var aftermath = new Aftermath();
            var row = new BulkRow
            {
                Tenant = alice.Tenant.Key, Run = new(list, BulkStatus.Running, 1, 0, 0, kept.CreatedAt, null, null), AgentId = "alice", AgentName = "", Queues = [], Permission = alice.Permission,
                Action = new BulkAction.AddToList(list), Selection = new ContactSelection { Ids = [kept.Id] },
            };
            var batch = await new ActionWork(alice, row).ApplyAsync(session, [kept.Id], aftermath, default);
            Assert.Equal((0, 1, true), (batch.Changed.Count, batch.Skipped.Count, aftermath.Counts.IsEmpty));
        }
    }

    [Theory, EachEngine]
    public async Task The_id_of_a_merged_contact_selects_and_excepts_what_it_means_now(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var target = await store.CreateAsync(alice, "Ada", "Target");
        var old = await store.CreateAsync(alice, "A.", "Old");
        await store.CreateAsync(alice, "Otto", "Other");
        await store.Get<ContactWriter>().MergeAsync(alice, target.Id, [old.Id], null, new ContactPatch());

        Assert.Equal(1, (await store.BulkAsync(alice, new ContactSelection { Ids = [old.Id, target.Id] }, new BulkAction.AddTags(["x"]))).Affected);
        Assert.Equal(1, (await store.BulkAsync(alice, new ContactSelection { All = true, ExceptIds = [old.Id] }, new BulkAction.Delete())).Affected);

        Assert.Equal("Target", await store.NamesAsync(alice));
    }

    [Fact]
    public async Task An_empty_or_doubtful_selection_and_unknown_names_change_nothing()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        await store.CreateAsync(store.Viewers.Alice, "Ada", "A");
        var bulk = store.Get<BulkWriter>();
        (ContactSelection, BulkAction, string)[] wrong =
        [
            (new(), new BulkAction.Delete(), "selection REQUIRED"),
            (new() { Ids = [] }, new BulkAction.Delete(), "selection REQUIRED"),
            (new() { ExceptIds = [Guid.CreateVersion7()] }, new BulkAction.Delete(), "selection REQUIRED"),
            (new() { Where = FilterJson.Parse("""{"and":[]}""") }, new BulkAction.Delete(), "selection REQUIRED"),
            (new() { Where = FilterJson.Parse("""{"email":null,"tags":{}}""") }, new BulkAction.Delete(), "selection REQUIRED"),
            (new() { Where = FilterJson.Parse("""{"or":[{"email":{"eq":"x"}},{}]}""") }, new BulkAction.Delete(), "selection REQUIRED"),
            (new() { Ids = [Guid.CreateVersion7()], All = true }, new BulkAction.Delete(), "selection AMBIGUOUS"),
            (BulkStory.All, new BulkAction.AddTags([]), "tags REQUIRED"),
            (BulkStory.All, new BulkAction.AddTags(["a;b"]), "tags TAG_INVALID"),
            (BulkStory.All, new BulkAction.AssignToQueue("nowhere"), "queueId QUEUE_UNKNOWN"),
            (BulkStory.All, new BulkAction.Assign("nobody"), "agentId AGENT_UNKNOWN"),
        ];
        foreach (var (selection, action, expected) in wrong)
            Assert.Equal(expected, string.Join(' ', (await bulk.RunAsync(store.Viewers.Alice, selection, action)).Faults.OfType<FieldFault>().Select(f => $"{f.Field} {f.Code}")));

        Assert.IsType<ListNotFound>((await bulk.RunAsync(store.Viewers.Alice, BulkStory.All, new BulkAction.AddToList(Guid.CreateVersion7()))).Faults.Single());
        Assert.IsType<SelectionTooLarge>((await bulk.RunAsync(store.Viewers.Alice, new ContactSelection { Ids = [.. Enumerable.Range(0, 10_001).Select(_ => Guid.CreateVersion7())] }, new BulkAction.Delete())).Faults.Single());
        Assert.Equal(1, await store.CountAsync(store.Viewers.Alice));
    }

    /// <summary>Everything that the actions may touch, but versions and instants.</summary>
    private static async Task<string> StateAsync(TestStore store, Guid list)
    {
        var lines = new List<string>();
        foreach (var viewer in new[] { store.Viewers.Alice, store.Viewers.Bob, store.Viewers.Carol, store.Viewers.Erin })
        {
            var page = await store.PageAsync(viewer, new ContactQuery { WithTotal = true });
            var tags = await store.AskAsync<TagReader, ILookup<Guid, string>>(r => r.OfContactsAsync(viewer, [.. page.Contacts.Select(c => c.Id)]));
            lines.AddRange(page.Contacts.Select(c => $"{c.LastName} {c.Status} {c.Visibility} {c.AssignedQueueId} {c.AssignedToId} {string.Join(',', tags[c.Id])}"));
            lines.Add($"{page.Total} {await store.CountAsync(viewer)} {(await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(viewer, list)))!.ContactCount} {await store.NamesAsync(viewer, new ContactQuery { ListId = list })}");
            lines.AddRange((await store.AskAsync<TagReader, IReadOnlyList<Tag>>(r => r.AllAsync(viewer, null, null))).Select(t => t.ToString()));
        }

        return string.Join('\n', lines);
    }
}
