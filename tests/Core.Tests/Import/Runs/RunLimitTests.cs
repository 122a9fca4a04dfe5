using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Import.Runs;

public class RunLimitTests
{
    private const string File = "first_name,last_name,email\nAda,Byron,ada@example.com\nBad,Mail,nobody at nowhere\n";

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    [Theory, EachEngine(29, true), EachEngine(31, false)]
    public async Task What_failed_can_be_fetched_for_thirty_days_and_the_run_itself_is_remembered(Engine engine, int days, bool stays)
    {
        CrmCoreOptions options;
        ImportRun run;
        await using (var store = await TestStore.StartAsync(engine, runImports: true))
        {
            options = store.Options;
            run = await store.ImportAsync(store.Viewers.Bob, File);
        }

        await using var later = await TestStore.OpenAsync(engine, options, runImports: true, s => s.AddSingleton<TimeProvider>(new Later(TimeSpan.FromDays(days))));
        // A run that has ended says that the purge before it has, too.
        await later.ImportAsync(later.Viewers.Erin, "first_name\nBea\n");
        var now = await later.Get<ImportReader>().FindAsync(later.Viewers.Bob, run.Id);
        Assert.NotNull(now);
        Assert.Equal(run.Ledger(), now.Ledger());
        Assert.Equal(stays ? run.ErrorToken : null, now.ErrorToken);
        Assert.Equal(stays, await later.Get<ImportReader>().ErrorsAsync(later.Viewers.Bob, run.ErrorToken!) is not null);
        Assert.Equal(stays ? 2 : 1, (await later.StagedAsync()).Count);
        Assert.Equal(ImportStatus.Undone, (await later.UndoAsync(later.Viewers.Bob, run.Id)).Status);
    }

    [Theory, EachEngine]
    public async Task Requests_with_one_key_at_one_moment_are_one_run(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => store.StartAsync(store.Viewers.Bob, File, key: "once"))));
        Assert.Single(runs.Select(r => r.Id).Distinct());
        Assert.Single(await store.Get<ImportReader>().NewestAsync(store.Viewers.Alice, 10));
    }

    [Theory, EachEngine]
    public async Task Who_may_not_see_everybody_may_not_ask_by_dry_runs_without_end(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        store.Options.Import.DryRunsAnHour = 2;
        for (var i = 0; i < 2; i++)
            await store.StartAsync(store.Viewers.Bob, File, new ImportOptions { DryRun = true });
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.StartAsync(store.Viewers.Bob, File, new ImportOptions { DryRun = true }));
        Assert.Equal(ErrorCode.TooManyDryRuns, refused.Code);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromMinutes(58), TimeSpan.FromHours(1));
        await store.StartAsync(store.Viewers.Bob, File);
        await store.StartAsync(store.Viewers.Erin, File, new ImportOptions { DryRun = true });
        for (var i = 0; i < 3; i++)
            await store.StartAsync(store.Viewers.Alice, File, new ImportOptions { DryRun = true });
    }

    [Theory, EachEngine]
    public async Task Where_the_setting_says_so_a_hidden_match_makes_a_contact_and_tells_nothing(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        store.Options.Import.HiddenMatch = HiddenMatch.Create;
        await store.CreateAsync(store.Viewers.Alice, "Hidden", "Person", c => c with { Email = "ada@example.com", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        Assert.Equal("Completed 2=1+0+0+0+1", (await store.ImportAsync(store.Viewers.Bob, File, new ImportOptions { DryRun = true })).Ledger());
        Assert.Equal("Completed 2=1+0+0+0+1", (await store.ImportAsync(store.Viewers.Bob, File)).Ledger());
        Assert.Equal(["Ada Byron", "Hidden Person"], (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts.Select(c => c.FullName));
        Assert.Equal("Completed 2=0+0+1+0+1", (await store.ImportAsync(store.Viewers.Bob, File)).Ledger());
    }
}
