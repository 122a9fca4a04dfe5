using System.Diagnostics;
using CrmContacts.Bench.Agents;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Measuring;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Counts;

/// <summary>
/// An agent's page that waits for one number: the agent owns one contact, nobody else changes what the agent's own bucket holds,
/// so the number that comes is the change's, whatever goes on beside it.
/// </summary>
internal sealed class Probe : IAsyncDisposable
{
    private const string AgentId = "probe";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private readonly SocketsHttpHandler _wire = new() { UseProxy = false };
    private readonly HttpMessageInvoker _sockets;
    private readonly HttpClient _http;
    private readonly HttpClient _manager;
    private readonly AgentPage _page;
    private readonly Task _life;
    private readonly Random _random = new(4);
    private string _entry = "";
    private Guid _contact;
    private bool _inactive;

    private Probe(HostProcess host, Viewer manager)
    {
        _sockets = new HttpMessageInvoker(_wire, disposeHandler: false);
        _http = new HttpClient(_wire, disposeHandler: false) { BaseAddress = host.Address };
        _manager = host.ClientOf(manager);
        _page = new AgentPage(_http, _sockets, SharedKey.TokenOf(manager with { AgentId = AgentId, Name = "Probe", Permission = Permission.View }));
        _life = _page.LiveAsync();
    }

    /// <summary>Makes the list, the agent and the contact; connects.</summary>
    public static async Task<Probe> StartAsync(HostProcess host, Viewer manager)
    {
        var probe = new Probe(host, manager);
        await Eventually.TrueAsync(() => Task.FromResult(probe._page.IsReady), Within, () => probe._page.LastFault ?? "");
        var list = await probe._manager.CreateListAsync("What the probe waits for", new { status = new { eq = "INACTIVE" } });
        await Eventually.TrueAsync(async () => !await ListedStores.IsCountingAsync(probe._manager), TimeSpan.FromMinutes(5));
        var created = await probe._manager.DoAsync(
            "createContact", "CreateContactInput", new { firstName = "Pat", lastName = "Probe", visibility = "OWNER", assignedToId = AgentId }, "contact { id }");
        (probe._contact, probe._entry) = (created.GetProperty("contact").GetProperty("id").GetGuid(), AgentCounts.Key(list.ToString(), "owner:" + AgentId));
        await probe.OneAsync();
        return probe;
    }

    /// <summary>Milliseconds from sending the change to having the number, of <paramref name="count"/> changes at random moments.</summary>
    public async Task<IReadOnlyList<double>> MakeAsync(int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
            times.Add(await OneAsync());
        return times;
    }

    /// <summary>The same until <paramref name="until"/> has ended.</summary>
    public async Task<IReadOnlyList<double>> MakeAsync(Task until)
    {
        var times = new List<double>();
        while (!until.IsCompleted)
            times.Add(await OneAsync());
        await until;
        return times;
    }

    public async ValueTask DisposeAsync()
    {
        await _page.LeaveAsync();
        await _life;
        _manager.Dispose();
        _http.Dispose();
        _sockets.Dispose();
        _wire.Dispose();
    }

    private async Task<double> OneAsync()
    {
        // Not in step with the four pushes a second, which would always wait for as long.
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300)));
        _inactive = !_inactive;
        _page.Watch(_entry, _inactive ? 1 : 0);
        var sent = Stopwatch.GetTimestamp();
        await _manager.UpdateAsync(new { id = _contact, status = _inactive ? "INACTIVE" : "ACTIVE" });
        await Eventually.TrueAsync(() => Task.FromResult(_page.ArrivedAt != 0), Within);
        return Stopwatch.GetElapsedTime(sent, _page.ArrivedAt).TotalMilliseconds;
    }
}
