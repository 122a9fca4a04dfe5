using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace CrmContacts.Bench.Agents;

/// <summary>One agent's open page: connected, with numbers that follow the hub, and back by the rule of <c>docs/realtime.md</c> when it was cut off.</summary>
internal sealed class AgentPage(HttpClient http, HttpMessageInvoker wire, string token)
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private AgentLine? _line;
    private string? _watched;
    private long _wanted;

    public AgentCounts Counts { get; } = new();

    /// <summary>Connected, and a snapshot was taken since.</summary>
    public bool IsReady { get; private set; }

    /// <summary>How often it was cut off.</summary>
    public int Drops { get; private set; }

    /// <summary>When it was last ready (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public long ReadyAt { get; private set; }

    /// <summary>When the number that <see cref="Watch"/> waits for came; 0 until then.</summary>
    public long ArrivedAt { get; private set; }

    public string? LastFault { get; private set; }

    /// <summary>Lives until <see cref="LeaveAsync"/>.</summary>
    public async Task LiveAsync()
    {
        for (var retries = 0; !_leaving.IsCancellationRequested; retries++)
        {
            try
            {
                using var line = await AgentLine.OpenAsync(http, wire, token, _leaving.Token);
                retries = 0;
                Counts.Asked();
                await line.SendAsync("""{"type":1,"invocationId":"1","target":"getListCounts","arguments":[]}""", _leaving.Token);
                _line = line;
                await ListenAsync(line);
                LastFault ??= "closed by the server";
            }
            catch (Exception fault) when (fault is WebSocketException or HttpRequestException or SocketException or IOException or OperationCanceledException or TaskCanceledException)
            {
                LastFault = fault.Message;
            }

            _line = null;
            if (_leaving.IsCancellationRequested)
                return;
            if (IsReady)
                Drops++;
            IsReady = false;
            await PauseAsync(retries);
        }
    }

    /// <summary>From now on, notes when the entry comes to have this count, which it has not yet.</summary>
    public void Watch(string key, long count)
    {
        ArrivedAt = 0;
        (_watched, _wanted) = (key, count);
    }

    /// <summary>What SignalR's client sends every 15 seconds, so that the server knows that it lives.</summary>
    public Task PingAsync() => _line is { } line ? Quietly(line.SendAsync("""{"type":6}""", _leaving.Token)) : Task.CompletedTask;

    public async Task LeaveAsync()
    {
        if (_line is { } line)
            await Quietly(line.CloseAsync(CancellationToken.None));
        await _leaving.CancelAsync();
    }

    private async Task ListenAsync(AgentLine line)
    {
        while (await line.NextAsync(_leaving.Token) is { } frame)
        {
            var at = Stopwatch.GetTimestamp();
            using (frame)
            {
                if (await HeardAsync(line, frame.RootElement))
                    Look(at);
            }
        }
    }

    private async Task<bool> HeardAsync(AgentLine line, JsonElement frame)
    {
        switch (frame.GetProperty("type").GetInt32())
        {
            case 1 when frame.GetProperty("target").ValueEquals("listCountsChanged"):
                if (!Counts.Hear(frame.GetProperty("arguments")[0]))
                {
                    Counts.Asked();
                    await line.SendAsync("""{"type":1,"invocationId":"1","target":"getListCounts","arguments":[]}""", _leaving.Token);
                }

                return true;
            case 3:
                if (!frame.TryGetProperty("result", out var snapshot))
                    throw new WebSocketException("No snapshot: " + frame);
                Counts.Replace(snapshot);
                (IsReady, ReadyAt) = (true, Stopwatch.GetTimestamp());
                return true;
            case 7:
                LastFault = "closed: " + frame;
                return false;
            default:
                return false;
        }
    }

    private void Look(long at)
    {
        if (ArrivedAt == 0 && _watched is { } key && Counts.IsCurrent && Counts.Of(key) == _wanted)
            ArrivedAt = at;
    }

    private async Task PauseAsync(int retries)
    {
        var most = Math.Min(LongestRetry.TotalMilliseconds, 1000 * Math.Pow(2, retries));
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * most), _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // It leaves.
        }
    }

    private static async Task Quietly(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Its reader notices too, and counts it.
        }
    }
}
