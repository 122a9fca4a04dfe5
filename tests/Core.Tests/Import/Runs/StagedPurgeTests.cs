using System.Text;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Import.Runs;

public class StagedPurgeTests
{
    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    [Theory, EachEngine(23, true), EachEngine(25, false)]
    public async Task An_upload_that_no_run_took_up_goes_after_a_day(Engine engine, int hours, bool stays)
    {
        CrmCoreOptions options;
        Guid staged;
        await using (var store = await TestStore.StartAsync(engine))
        {
            options = store.Options;
            staged = await store.Get<ImportWriter>().StageAsync(store.Viewers.Bob, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes("first_name\nAda\n")));
        }

        await using var later = await TestStore.OpenAsync(engine, options, runImports: true, s => s.AddSingleton<TimeProvider>(new Later(TimeSpan.FromHours(hours))));
        // A run that has ended says that the purge before it has, too.
        await later.ImportAsync(later.Viewers.Erin, "first_name\nBea\n");
        Assert.Equal(stays, (await later.StagedAsync()).Contains(staged));
        if (stays)
            Assert.Single((await later.Get<ImportWriter>().PreviewAsync(later.Viewers.Bob, staged, new ImportOptions())).Columns);
        else
            Assert.Equal(ErrorCode.StagedUnknown, (await Assert.ThrowsAsync<CrmException>(() => later.Get<ImportWriter>().PreviewAsync(later.Viewers.Bob, staged, new ImportOptions()))).Code);
    }

    [Theory, EachEngine(23, true), EachEngine(25, false)]
    public async Task A_file_that_nobody_knows_and_one_of_a_run_without_failing_rows_go_after_a_day(Engine engine, int hours, bool stay)
    {
        CrmCoreOptions options;
        await using (var store = await TestStore.StartAsync(engine, runImports: true))
        {
            options = store.Options;
            await store.ImportAsync(store.Viewers.Bob, "first_name\nAda\n");
            await store.Get<IStagedFiles>().SaveAsync(store.Acme.Key, Guid.CreateVersion7(), new MemoryStream("half a fi"u8.ToArray()), 100, default);
            Assert.Equal(2, (await store.StagedAsync()).Count);
        }

        await using var later = await TestStore.OpenAsync(engine, options, runImports: true, s => s.AddSingleton<TimeProvider>(new Later(TimeSpan.FromHours(hours))));
        var run = await later.ImportAsync(later.Viewers.Erin, "first_name,email\nBea,no address\n");
        Assert.Contains("Bea", await later.ErrorsAsync(later.Viewers.Erin, run), StringComparison.Ordinal);
        Assert.Equal(stay ? 3 : 1, (await later.StagedAsync()).Count);
    }

    [Theory, EachEngine]
    public async Task A_folder_that_is_gone_stops_no_import(Engine engine)
    {
        CrmCoreOptions options;
        await using (var store = await TestStore.StartAsync(engine))
        {
            options = store.Options;
            await store.Get<ImportWriter>().StageAsync(store.Viewers.Bob, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes("first_name\nAda\n")));
            if (engine == Engine.Sqlite)
                System.IO.Directory.Delete(Path.Combine(options.DataDirectory, "staged"), recursive: true);
            else
                await store.ExecuteAsync("TRUNCATE crm_staged_chunks");
        }

        await using var later = await TestStore.OpenAsync(engine, options, runImports: true, s => s.AddSingleton<TimeProvider>(new Later(TimeSpan.FromHours(25))));
        Assert.Equal("Completed 1=1+0+0+0+0", (await later.ImportAsync(later.Viewers.Erin, "first_name\nBea\n")).Ledger());
    }
}
