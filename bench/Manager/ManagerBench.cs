using System.Globalization;
using CrmContacts.Bench.Browsing;
using CrmContacts.Bench.Measuring;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Bench.Manager;

/// <summary>
/// What a manager waits for, in headless Chromium before a host with many contacts: the first rows, other rows by a filter, rows that are scrolled
/// to; what the page takes of memory; and an action on all that match.
/// </summary>
internal static class ManagerBench
{
    private const int Loads = 21;
    private const int Cycles = 10;
    private const int Jumps = 60;

    // Each is done, and taken off again, alone and beside others.
    private static readonly string[] Statuses = ["INACTIVE", "DO_NOT_CONTACT", "ACTIVE"];
    private static readonly string[] Sources = ["REFERRAL", "WEBSITE", "TRADE_SHOW"];
    private static readonly string[] Tags = ["vip", "news", "letter"];
    private static readonly string[] Searches = ["mar", "an", "sch", "jo", "m", "ka", "be"];

    public static async Task RunAsync(int rows, int tagged)
    {
        var store = await ManagerStore.OfAsync(rows);
        var folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        Folders.Copy(store.Folder, folder); // contacts are tagged in it
        await using var host = await BenchHost.StartPlainAsync(folder);
        var report = new Report(string.Create(CultureInfo.InvariantCulture, $"manager-{rows}"));
        report.Add("contacts in the store", rows, "from six sources; the manager sees all");
        report.Add("load average of a minute, before", Load(), "");
        var token = SharedKey.TokenOf(store.Manager);
        using var manager = host.ClientOf(store.Manager);
        using var other = host.ClientOf(new Viewer(store.Acme, "other", "Other", [], Permission.Manage));
        await ManagerStore.TagAsync(manager, rows);
        Console.WriteLine("the store stands");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BenchBrowser.LaunchAsync(playwright);

        await FirstRowsAsync(report, browser, host, token);
        Console.WriteLine("loaded");
        await using (var page = await BenchPage.OpenAsync(browser, host, token, ManagerPage.Paces))
        {
            await FiltersAsync(report, page);
            Console.WriteLine("filtered");
            await ScrollAsync(report, page);
            Console.WriteLine("scrolled");
            await MemoryAsync(report, page);
            await TaggedCrowd.RunAsync(report, page, manager, other, tagged);
        }

        report.Add("load average of a minute, after", Load(), "");
        Calibration.AddTo(report);
        report.Finish();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FirstRowsAsync(Report report, IBrowser browser, HostProcess host, string token)
    {
        var (first, wall) = (new List<double>(), new List<double>());
        for (var i = 0; i < Loads; i++)
        {
            await using var page = await BenchPage.OpenAsync(browser, host, token, ManagerPage.Paces);
            first.Add(await page.TimeAsync("() => paces.first"));
            wall.Add(await page.TimeAsync("() => performance.now()"));
        }

        report.Add("first rows after the script, median", first.Median(), "ms, with an empty cache", 300);
        report.Add("  the slowest but one of 21", first.Percentile(0.95), "ms");
        report.Add("  after navigation, median", wall.Median(), "ms");
    }

    private static async Task FiltersAsync(Report report, BenchPage page)
    {
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        async Task DoAsync(string name, string value, bool count, string? told = null)
        {
            var took = await page.Page.EvaluateAsync<double>("([name, value]) => paces.filter(name, value)", new object[] { name, value });
            if (count)
                (times.TryGetValue(told ?? name, out var all) ? all : times[told ?? name] = []).Add(took);
        }

        for (var i = -1; i < Cycles; i++) // the first one warms up
        {
            var (status, source, tag, search, known) = (Statuses[(i + 1) % 3], Sources[(i + 1) % 3], Tags[(i + 1) % 3], Searches[(i + 1) % Searches.Length], i >= 0);
            await DoAsync("status", status, known);
            await DoAsync("source", source, known);
            await DoAsync("status", status, known, "back");
            await DoAsync("source", source, known, "back");
            await DoAsync("tag", tag, known);
            await DoAsync("status", status, known);
            await DoAsync("tag", "", known, "back");
            await DoAsync("status", status, known, "back");
            await DoAsync("search", search, known);
            await DoAsync("source", source, known);
            await DoAsync("search", "", known, "back");
            await DoAsync("source", source, known, "back");
        }

        report.Add("a filter is changed, p95", times.Values.SelectMany(all => all).Percentile(0.95), "ms from the press or key to the rows, rests of typing included", 200);
        foreach (var (name, all) in times)
            report.Add($"  {name}, median", all.Median(), string.Create(CultureInfo.InvariantCulture, $"ms; at most {all.Max():0}"));
    }

    private static async Task ScrollAsync(Report report, BenchPage page)
    {
        await page.Page.EvaluateAsync("() => paces.begin()");
        await page.Page.Mouse.MoveAsync(700, 500);
        var (wheel, passed) = (new List<double>(), 0.0);
        foreach (var (notch, times, share) in new[] { (120, 200, 0.0), (600, 200, 0.37), (-600, 200, 0.81) })
        {
            await page.Page.EvaluateAsync("(share) => paces.jump(share)", share);
            await page.Page.EvaluateAsync("() => paces.end()");
            var place = await page.TimeAsync("() => paces.place()");
            for (var i = 0; i < times; i++)
                await page.Page.Mouse.WheelAsync(0, notch);
            wheel.AddRange(await page.Page.EvaluateAsync<double[]>("() => paces.end()"));
            passed += Math.Abs(await page.TimeAsync("() => paces.place()") - place);
        }

        // Anywhere, and in an order of no sense; the same in every run.
        var random = new Random(7);
        var (some, whole) = (new List<double>(), new List<double>());
        for (var i = 0; i < Jumps; i++)
        {
            var times = await page.Page.EvaluateAsync<double[]>("(share) => paces.jump(share)", i % 10 == 9 ? i % 20 == 9 ? 1.0 : 0.0 : random.NextDouble());
            some.Add(times[0]);
            whole.Add(times[1]);
        }

        var dragged = new List<double>();
        for (var i = 0; i < 12; i++)
            dragged.Add(await page.Page.EvaluateAsync<double>("([from, to]) => paces.drag(from, to, 40)", new[] { random.NextDouble(), random.NextDouble() }));
        report.Add("the longest empty screen while scrolling", wheel.Concat(some).Concat(dragged).Max(), "ms without any row: by wheel, after a jump, after a drag has ended", 200);
        report.Add("  by wheel, 600 notches of 120 and 600 pixels", wheel.DefaultIfEmpty(0).Max(), string.Create(CultureInfo.InvariantCulture, $"ms; {wheel.Count} times, while {passed:N0} rows went by"));
        report.Add("  after a jump of the bar, median of 60", some.Median(), string.Create(CultureInfo.InvariantCulture, $"ms; p95 {some.Percentile(0.95):0}, at most {some.Max():0}"));
        report.Add("  after a jump, until every row is there, p95", whole.Percentile(0.95), "ms");
        report.Add("  after the end of a drag, median of 12", dragged.Median(), string.Create(CultureInfo.InvariantCulture, $"ms; at most {dragged.Max():0}"));
    }

    private static async Task MemoryAsync(Report report, BenchPage page)
    {
        var meters = await page.CleanMetersAsync();
        report.Add("JS heap after garbage collection, after all that", meters["JSHeapUsedSize"] / (1 << 20), "MiB", 150);
        report.Add("  DOM nodes", meters["Nodes"], "");
        report.Add("  event listeners", meters["JSEventListeners"], "");
    }

    private static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
