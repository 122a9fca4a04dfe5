using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using CrmContacts.Tests.Support.Telemetry;

namespace CrmContacts.Core.Tests.Telemetry;

public class TelemetryTests
{
    [Fact]
    public async Task An_import_counts_its_rows_by_outcome_and_tells_nothing_of_the_file()
    {
        using var measured = new Measured();
        await using var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true);
        var tenant = await store.Get<ITenantDirectory>().UpsertAsync(new Tenant("initech-imports", "Initech", "US", "UTC", []));
        var viewer = new Viewer(tenant, "milton", "Milton", [], Permission.Manage);

        var run = await store.ImportAsync(viewer, "last_name,email\nLumbergh,bill@initech.example\nGibbons,peter@initech.example\nBolton,no-address\n");
        await store.ImportAsync(viewer, "last_name,email\nWaddams,milton@initech.example\n", new ImportOptions { DryRun = true });

        Assert.Equal(2, measured.Sum("crm.import.rows {crm.import.dry_run=False crm.outcome=imported crm.tenant=initech-imports}"));
        Assert.Equal(1, measured.Sum("crm.import.rows {crm.import.dry_run=False crm.outcome=error crm.tenant=initech-imports}"));
        Assert.Equal(1, measured.Sum("crm.import.rows {crm.import.dry_run=True crm.outcome=imported crm.tenant=initech-imports}"));
        Assert.Equal(2, measured.Sum("crm.import.runs {crm.outcome=completed crm.tenant=initech-imports}"));
        Assert.Contains($"crm.import.run {{crm.import.dry_run=False crm.import.id={run.Id} crm.tenant=initech-imports}} Unset", measured.Spans);
        Assert.Contains("crm.import.batch {crm.import.rows=3} Unset", measured.Spans);
        Assert.Contains(measured.Values, v => v.StartsWith("crm.store.writer.wait {crm.lane=background}", StringComparison.Ordinal));
        var told = string.Join('\n', [.. measured.Values, .. measured.Spans]);
        foreach (var secret in new[] { "bill@", "Lumbergh", "no-address", "people.csv", "milton" })
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_counting_of_a_list_is_a_span()
    {
        using var measured = new Measured();
        await using var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true);
        store.Get<Store>().ListsCountedAtOnce = 0;
        await store.CreateAsync(store.Viewers.Alice, "Bill", "Lumbergh");
        var list = (await store.Get<ListWriter>().CreateAsync(store.Viewers.Alice, ContactListKind.Dynamic, new ListInput { Name = "Everybody", Where = new Filter.AllOf([]) })).Value!.Id;
        await Eventually.TrueAsync(() => Task.FromResult(measured.Spans.Contains($"crm.list.count {{crm.list.id={list}}} Unset")));
    }

    [Fact]
    public async Task A_bulk_action_counts_contacts_that_it_changed_and_those_that_it_left()
    {
        using var measured = new Measured();
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        var tenant = await store.Get<ITenantDirectory>().UpsertAsync(new Tenant("initech-bulk", "Initech", "US", "UTC", []));
        var viewer = new Viewer(tenant, "milton", "Milton", [], Permission.Manage);
        await store.CreateAsync(viewer, "Bill", "Lumbergh");
        await store.CreateAsync(viewer, "Peter", "Gibbons", c => c with { Status = ContactStatus.Inactive });

        var done = await store.BulkAsync(viewer, BulkStory.All, new BulkAction.SetStatus(ContactStatus.Inactive));
        await store.UndoAsync(viewer, done.UndoToken);

        Assert.Equal(1, measured.Sum("crm.bulk.contacts {crm.bulk.action=set_status crm.outcome=changed crm.tenant=initech-bulk}"));
        Assert.Equal(1, measured.Sum("crm.bulk.contacts {crm.bulk.action=set_status crm.outcome=skipped crm.tenant=initech-bulk}"));
        Assert.Equal(1, measured.Sum("crm.bulk.contacts {crm.bulk.action=undo crm.outcome=changed crm.tenant=initech-bulk}"));
    }
}
