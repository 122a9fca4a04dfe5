using System.Globalization;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.BulkActions;

public class BulkRunTests
{
    private const int People = 2_500;

    [Theory, EachEngine]
    public async Task Past_a_thousand_contacts_an_action_goes_on_as_a_run_and_is_taken_back_as_one(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var alice = store.Viewers.Alice;
        await SeedAsync(store);

        // An exception that is not among the selected takes nothing off the total.
        var result = await store.BulkAsync(alice, BulkStory.All with { ExceptIds = [Guid.CreateVersion7()] }, new BulkAction.SetStatus(ContactStatus.Inactive));
        Assert.Null(result.Affected);
        var run = await store.EndOfAsync(alice, result.RunId!.Value);
        Assert.Equal((BulkStatus.Completed, People, People, 0), (run.Status, run.Total, run.Affected, run.Skipped));
        Assert.Null(await store.Get<BulkWriter>().FindAsync(store.Viewers.Bob, run.Id));
        Assert.Equal(People, await InactiveAsync(store));

        var edited = (await store.PageAsync(alice, new ContactQuery { First = 1 })).Contacts.Single();
        await store.Get<ContactWriter>().UpdateAsync(alice, edited.Id, null, new ContactPatch { Title = "Edited since" });
        var undone = (await store.UndoAsync(alice, result.UndoToken)).Value!;
        run = await store.EndOfAsync(alice, undone.RunId!.Value);
        Assert.Equal((BulkStatus.Completed, People, People - 1, 1), (run.Status, run.Total, run.Affected, run.Skipped));
        Assert.Equal([edited.Id], run.Kept);
        Assert.Equal(1, await InactiveAsync(store));
        Assert.Equal(People, await store.CountAsync(alice));
    }

    [Fact]
    public async Task A_run_that_its_process_did_not_finish_is_finished_by_the_next_one_each_contact_once()
    {
        CrmCoreOptions options;
        Guid run;
        await using (var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true))
        {
            options = store.Options;
            await SeedAsync(store);
            run = (await store.BulkAsync(store.Viewers.Alice, BulkStory.All, new BulkAction.Delete())).RunId!.Value;
            // Some batches are done when the process ends.
            while ((await store.Get<BulkWriter>().FindAsync(store.Viewers.Alice, run))!.Affected == 0)
                await Task.Yield();
        }

        await using var again = await TestStore.OpenAsync(Engine.Sqlite, options, runImports: true);
        var end = await again.EndOfAsync(again.Viewers.Alice, run);
        Assert.Equal((BulkStatus.Completed, People, 0), (end.Status, end.Affected, end.Skipped));
        Assert.Equal(0, await again.CountAsync(again.Viewers.Alice));
        Assert.Empty((await again.PageAsync(again.Viewers.Alice, new ContactQuery())).Contacts);
    }

    private static async Task<long?> InactiveAsync(TestStore store) =>
        (await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 0, WithTotal = true, Where = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Inactive) })).Total;

    private static async Task SeedAsync(TestStore store)
    {
        var csv = "last_name,status\n" + string.Concat(Enumerable.Range(0, People).Select(i => string.Create(CultureInfo.InvariantCulture, $"Person {i},active\n")));
        var run = await store.ImportAsync(store.Viewers.Alice, csv);
        Assert.Equal(People, run.Imported);
    }
}
