using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrmContacts.Bench.Measuring;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Agents;

/// <summary>
/// Half of the agents, in a process of its own: takes commands on its standard input, a line each, and answers each with a line of JSON.
/// Two processes, because each connection is an open file and their number has a limit.
/// </summary>
internal sealed class AgentCrowd : IDisposable
{
    public const string Verb = "agent-crowd";
    public const int Queues = 50;

    // Browsers do not all open in the same instant; the server may take what it can.
    private const int AtOnce = 64;
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);

    private readonly SocketsHttpHandler _wire = new() { MaxConnectionsPerServer = int.MaxValue, UseProxy = false, UseCookies = false };
    private readonly HttpMessageInvoker _sockets;
    private readonly HttpClient _http;
    private readonly int _first;
    private readonly List<AgentPage> _pages = [];
    private readonly List<Task> _lives = [];

    private AgentCrowd(Uri address, int first)
    {
        _sockets = new HttpMessageInvoker(_wire, disposeHandler: false);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, UseProxy = false }) { BaseAddress = address };
        _first = first;
    }

    /// <summary>The queue of an agent: one of those that the crowd's contacts are in.</summary>
    public static string QueueOf(int agent) => (agent % Queues) switch
    {
        0 => Viewers.Sales,
        1 => Viewers.Support,
        var i => string.Create(CultureInfo.InvariantCulture, $"queue{i}"),
    };

    /// <summary>An agent with one of fifty queues.</summary>
    public static Viewer Agent(int i) => new(
        new Tenant("acme", "Acme", "US", "UTC", []), string.Create(CultureInfo.InvariantCulture, $"phone-{i}"), $"Phone {i}", [QueueOf(i)], Permission.View);

    public static async Task RunAsync(string address, string first)
    {
        using var crowd = new AgentCrowd(new Uri(address), int.Parse(first, CultureInfo.InvariantCulture));
        using var end = new CancellationTokenSource();
        var pings = crowd.PingAsync(end.Token);
        while (await Console.In.ReadLineAsync() is { } line)
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await crowd.DoAsync(line.Split(' '))));
        await end.CancelAsync();
        await pings;
    }

    public void Dispose()
    {
        _http.Dispose();
        _sockets.Dispose();
        _wire.Dispose();
    }

    private async Task<object> DoAsync(string[] command) => command switch
    {
        ["connect", var count, var within] => await ConnectAsync(Number(count), Number(within)),
        ["state"] => State(),
        ["push", var key, var count, var within] => await PushAsync(key, Number(count), Number(within)),
        ["back", var within] => await BackAsync(Number(within)),
        ["numbers"] => Numbers(),
        ["leave"] => await LeaveAsync(),
        _ => throw new ArgumentException(string.Join(' ', command)),
    };

    private async Task<object> ConnectAsync(int count, int within)
    {
        var clock = Stopwatch.StartNew();
        using var room = new SemaphoreSlim(AtOnce);
        for (var i = 0; i < count; i++)
        {
            await room.WaitAsync();
            var page = new AgentPage(_http, _sockets, SharedKey.TokenOf(Agent(_first + _pages.Count)));
            lock (_pages)
                _pages.Add(page);
            _lives.Add(page.LiveAsync());
            _ = ReadyAsync(page, room, clock, within);
        }

        await UntilAsync(() => _pages.All(p => p.IsReady), clock, within);
        return new { seconds = clock.Elapsed.TotalSeconds, ready = _pages.Count(p => p.IsReady) };
    }

    private static async Task ReadyAsync(AgentPage page, SemaphoreSlim room, Stopwatch clock, int within)
    {
        await UntilAsync(() => page.IsReady, clock, within);
        try
        {
            room.Release();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits for room any more.
        }
    }

    private object State() => new
    {
        ready = _pages.Count(p => p.IsReady),
        drops = _pages.Sum(p => p.Drops),
        faults = _pages.Where(p => p.Drops > 0).Select(p => p.LastFault).Distinct(StringComparer.Ordinal).Take(5).ToArray(),
    };

    /// <summary>Waits until every page shows the number; says when each did.</summary>
    private async Task<object> PushAsync(string key, long count, int within)
    {
        foreach (var page in _pages)
            page.Watch(key, count);
        // The parent writes only when everybody watches.
        await Console.Out.WriteLineAsync("{}");
        await UntilAsync(() => _pages.All(p => p.ArrivedAt != 0), Stopwatch.StartNew(), within);
        return new { at = _pages.Select(p => p.ArrivedAt).ToArray() };
    }

    /// <summary>Waits until every page was cut off and is ready again; says when each was.</summary>
    private async Task<object> BackAsync(int within)
    {
        await UntilAsync(() => _pages.All(p => p.Drops > 0 && p.IsReady), Stopwatch.StartNew(), within);
        return new { at = _pages.Select(p => p.Drops > 0 && p.IsReady ? p.ReadyAt : 0).ToArray() };
    }

    private Dictionary<string, string[]> Numbers() => _pages
        .Select((page, i) => (Queue: QueueOf(_first + i), Numbers: page.Counts.Numbers()))
        .GroupBy(p => p.Queue, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(p => p.Numbers).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private async Task<object> LeaveAsync()
    {
        await Task.WhenAll(_pages.Select(p => p.LeaveAsync()));
        await Task.WhenAll(_lives);
        lock (_pages)
            _pages.Clear();
        _lives.Clear();
        return new { left = true };
    }

    /// <summary>Every page once in 15 seconds, evenly: no burst that a push would have to wait for.</summary>
    private async Task PingAsync(CancellationToken end)
    {
        const int Slices = 150;
        using var timer = new PeriodicTimer(Ping / Slices);
        try
        {
            for (var slice = 0; await timer.WaitForNextTickAsync(end); slice = (slice + 1) % Slices)
            {
                AgentPage[] due;
                lock (_pages)
                    due = [.. _pages.Where((_, i) => i % Slices == slice)];
                foreach (var page in due)
                    await page.PingAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    private static async Task UntilAsync(Func<bool> condition, Stopwatch clock, int within)
    {
        while (!condition() && clock.Elapsed.TotalSeconds < within)
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
