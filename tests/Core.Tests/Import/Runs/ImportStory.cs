using System.Text;
using CrmContacts.Core.Data;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

/// <summary>What the tests of runs say again and again.</summary>
internal static class ImportStory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<ImportRun> StartAsync(this TestStore store, Viewer viewer, string csv, ImportOptions? options = null, string? key = null)
    {
        var writer = store.Get<ImportWriter>();
        var staged = await writer.StageAsync(viewer, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)));
        return await writer.StartAsync(viewer, staged, options ?? new ImportOptions(), key);
    }

    public static async Task<ImportRun> ImportAsync(this TestStore store, Viewer viewer, string csv, ImportOptions? options = null)
    {
        var run = await store.StartAsync(viewer, csv, options);
        return await store.EndAsync(viewer, run.Id);
    }

    public static async Task<ImportRun> UndoAsync(this TestStore store, Viewer viewer, Guid run)
    {
        Assert.NotNull(await store.Get<ImportWriter>().UndoAsync(viewer, run));
        return await store.EndAsync(viewer, run);
    }

    public static Task<ImportRun> EndAsync(this TestStore store, Viewer viewer, Guid run) =>
        store.Get<ImportWriter>().WaitAsync(viewer, run, Patience);

    /// <summary>Every uploaded file that is kept.</summary>
    public static async Task<IReadOnlyList<Guid>> StagedAsync(this TestStore store) =>
        await store.Get<IStagedFiles>().AllAsync(default).Select(f => f.Id).ToListAsync();

    /// <summary>Does to the store what none of ours would.</summary>
    public static async Task ExecuteAsync(this TestStore store, string sql)
    {
        await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.Contacts, WriteLane.Background, default);
        await session.ExecuteAsync(sql, [], default);
        await session.CommitAsync(default);
    }

    public static string Ledger(this ImportRun run) =>
        $"{run.Status} {run.Rows}={run.Imported}+{run.Updated}+{run.Unchanged}+{run.Skipped}+{run.Errors}";

    public static async Task<string> ErrorsAsync(this TestStore store, Viewer viewer, ImportRun run)
    {
        var csv = await store.Get<ImportReader>().ErrorsAsync(viewer, run.ErrorToken!);
        using var bytes = new MemoryStream();
        await csv!.WriteAsync(bytes, CancellationToken.None);
        return Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF');
    }
}
