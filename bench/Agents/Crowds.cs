using System.Diagnostics;
using System.Text.Json;

namespace CrmContacts.Bench.Agents;

/// <summary>Both processes of agents as one.</summary>
internal sealed class Crowds : IDisposable
{
    private readonly CrowdProcess[] _halves;

    /// <param name="address">The host.</param>
    /// <param name="agents">The most that are ever connected at once.</param>
    public Crowds(Uri address, int agents) => _halves = [new CrowdProcess(address, 0), new CrowdProcess(address, agents / 2)];

    /// <summary>Connects so many, half by each process: how many are ready, and after how long.</summary>
    public async Task<(int Ready, double Seconds)> ConnectAsync(int agents, int within)
    {
        var answers = await AskAsync($"connect {agents / _halves.Length} {within}");
        return (answers.Sum(a => a.GetProperty("ready").GetInt32()), answers.Max(a => a.GetProperty("seconds").GetDouble()));
    }

    public async Task<(int Ready, int Drops, string Faults)> StateAsync()
    {
        var answers = await AskAsync("state");
        var faults = answers.SelectMany(a => a.GetProperty("faults").EnumerateArray()).Select(f => f.GetString()).Distinct(StringComparer.Ordinal);
        return (answers.Sum(a => a.GetProperty("ready").GetInt32()), answers.Sum(a => a.GetProperty("drops").GetInt32()), string.Join("; ", faults));
    }

    /// <summary>
    /// Lets every page wait for the number, then acts. Gives when each page had it, as milliseconds after the action was sent;
    /// the clock is the system's, one for all processes. A page that never had it is infinite.
    /// </summary>
    public async Task<(IReadOnlyList<double> Arrivals, double Answered)> PushAsync(string key, long count, Func<Task> act, int within = 30)
    {
        await AskAsync($"push {key} {count} {within}");
        var sent = Stopwatch.GetTimestamp();
        await act();
        var answered = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        var told = await Task.WhenAll(_halves.Select(h => h.AnswerAsync()));
        return ([.. told.SelectMany(t => Times(t, sent))], answered);
    }

    /// <summary>Seconds after <paramref name="since"/> at which each page was back with a snapshot.</summary>
    public async Task<IReadOnlyList<double>> BackAsync(long since, int within) =>
        [.. (await AskAsync($"back {within}")).SelectMany(t => Times(t, since)).Select(ms => ms / 1000)];

    /// <summary>What the pages of each queue show: one text when they agree.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> NumbersAsync() =>
        (await AskAsync("numbers"))
            .SelectMany(a => a.EnumerateObject())
            .GroupBy(q => q.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.SelectMany(q => q.Value.EnumerateArray().Select(n => n.GetString()!)).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);

    public Task LeaveAsync() => AskAsync("leave");

    public void Dispose()
    {
        foreach (var half in _halves)
            half.Dispose();
    }

    private Task<JsonElement[]> AskAsync(string command) => Task.WhenAll(_halves.Select(h => h.AskAsync(command)));

    private static IEnumerable<double> Times(JsonElement told, long since) => told.GetProperty("at").EnumerateArray()
        .Select(t => t.GetInt64() is var at and not 0 ? Stopwatch.GetElapsedTime(since, at).TotalMilliseconds : double.PositiveInfinity);
}
