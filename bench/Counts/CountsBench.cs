using System.Diagnostics;
using System.Globalization;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Imports;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.People;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Counts;

/// <summary>
/// What kept counts cost: one contact's change with two hundred lists (half dynamic), 50 queues and 1,000 owners against the same
/// change with no list; how soon a page has the new number; what the lists cost an import; a new list that is counted while edits go on.
/// </summary>
internal static class CountsBench
{
    private const int Small = 10_000;
    private const int Rounds = 5;
    private const int EditsOfRound = 180;
    private const int WarmUp = 600;
    private const int Pushes = 200;
    private const int ImportRounds = 3;
    private const int ImportRows = 50_000;
    private const int NewLists = 5;

    public static async Task RunAsync(int rows)
    {
        var report = new Report(string.Create(CultureInfo.InvariantCulture, $"counts-{rows}"));
        report.Add("contacts in the store", rows, $"in 50 queues and with {ListedStores.Owners} owners; 200 lists, half of them dynamic");
        var stores = await ListedStores.OfAsync(rows);
        var smallStores = rows > Small ? await ListedStores.OfAsync(Small) : null;
        await using var listed = await Stage.StartAsync(stores, stores.Listed);
        await using var bare = await Stage.StartAsync(stores, stores.Bare);
        await using var small = smallStores is null ? null : await Stage.StartAsync(smallStores, smallStores.Listed);

        await EditsAsync(report, listed, bare, small);
        await using (var probe = await Probe.StartAsync(listed.Host, stores.Manager))
        {
            await using var smallProbe = small is null ? null : await Probe.StartAsync(small.Host, smallStores!.Manager);
            await PushesAsync(report, probe, smallProbe);
            await ImportsAsync(report, listed, bare, probe);
        }

        await NewListAsync(report, listed);
        Calibration.AddTo(report);
        report.Finish();
    }

    private static async Task EditsAsync(Report report, Stage listed, Stage bare, Stage? small)
    {
        List<Stage> stages = small is null ? [listed, bare] : [listed, bare, small];
        foreach (var stage in stages)
            await stage.Edits.MakeAsync(WarmUp);
        var times = stages.ConvertAll(_ => new List<double>());
        var cpu = stages.ConvertAll(_ => new List<double>());
        var medians = stages.ConvertAll(_ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < stages.Count; i++)
            {
                var (took, cost) = await stages[i].Edits.MakeAsync(EditsOfRound);
                times[i].AddRange(took);
                cpu[i].Add(cost);
                medians[i].Add(took.Median());
            }
        }

        Show(report, "an edit with 200 lists", times[0], cpu[0]);
        Show(report, "  with none", times[1], cpu[1]);
        report.Add("  CPU with 200 lists / with none", cpu[0].Zip(cpu[1], (a, b) => a / b).Median(), "×");
        if (small is null)
            return;
        Show(report, "  with 200 lists beside 10,000 contacts", times[2], cpu[2]);
        report.Add("  median / beside 10,000 contacts", medians[0].Zip(medians[2], (a, b) => a / b).Median(), "×", 1.5);
        report.Add("  CPU / beside 10,000 contacts", cpu[0].Zip(cpu[2], (a, b) => a / b).Median(), "×", 1.5);
    }

    private static async Task PushesAsync(Report report, Probe probe, Probe? small)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.AddRange(await probe.MakeAsync(Pushes / Rounds));
            if (small is not null)
                theirs.AddRange(await small.MakeAsync(Pushes / Rounds));
        }

        Show(report, "a change, sent → shown by a page", ours);
        report.Add("  p99", ours.Percentile(0.99), "ms", 500);
        if (small is null)
            return;
        Show(report, "  beside 10,000 contacts", theirs);
        report.Add("  median / beside 10,000 contacts", ours.Median() / theirs.Median(), "×", 1.5);
        report.Add("  p99 / beside 10,000 contacts", ours.Percentile(0.99) / theirs.Percentile(0.99), "×", 1.5);
    }

    private static async Task ImportsAsync(Report report, Stage listed, Stage bare, Probe probe)
    {
        var file = Path.Combine(TestFolder.Create(), "people.csv");
        var (with, without, ratios, cpu) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < ImportRounds; round++)
        {
            PeopleFile.Write(file, ImportRows, round * ImportRows, Spread);
            var (none, noneCpu) = await ImportAsync(bare, file);
            var (lists, listsCpu) = await ImportAsync(listed, file);
            without.Add(ImportRows / none);
            with.Add(ImportRows / lists);
            ratios.Add(lists / none);
            cpu.Add(listsCpu / noneCpu);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import: {with[^1]:N0} rows/s with 200 lists, {without[^1]:N0} with none; CPU {cpu[^1]:0.00} ×"));
        }

        report.Add($"import of {ImportRows} rows with 200 lists", with.Median(), "rows/s");
        report.Add("  with none", without.Median(), "rows/s");
        report.Add("  time with 200 lists / with none", ratios.Median(), "× (lists cost at most a third of the speed)", 1.5);
        report.Add("  CPU with 200 lists / with none", cpu.Median(), "×");

        PeopleFile.Write(file, 2 * ImportRows, ImportRounds * ImportRows, Spread);
        var import = listed.Manager.ImportAsync(file, 2 * ImportRows);
        var pushes = probe.MakeAsync(import);
        var edits = await listed.Edits.MakeAsync(import);
        var times = await pushes;
        Show(report, "while an import runs: a change, sent → shown by a page", times);
        report.Add("  p99", times.Percentile(0.99), "ms", 500);
        Show(report, "  an edit meanwhile", edits);
        report.Add("  an edit meanwhile, p99", edits.Percentile(0.99), "ms", 250);
    }

    /// <summary>New dynamic lists, one after the other, while an agent edits: how long each says that it is counting, and what the edits notice.</summary>
    private static async Task NewListAsync(Report report, Stage listed)
    {
        var (before, _) = await listed.Edits.MakeAsync(Rounds * EditsOfRound);
        var (counting, meanwhile) = (new List<double>(), new List<double>());
        for (var i = 0; i < NewLists; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"New {i}");
            await listed.Manager.CreateListAsync(name, new { or = new object[] { new { status = new { eq = "INACTIVE" }, activityCount = new { gt = i } }, new { tags = new { some = new { eq = "vip" } } } } });
            var clock = Stopwatch.StartNew();
            var counted = CountedAsync(listed.Manager);
            meanwhile.AddRange(await listed.Edits.MakeAsync(counted));
            counting.Add(clock.Elapsed.TotalSeconds);
        }

        report.Add("a new dynamic list is counted", counting.Median(), "s, while edits go on");
        Show(report, "  an edit before", before);
        Show(report, "  an edit meanwhile", meanwhile);
        report.Add("  the slowest edit meanwhile", meanwhile.Max(), "ms", 250);
        report.Add("  median meanwhile / before", meanwhile.Median() / before.Median(), "×");
    }

    private static async Task CountedAsync(HttpClient manager)
    {
        while (await ListedStores.IsCountingAsync(manager))
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    // As the store's: nine in ten in a queue, the others an agent's own.
    private static readonly (string[] Header, Func<Random, string[]> Cells) Spread = (["Visibility", "Queue", "Owner"], random =>
        [random.Next(10) < 9 ? "queue" : "owner", ListedStores.Queue(random.Next(50)), ListedStores.Owner(random.Next(ListedStores.Owners))]);

    /// <summary>Seconds of the import, and of the server's CPU.</summary>
    private static async Task<(double Seconds, double Cpu)> ImportAsync(Stage stage, string file)
    {
        var meter = new ServerMeter(stage.Host.ProcessId);
        var cpu = meter.Cpu();
        var clock = Stopwatch.StartNew();
        await stage.Manager.ImportAsync(file, ImportRows);
        return (clock.Elapsed.TotalSeconds, (meter.Cpu() - cpu).TotalSeconds);
    }

    private static void Show(Report report, string what, IReadOnlyList<double> times, IReadOnlyList<double>? cpu = null)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"ms, median of {times.Count:N0}; p99 {times.Percentile(0.99):0.0}, slowest {times.Max():0.0}");
        if (cpu is not null)
            text += string.Create(CultureInfo.InvariantCulture, $"; {cpu.Median():0} µs of CPU");
        Console.WriteLine($"{what.Trim()}: {times.Median():0.0} {text}");
        report.Add(what, times.Median(), text);
    }
}
