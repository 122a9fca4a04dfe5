using System.Diagnostics;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.People;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Imports;

/// <summary>A file as large as one may be, while an agent turns pages and edits: memory of the host, what the edits take, and whether the counts are right at the end.</summary>
internal static class LargeImportBench
{
    private const int EditsWithout = 300;
    private static readonly TimeSpan BetweenEdits = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(int megabytes)
    {
        var folder = TestFolder.Create("bench-");
        var (large, small) = (Path.Combine(folder, "large.csv"), Path.Combine(folder, "small.csv"));
        var rows = PeopleFile.WriteBytes(large, (long)megabytes << 20);
        var few = PeopleFile.WriteBytes(small, 10L << 20, from: 50_000_000);
        Console.WriteLine($"{new FileInfo(large).Length:N0} bytes, {rows:N0} rows");
        await using var store = await ImportedStore.NewAsync(Engine.Sqlite);
        await using var host = await store.OpenAsync();
        using var alice = await host.ClientOfAsync("alice");
        var people = await SomeAsync(alice);
        var before = await TotalAsync(alice);
        var without = await EditAsync(alice, people, Task.Delay(BetweenEdits * EditsWithout));

        var meter = new ServerMeter(host.ProcessId);
        var smallPeak = await meter.PeakMemoryAsync(alice.ImportAsync(small, few));
        var clock = Stopwatch.StartNew();
        var import = Task.Run(() => alice.ImportAsync(large, rows));
        var peak = meter.PeakMemoryAsync(import);
        var during = await EditAsync(alice, people, import);
        var seconds = clock.Elapsed.TotalSeconds;

        var report = new Report("import-large");
        report.Add("file", new FileInfo(large).Length / 1048576.0, "MiB");
        report.Add("rows", rows, "rows, all new");
        report.Add("import, upload to done", rows / seconds, "rows/s");
        report.Add("peak private memory of the host", await peak, "MiB (RssAnon; mapped pages of the database are not in it)", 300);
        report.Add("of an import of 10 MiB", smallPeak, "MiB");
        report.Add("an agent's edit without an import, p99", without.Percentile(0.99), "ms");
        report.Add("an agent's edit during it, p50", during.Percentile(0.5), "ms");
        report.Add("an agent's edit during it, p99", during.Percentile(0.99), "ms", 250);
        report.Add("an agent's slowest edit during it", during.Max(), "ms");
        report.Add("edits during it", during.Count, "");
        report.Add("contacts that are missing or too many by the kept count", Math.Abs(await TotalAsync(alice) - before - rows - few), "contacts", 0);
        report.Finish();
        await host.StopAsync();
        TestFolder.Delete(folder);
    }

    /// <summary>Turns a page and edits somebody, ten times a second: milliseconds of each edit.</summary>
    private static async Task<IReadOnlyList<double>> EditAsync(HttpClient client, IReadOnlyList<Guid> people, Task until)
    {
        var times = new List<double>();
        while (!until.IsCompleted)
        {
            await client.AskAsync("{ contacts(first: 50, order: [{ lastName: ASC }]) { nodes { id fullName email } totalCount } }");
            var clock = Stopwatch.StartNew();
            await client.UpdateAsync(new { id = people[times.Count % people.Count], title = "Buyer " + times.Count });
            times.Add(clock.Elapsed.TotalMilliseconds);
            await Task.WhenAny(until, Task.Delay(BetweenEdits));
        }

        await until;
        return times;
    }

    private static async Task<IReadOnlyList<Guid>> SomeAsync(HttpClient client) =>
        [.. (await client.AskAsync("{ contacts(first: 100) { nodes { id } } }")).GetProperty("contacts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetGuid())];

    private static async Task<long> TotalAsync(HttpClient client) =>
        (await client.AskAsync("{ contacts { totalCount } }")).GetProperty("contacts").GetProperty("totalCount").GetInt64();
}
