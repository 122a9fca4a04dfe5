using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CrmContacts.Tests.Support.Demo;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Plugin.Tests.Nodes;

/// <summary>An agent's page at one node: what it was told, and the counts that follow from it. It comes back by itself, to whichever node it is sent.</summary>
internal sealed class NodePage : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string? List, string Bucket), (long Version, int Count)> _counts = new();
    private readonly HubConnection _line;
    private string _epoch = "";

    private NodePage(HubConnection line) => _line = line;

    public ConcurrentQueue<JsonElement> Pops { get; } = new();

    public ConcurrentQueue<JsonElement> Contacts { get; } = new();

    public ConcurrentQueue<JsonElement> Lists { get; } = new();

    public ConcurrentQueue<JsonElement> Progress { get; } = new();

    public bool IsConnected => _line.State == HubConnectionState.Connected;

    /// <summary>How many contacts the agent sees, by what it was told.</summary>
    public int All => _counts.Where(c => c.Key.List is null).Sum(c => c.Value.Count);

    /// <param name="host">The node.</param>
    /// <param name="agent">An agent of the demo.</param>
    /// <param name="other">Where its token comes from when it is asked for again; null is the node itself.</param>
    public static async Task<NodePage> OpenAsync(HostProcess host, string agent, HostProcess? other = null)
    {
        var first = await DemoTokens.OfAsync(host.Http, agent);
        var line = new HubConnectionBuilder()
            .WithUrl(new Uri((other ?? host).Address, "/hubs/crm"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(first))
            .WithAutomaticReconnect(new Patient()).Build();
        var page = new NodePage(line);
        line.On<JsonElement>("screenPop", page.Pops.Enqueue);
        line.On<JsonElement>("contactsChanged", page.Contacts.Enqueue);
        line.On<JsonElement>("listsChanged", page.Lists.Enqueue);
        line.On<JsonElement>("importProgress", page.Progress.Enqueue);
        line.On<JsonElement>("listCountsChanged", page.Take);
        line.Reconnected += _ => page.SnapshotAsync();
        await line.StartAsync();
        await page.SnapshotAsync();
        return page;
    }

    public async ValueTask DisposeAsync() => await _line.DisposeAsync();

    private async Task SnapshotAsync()
    {
        var snapshot = await _line.InvokeAsync<JsonElement>("getListCounts");
        _counts.Clear();
        _epoch = snapshot.GetProperty("epoch").GetString()!;
        Take(snapshot);
    }

    private void Take(JsonElement told)
    {
        if (told.GetProperty("epoch").GetString() != _epoch)
            return;
        foreach (var entry in told.GetProperty("counts").EnumerateArray())
        {
            var next = (Version: entry.GetProperty("version").GetInt64(), Count: entry.GetProperty("count").GetInt32());
            _counts.AddOrUpdate((entry.GetProperty("listId").GetString(), entry.GetProperty("bucket").GetString()!), next, (_, known) => known.Version > next.Version ? known : next);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_line.State}, {All} contacts, {Contacts.Count} changes, {Progress.Count} times progress");

    private sealed class Patient : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromMilliseconds(200);
    }
}
