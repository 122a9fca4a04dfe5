using System.Globalization;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.Reads;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Counts;

/// <summary>The same contacts twice: with two hundred lists, and with none. Both are kept for the next run; a bench works on copies.</summary>
internal sealed record ListedStores(string Bare, string Listed, Viewer Manager, IReadOnlyList<Guid> Some)
{
    public const int Owners = 1_000;

    private static readonly ContactSource[] Sources = [ContactSource.Import, ContactSource.Website, ContactSource.Referral, ContactSource.TradeShow, ContactSource.ColdCall, ContactSource.Api];

    /// <summary>Queues of the crowd, by number.</summary>
    public static string Queue(int i) => i switch { 0 => Viewers.Sales, 1 => Viewers.Support, _ => string.Create(CultureInfo.InvariantCulture, $"queue{i}") };

    public static string Owner(int i) => string.Create(CultureInfo.InvariantCulture, $"agent{i}");

    public static async Task<ListedStores> OfAsync(int rows)
    {
        var store = await BigStore.OfAsync(rows, "counts", Dress);
        IReadOnlyList<Guid> some = [.. store.Some.Select(c => c.Id)];
        var bare = await KeptAsync(store.Folder, BigStore.FolderOf(rows, "counts-bare"), store.Manager, async (host, manager) =>
        {
            await TwoHundredLists.FieldsAsync(manager);
            await ColleaguesAsync(host, store.Acme);
            foreach (var tag in TwoHundredLists.Tags)
                await manager.DoAsync("addTags", "AddTagsInput", new { tags = new[] { tag }, selection = new { ids = some.Take(20) } }, "affectedCount");
        });
        var listed = await KeptAsync(bare, BigStore.FolderOf(rows, "counts-listed"), store.Manager, async (_, manager) =>
        {
            await TwoHundredLists.MakeAsync(manager, some);
            await Eventually.TrueAsync(async () => !await IsCountingAsync(manager), TimeSpan.FromMinutes(30));
        });
        return new ListedStores(bare, listed, store.Manager, some);
    }

    public static async Task<bool> IsCountingAsync(HttpClient manager) =>
        (await manager.AskAsync("{ lists { counting } }")).GetProperty("lists").EnumerateArray().Any(l => l.GetProperty("counting").GetBoolean());

    private static Contact Dress(int i, Contact contact) => contact with
    {
        AssignedToId = Owner(i * 7 % Owners), Source = Sources[i % Sources.Length], ActivityCount = i * 13 % 40,
    };

    // Tokens are how the host comes to know agents and queues.
    private static async Task ColleaguesAsync(HostProcess host, Tenant acme)
    {
        for (var i = 0; i < Owners; i++)
        {
            using var agent = host.ClientOf(new Viewer(acme, Owner(i), Owner(i), [Queue(i % 50)], Permission.View));
            await agent.AskAsync("{ viewer { agent { id } } }");
        }
    }

    private static async Task<string> KeptAsync(string from, string folder, Viewer manager, Func<HostProcess, HttpClient, Task> prepare)
    {
        var done = Path.Combine(folder, "done-preparing");
        if (File.Exists(done))
            return folder;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Folders.Copy(from, folder);
        await using (var host = await BenchHost.StartPlainAsync(folder))
        {
            using var client = host.ClientOf(manager);
            await prepare(host, client);
            await host.StopAsync();
        }

        await File.WriteAllTextAsync(done, "");
        return folder;
    }
}
