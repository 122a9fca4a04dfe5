using System.Text;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
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
        var files = System.IO.Directory.EnumerateFiles(Path.Combine(options.DataDirectory, "staged"), "*.csv", SearchOption.AllDirectories);
        Assert.Equal(stays, files.Any(f => f.Contains(staged.ToString("N"), StringComparison.Ordinal)));
        if (stays)
            Assert.Single((await later.Get<ImportWriter>().PreviewAsync(later.Viewers.Bob, staged, new ImportOptions())).Columns);
        else
            Assert.Equal(ErrorCode.StagedUnknown, (await Assert.ThrowsAsync<CrmException>(() => later.Get<ImportWriter>().PreviewAsync(later.Viewers.Bob, staged, new ImportOptions()))).Code);
    }
}
