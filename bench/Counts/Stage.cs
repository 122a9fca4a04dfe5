using CrmContacts.Bench.Measuring;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Counts;

/// <summary>A host on a copy of a kept store, a manager who edits, and a page that waits for numbers.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string _folder;

    private Stage(string folder, HostProcess host, HttpClient manager, Edits edits) => (_folder, Host, Manager, Edits) = (folder, host, manager, edits);

    public HostProcess Host { get; }

    public HttpClient Manager { get; }

    public Edits Edits { get; }

    /// <param name="stores">Who edits what.</param>
    /// <param name="kept">Which store.</param>
    public static async Task<Stage> StartAsync(ListedStores stores, string kept)
    {
        var folder = TestFolder.Create("bench-");
        Folders.Copy(kept, folder);
        var host = await BenchHost.StartPlainAsync(folder);
        var manager = host.ClientOf(stores.Manager);
        return new Stage(folder, host, manager, new Edits(manager, host.ProcessId, stores.Some));
    }

    public async ValueTask DisposeAsync()
    {
        Manager.Dispose();
        await Host.DisposeAsync();
        TestFolder.Delete(_folder);
    }
}
