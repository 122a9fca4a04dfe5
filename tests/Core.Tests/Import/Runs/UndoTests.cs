using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

public class UndoTests
{
    private const string File = """
        first_name,last_name,email,phone,title,status,_tag,_account
        Ada,Lovelace,ada@example.com,(212) 555-0100,Countess,active,vip;lead,Analytical Engines
        Ben,New,ben@example.com,,,,vip,Engines & Co
        Cleo,New,cleo@example.com,,,,new,
        Ben,Newer,ben@example.com,,Boss,inactive,,
        """;

    [Theory, EachEngine]
    public async Task A_run_that_is_taken_back_leaves_the_store_as_it_was(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var ada = await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron", c => c with { Email = "ada@example.com", Title = "Lady", Phone = "030 123456", Tags = new(true, ["vip"]) });
        await store.Get<ListWriter>().CreateStaticAsync(store.Viewers.Alice, "Fair", null);
        var before = await StoreContents.ReadAsync(store, store.Acme.Key);

        var run = await store.ImportAsync(store.Viewers.Bob, File, new ImportOptions { ListMode = ImportListMode.Existing, List = "fair", DefaultCountry = "US" });
        Assert.Equal("Completed 4=2+2+0+0+0", run.Ledger());
        Assert.NotEqual(before, await StoreContents.ReadAsync(store, store.Acme.Key));
        var undone = await store.UndoAsync(store.Viewers.Bob, run.Id);

        Assert.Equal((ImportStatus.Undone, ImportPhase.Done, 3, 0), (undone.Status, undone.Phase, undone.TakenBack, undone.Kept));
        Assert.Equal((4, 2, 2), (undone.Rows, undone.Imported, undone.Updated));
        Assert.NotNull(undone.UndoneAt);
        Assert.Equal(before, await StoreContents.ReadAsync(store, store.Acme.Key));
        var history = await store.AskAsync<HistoryReader, Page<HistoryEntry>?>(r => r.PageAsync(store.Viewers.Alice, ada.Id, 10, null, null, null));
        Assert.Equal([null, run.Id, run.Id], history!.Items.Select(h => h.Run));
        Assert.DoesNotContain(history.Items.SelectMany(h => h.Fields), f => f.Field.Contains("E164", StringComparison.Ordinal));
        await NoDriftAsync(store);
    }

    [Theory, EachEngine]
    public async Task What_somebody_has_touched_since_is_kept_and_listed_with_its_reason(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var ada = await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron", c => c with { Email = "ada@example.com", Title = "Lady", Department = "Court" });
        var csv = "first_name,last_name,email,title,department,_list,_tag\nAda,Lovelace,ada@example.com,Countess,Maths,Made,made\n"
            + string.Concat(Enumerable.Range(0, 6).Select(i => $"P{i},Person,p{i}@example.com,,,Made,made\n"));
        var run = await store.ImportAsync(store.Viewers.Bob, csv, new ImportOptions { ListMode = ImportListMode.PerRow });
        var people = (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts.ToDictionary(c => c.FirstName, c => c.Id);
        var writer = store.Get<ContactWriter>();
        await writer.UpdateAsync(store.Viewers.Alice, ada.Id, null, new ContactPatch { Title = "Programmer" });
        await writer.UpdateAsync(store.Viewers.Alice, people["P0"], null, new ContactPatch { Title = "Edited" });
        await store.Get<ActivityWriter>().LogAsync(store.Viewers.Alice, people["P1"], ActivityType.Note, new ActivityPatch { Body = "hello" });
        await store.Get<BulkWriter>().RunAsync(store.Viewers.Alice, new ContactSelection { Ids = [people["P2"]] }, new BulkAction.Delete());
        await writer.MergeAsync(store.Viewers.Alice, ada.Id, [people["P3"]], null, new ContactPatch());
        await store.Get<BulkWriter>().RunAsync(store.Viewers.Alice, new ContactSelection { Ids = [people["P4"]] }, new BulkAction.SetStatus(ContactStatus.Inactive));

        var undone = await store.UndoAsync(store.Viewers.Bob, run.Id);
        Assert.Equal((ImportStatus.Undone, 6L), (undone.Status, undone.Kept));
        var kept = (await store.AskAsync<RunReader, Page<ImportKept>?>(r => r.KeptAsync(store.Viewers.Bob, run.Id, 50, null, null, null)))!.Items.ToDictionary(k => k.ContactId);
        Assert.Equal(6, kept.Count);
        Assert.Equal((KeptReason.FieldsEdited, "title"), (kept[ada.Id].Reason, string.Join(' ', kept[ada.Id].Fields)));
        Assert.Equal([KeptReason.Edited, KeptReason.HasActivities, KeptReason.Deleted, KeptReason.Merged, KeptReason.Edited], Enumerable.Range(0, 5).Select(i => kept[people[$"P{i}"]].Reason));
        var left = (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts;
        Assert.Equal(["Byron", "Person", "Person", "Person"], left.Select(c => c.LastName));
        var now = left.Single(c => c.Id == ada.Id);
        Assert.Equal(("Programmer", "Court"), (now.Title, now.Department));
        // Edited contacts stay on the list that the run made, so the list stays, and so does the tag.
        var list = (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Alice))).Single();
        Assert.Equal(("Made", 3L), (list.Name, list.ContactCount));
        Assert.Null(await store.AskAsync<RunReader, Page<ImportKept>?>(r => r.KeptAsync(store.Viewers.Erin, run.Id, 50, null, null, null)));
        Assert.Null(await store.AskAsync<RunReader, Page<ImportKept>?>(r => r.KeptAsync(store.Viewers.Gina, run.Id, 50, null, null, null)));
        await NoDriftAsync(store);
    }

    [Theory, EachEngine]
    public async Task Runs_that_are_taken_back_newest_first_leave_nothing(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var before = await StoreContents.ReadAsync(store, store.Acme.Key);
        var first = await store.ImportAsync(store.Viewers.Bob, File);
        var second = await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,email,title,_tag\nBen,Newest,ben@example.com,King,late\nDora,New,dora@example.com,,late\n");
        Assert.Equal("Completed 2=1+1+0+0+0", second.Ledger());

        Assert.Equal((2, 0), await KeptAndTakenAsync(second.Id));
        Assert.Equal((3, 0), await KeptAndTakenAsync(first.Id));
        Assert.Equal(before, await StoreContents.ReadAsync(store, store.Acme.Key));

        async Task<(long, long)> KeptAndTakenAsync(Guid run) => await store.UndoAsync(store.Viewers.Bob, run) is var undone ? (undone.TakenBack, undone.Kept) : default;
    }

    [Theory, EachEngine]
    public async Task A_contact_that_a_later_run_changed_is_kept_until_that_one_is_taken_back(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var first = await store.ImportAsync(store.Viewers.Bob, File);
        await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,email,title\nBen,Newest,ben@example.com,King\n");
        var undone = await store.UndoAsync(store.Viewers.Bob, first.Id);
        Assert.Equal((2L, 1L), (undone.TakenBack, undone.Kept));
        Assert.Equal(["Ben Newest"], (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts.Select(c => c.FullName));
        await NoDriftAsync(store);
    }

    [Theory, EachEngine]
    public async Task A_run_is_taken_back_by_its_agent_or_a_manager_even_where_they_no_longer_see_it(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var run = await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,visibility,assigned_queue_id,assigned_queue\nA,B,queue,,support\n");
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Bob, new ContactQuery { WithTotal = true })).Total);
        var writer = store.Get<ImportWriter>();
        Assert.Null(await writer.UndoAsync(store.Viewers.Erin, run.Id));
        Assert.Null(await writer.UndoAsync(store.Viewers.Gina, run.Id));
        Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => writer.UndoAsync(store.Viewers.Carol, run.Id))).Code);
        Assert.Equal(1, (await store.UndoAsync(store.Viewers.Bob, run.Id)).TakenBack);
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Alice, new ContactQuery { WithTotal = true })).Total);

        var second = await store.ImportAsync(store.Viewers.Bob, File);
        Assert.Equal(ImportStatus.Undone, (await store.UndoAsync(store.Viewers.Alice, second.Id)).Status);
    }

    [Theory, EachEngine]
    public async Task A_dry_run_one_that_goes_on_and_one_that_was_taken_back_are_refused(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var dry = await store.ImportAsync(store.Viewers.Bob, File, new ImportOptions { DryRun = true });
        var done = await store.ImportAsync(store.Viewers.Bob, File);
        await store.UndoAsync(store.Viewers.Bob, done.Id);
        await using var still = await TestStore.StartAsync(engine);
        var queued = await still.StartAsync(still.Viewers.Bob, File);

        await RefusedAsync(store, dry.Id);
        await RefusedAsync(store, done.Id);
        await RefusedAsync(still, queued.Id);
        Assert.Equal(ErrorCode.ImportNotCancellable, (await Assert.ThrowsAsync<CrmException>(() => store.Get<ImportWriter>().CancelAsync(store.Viewers.Bob, done.Id))).Code);

        static async Task RefusedAsync(TestStore store, Guid run) =>
            Assert.Equal(ErrorCode.ImportNotUndoable, (await Assert.ThrowsAsync<CrmException>(() => store.Get<ImportWriter>().UndoAsync(store.Viewers.Bob, run))).Code);
    }

    [Theory, EachEngine]
    public async Task An_undo_that_a_stopped_host_left_goes_on_at_its_checkpoint_and_cannot_be_cancelled(Engine engine)
    {
        var csv = "first_name,last_name,email,_tag\n" + string.Concat(Enumerable.Range(0, 8_000).Select(i => $"P{i},Person,p{i}@example.com,bulk\n"));
        CrmCoreOptions options;
        Guid id;
        await using (var first = await TestStore.StartAsync(engine, runImports: true))
        {
            options = first.Options;
            id = (await first.ImportAsync(first.Viewers.Bob, csv)).Id;
        }

        await using (var second = await TestStore.OpenAsync(engine, options, runImports: true))
        {
            await second.Get<ImportWriter>().UndoAsync(second.Viewers.Bob, id);
            while ((await second.Get<ImportReader>().FindAsync(second.Viewers.Bob, id))!.TakenBack == 0)
                await Task.Yield();
            var refused = await Record.ExceptionAsync(() => second.Get<ImportWriter>().CancelAsync(second.Viewers.Bob, id));
            Assert.Equal(ErrorCode.ImportNotCancellable, Assert.IsType<CrmException>(refused).Code);
        }

        await using var third = await TestStore.OpenAsync(engine, options, runImports: true);
        var undone = await third.EndAsync(third.Viewers.Bob, id);
        Assert.Equal((ImportStatus.Undone, 8_000L, 0L), (undone.Status, undone.TakenBack, undone.Kept));
        Assert.DoesNotContain(await StoreContents.ReadAsync(third, third.Acme.Key), l => l.StartsWith("crm_contacts", StringComparison.Ordinal) || l.StartsWith("crm_counts", StringComparison.Ordinal) || l.StartsWith("crm_tags", StringComparison.Ordinal));
    }

    private static async Task NoDriftAsync(TestStore store) =>
        Assert.Empty((await store.Get<CountVerifier>().VerifyAsync(store.Acme, repair: false)).Drifts);
}
