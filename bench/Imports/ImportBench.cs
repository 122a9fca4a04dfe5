using System.Diagnostics;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.People;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Imports;

/// <summary>
/// The same people through the real host, from the first byte of the upload to the finished run: a dry run, all of them new,
/// all of them changed, and both taken back, against what the store can take.
/// </summary>
internal sealed class ImportBench(Engine engine, int rows, bool inserts)
{
    private readonly List<double> _new = [], _newLimit = [], _newCopy = [], _changed = [], _changedLimit = [], _changedCopy = [], _dry = [], _undoNew = [], _undoChanged = [], _peaks = [];

    /// <param name="inserts">False: PostgreSQL is measured against COPY alone.</param>
    public static Task RunAsync(Engine engine, int rows, int rounds, bool inserts) => new ImportBench(engine, rows, inserts).RunAsync(rounds);

    private async Task RunAsync(int rounds)
    {
        var folder = TestFolder.Create("bench-");
        var (people, changed) = (Path.Combine(folder, "people.csv"), Path.Combine(folder, "changed.csv"));
        PeopleFile.Write(people, rows);
        PeopleFile.Write(changed, rows, later: true);
        await using var start = await ImportedStore.NewAsync(engine);
        for (var round = 1; round <= rounds; round++)
        {
            await RoundAsync(start, people, changed);
            Console.WriteLine($"round {round}: undo of the change {_undoChanged[^1]:N0} rows/s, of the new ones {_undoNew[^1]:N0}, {_peaks[^1]:N0} MiB");
        }

        TestFolder.Delete(folder);
        var name = engine == Engine.Sqlite ? "import" : "import-postgres";
        var report = new Report(rows == 100_000 ? name : $"{name}-{rows}");
        report.Add("rows", rows, "rows");
        report.Add("all new, upload to done", _new.Median(), "rows/s");
        AddLimit(report, "all new", "limit of these: prepared INSERTs", "limit", _new, _newLimit, "× (must reach 0.5, aim 0.9)");
        AddLimit(report, "all new", "the same by COPY", "COPY", _new, _newCopy, "×");
        report.Add("all matching and changed", _changed.Median(), "rows/s");
        AddLimit(report, "all changed", "limit of these: prepared INSERTs", "limit", _changed, _changedLimit, "× (must reach 0.4, aim 0.8)");
        AddLimit(report, "all changed", "the same by COPY", "COPY", _changed, _changedCopy, "×");
        report.Add("dry run", _dry.Median(), "rows/s");
        report.Add("dry run / import", Ratio(_dry, _new), "× (must reach 1.5, aim 3)");
        report.Add("undo of the change / the change", Ratio(_undoChanged, _changed), "×");
        report.Add("undo of the new / the import", Ratio(_undoNew, _new), "×");
        report.Add("peak private memory of the host", _peaks.Max(), "MiB (RssAnon)");
        Calibration.AddTo(report);
        report.Finish();
    }

    private static void AddLimit(Report report, string what, string how, string name, List<double> ours, List<double> limit, string unit)
    {
        if (limit.Count == 0)
            return;
        report.Add(how, limit.Median(), "rows/s");
        report.Add($"{what} / {name}", Ratio(ours, limit), unit);
    }

    private async Task RoundAsync(ImportedStore start, string people, string changed)
    {
        await using var store = await start.CopyAsync();
        string first, second;
        await using (var host = await store.OpenAsync())
        {
            using var alice = await host.ClientOfAsync("alice");
            _dry.Add(await SpeedAsync(() => alice.ImportAsync(people, rows, options: "?dry_run=true")));
            Console.WriteLine($"  dry run: {_dry[^1]:N0} rows/s");
            first = "";
            var peak = new ServerMeter(host.ProcessId).PeakMemoryAsync(Task.Run(async () => _new.Add(await SpeedAsync(async () => first = await alice.ImportAsync(people, rows)))));
            _peaks.Add(await peak);
            Console.WriteLine($"  new: {_new[^1]:N0} rows/s");
            await host.StopAsync();
        }

        Add(_new, _newLimit, _newCopy, await start.LimitAsync(store, inserts));
        await using (var host = await store.OpenAsync())
        {
            using var alice = await host.ClientOfAsync("alice");
            second = "";
            _changed.Add(await SpeedAsync(async () => second = await alice.ImportAsync(changed, rows, "updated")));
            Console.WriteLine($"  changed: {_changed[^1]:N0} rows/s");
            await host.StopAsync();
        }

        Add(_changed, _changedLimit, _changedCopy, await start.LimitAsync(store, inserts));
        await using (var host = await store.OpenAsync())
        {
            using var alice = await host.ClientOfAsync("alice");
            _undoChanged.Add(await SpeedAsync(() => alice.UndoAsync(second)));
            _undoNew.Add(await SpeedAsync(() => alice.UndoAsync(first)));
            await host.StopAsync();
        }
    }

    private void Add(List<double> ours, List<double> insert, List<double> copy, (double? Insert, double? Copy) seconds)
    {
        if (seconds.Insert is { } byInsert)
            insert.Add(rows / byInsert);
        if (seconds.Copy is { } byCopy)
            copy.Add(rows / byCopy);
        Console.WriteLine($"  the limit: by INSERT {insert.LastOrDefault():N0}, by COPY {copy.LastOrDefault():N0}");
    }

    private async Task<double> SpeedAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static double Ratio(List<double> ours, List<double> theirs) => ours.Zip(theirs, (o, t) => o / t).Median();
}
