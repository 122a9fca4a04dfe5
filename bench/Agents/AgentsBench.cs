using System.Diagnostics;
using System.Globalization;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.Reads;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Agents;

/// <summary>
/// Ten thousand agents' pages at one host: how long until all are connected, whether any is dropped, how soon each has a change that
/// everybody sees, what memory it takes and whether it comes back; then a restart under two thousand of them.
/// </summary>
internal static class AgentsBench
{
    private const int ConnectWithin = 60;
    private const int BackWithin = 60;
    private static readonly TimeSpan BetweenPushes = TimeSpan.FromSeconds(5);

    /// <summary>What may stay of the memory: Kestrel's pool of pinned buffers (some 23 MiB), code that was compiled on the way, the names of ten thousand agents.</summary>
    private const double Kept = 64;

    public static async Task RunAsync(int agents, int restarted, int hold)
    {
        var store = await BigStore.OfAsync(10_000);
        var folder = TestFolder.Create("bench-");
        Folders.Copy(store.Folder, folder);
        await using var host = await BenchHost.StartPlainAsync(folder);
        using var manager = host.ClientOf(store.Manager);
        var scene = await Scene.SetAsync(manager);
        var report = new Report("agents");
        report.Add("agents", agents, $"connections from two processes, in {AgentCrowd.Queues} queues");

        using (var crowds = new Crowds(host.Address, agents))
            await ConnectedAsync(report, crowds, host, scene, agents, hold);
        using (var crowds = new Crowds(host.Address, restarted))
            await RestartAsync(report, crowds, host, scene, restarted);
        Calibration.AddTo(report);
        report.Finish();
    }

    private static async Task ConnectedAsync(Report report, Crowds crowds, HostProcess host, Scene scene, int agents, int hold)
    {
        var meter = new ServerMeter(host.ProcessId);
        // Some come and go first, so that the base is that of a server which has done all of it once.
        await crowds.ConnectAsync(200, ConnectWithin);
        await PushAsync(crowds, scene);
        await crowds.LeaveAsync();
        var warm = await SettledAsync(meter, TimeSpan.FromSeconds(5));

        var (ready, seconds) = await crowds.ConnectAsync(agents, ConnectWithin);
        report.Add("all connected, each with a snapshot", seconds, "s", ConnectWithin);
        report.Add("  not connected", agents - ready, "connections", 0);
        var (peak, arrivals, answers) = (meter.PrivateMemory(), new List<double>(), new List<double>());
        var cpu = meter.Cpu();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < hold || answers.Count == 0)
        {
            var (arrived, answered) = await PushAsync(crowds, scene);
            arrivals.AddRange(arrived);
            answers.Add(answered);
            peak = Math.Max(peak, meter.PrivateMemory());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,4:0} s: the edit took {answered:0} ms; all had it after {arrived.Max():0} ms, median {arrived.Median():0} ms; {peak:0} MiB"));
            await Task.Delay(BetweenPushes);
        }

        var state = await crowds.StateAsync();
        report.Add("held for", clock.Elapsed.TotalSeconds, "s");
        report.Add("  dropped meanwhile", state.Drops, "connections " + state.Faults, 0);
        report.Add("  the server's CPU meanwhile", (meter.Cpu() - cpu).TotalSeconds / clock.Elapsed.TotalSeconds * 100, "% of a core");
        report.Add("a change, sent → shown by a page, median", arrivals.Median(), $"ms ({arrivals.Count:N0} arrivals of {answers.Count} changes)");
        report.Add("a change, sent → shown by a page, p99", arrivals.Percentile(0.99), "ms (aim 250)", 1000);
        report.Add("  the slowest", arrivals.Max(), "ms");
        report.Add("  of it the change itself, median", answers.Median(), "ms");
        report.Add("private memory, with all connected", peak, "MiB (RssAnon)", 600);
        await DemandRightAsync(report, crowds, scene, host, "with all connected");

        await crowds.LeaveAsync();
        report.Add("private memory before", warm, "MiB");
        report.Add($"private memory after they left, above that", await SettledAsync(meter, TimeSpan.FromSeconds(60), warm + Kept) - warm, "MiB", Kept);
    }

    private static async Task RestartAsync(Report report, Crowds crowds, HostProcess host, Scene scene, int agents)
    {
        await crowds.ConnectAsync(agents, ConnectWithin);
        await PushAsync(crowds, scene);
        var killed = Stopwatch.GetTimestamp();
        await host.KillAsync();
        var back = crowds.BackAsync(killed, BackWithin + 30);
        await host.StartAgainAsync();
        var started = Stopwatch.GetElapsedTime(killed).TotalSeconds;
        // What changes while they come back must not be missed by anyone.
        await scene.ChangeAsync();
        var times = await back;
        report.Add("restart (kill -9): the host answers again", started, "s");
        report.Add($"  {agents} agents back with a snapshot, the last", times.Max(), "s after the kill", BackWithin);
        report.Add("  median", times.Median(), "s after the kill");
        await DemandRightAsync(report, crowds, scene, host, "after the restart");
    }

    private static Task<(IReadOnlyList<double> Arrivals, double Answered)> PushAsync(Crowds crowds, Scene scene) =>
        crowds.PushAsync(scene.Entry, scene.CountAfterChange, scene.ChangeAsync);

    /// <summary>Every page's number of every list against the server's own count for one agent of each queue.</summary>
    private static async Task DemandRightAsync(Report report, Crowds crowds, Scene scene, HostProcess host, string when)
    {
        var wrong = 0;
        foreach (var (queue, shown) in await crowds.NumbersAsync())
        {
            using var agent = host.ClientOf(AgentCrowd.Agent(0) with { AgentId = "counter", Queues = [queue] });
            var right = await scene.NumbersAsync(agent);
            if (shown is [var one] && string.Equals(one, right, StringComparison.Ordinal))
                continue;
            wrong++;
            Console.WriteLine($"{queue}: the server counts {right}, pages show {string.Join(" / ", shown)}");
        }

        report.Add($"  queues whose pages show another number than the server counts, {when}", wrong, $"of {AgentCrowd.Queues}", 0);
    }

    /// <summary>Private memory when it has stopped falling, or is at <paramref name="enough"/>, or time is up.</summary>
    private static async Task<double> SettledAsync(ServerMeter meter, TimeSpan within, double enough = 0)
    {
        var clock = Stopwatch.StartNew();
        var least = meter.PrivateMemory();
        while (clock.Elapsed < within && least > enough)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            least = Math.Min(least, meter.PrivateMemory());
        }

        return least;
    }
}
