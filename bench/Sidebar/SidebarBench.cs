using System.Globalization;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Browsing;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.Reads;
using CrmContacts.Tests.Support.Pages;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Bench.Sidebar;

/// <summary>
/// What an agent waits for, in headless Chromium before a host with many contacts: the script's CPU time until the first rows, and the wall time
/// until typed words, a letter or a ringing phone have led to something; and whether the page's memory stays where it is.
/// </summary>
internal static class SidebarBench
{
    private const int Loads = 21;
    private const int Repeats = 120;

    /// <summary>How long typing rests before it is searched for (crm-customers.ts): part of what an agent waits for, and none of our work.</summary>
    private const double Rest = 100;

    // Somebody is found by each, in a store of any size; the ends of real numbers come on top.
    private static readonly string[] Searches = ["m", "ma", "mar", "a", "an", "s", "sc", "j", "jo", "k"];
    private static readonly PacesPage Paces = new(SidebarPage.Path, SidebarPage.Find, 400, 800);

    public static async Task RunAsync(int rows, int rounds)
    {
        var store = await BigStore.OfAsync(rows);
        var folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        Folders.Copy(store.Folder, folder); // lists are added to it
        await using var host = await BenchHost.StartPlainAsync(folder);
        var report = new Report(string.Create(CultureInfo.InvariantCulture, $"sidebar-{rows}"));
        report.Add("contacts in the store", rows, "in 50 queues and with 20 owners; the manager sees all");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BenchBrowser.LaunchAsync(playwright);
        var token = SharedKey.TokenOf(store.Manager);
        using var manager = host.ClientOf(store.Manager);

        await FirstRenderAsync(report, browser, host, token);
        await using (var page = await BenchPage.OpenAsync(browser, host, token, Paces))
        {
            await page.Page.EvaluateAsync("() => paces.whole()");
            await WaitsAsync(report, page, store);
        }

        await using (var page = await BenchPage.OpenAsync(browser, host, token, Paces))
            await MemoryAsync(report, page, store, await ListsAsync(manager), rounds);
        Calibration.AddTo(report);
        report.Finish();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FirstRenderAsync(Report report, IBrowser browser, HostProcess host, string token)
    {
        var (script, wall) = (new List<double>(), new List<double>());
        for (var i = 0; i < Loads; i++)
        {
            await using var page = await BenchPage.OpenAsync(browser, host, token, Paces, holdLater: true);
            var meters = await page.MetersAsync();
            script.Add((meters["ScriptDuration"] + meters["V8CompileDuration"]) * 1000);
            wall.Add(await page.TimeAsync("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"));
        }

        report.Add("script CPU to first render, median", script.Median(), "ms, compiling included", 60);
        report.Add("first contentful paint after navigation, median", wall.Median(), "ms");
    }

    private static async Task WaitsAsync(Report report, BenchPage page, BigStore store)
    {
        var numbers = store.Some.Select(c => c.PhoneE164).OfType<string>().ToArray();
        string[] searches = [.. Searches, .. numbers.Take(4).Select(n => n[^4..])];
        var typing = await TimesAsync(i => page.TimeAsync("(text) => paces.search(text)", searches[i % searches.Length]));
        await page.TimeAsync("() => paces.search('')");
        report.Add("typing to results, p95", typing.Percentile(0.95), "ms, of which 100 are the rest before it is searched", 150);
        report.Add("  without that rest, median", typing.Median() - Rest, "ms");

        var grids = new List<double>();
        var jumps = await TimesAsync(async i =>
        {
            var times = await page.Page.EvaluateAsync<double[]>("(at) => paces.letter(at)", i * 5);
            grids.Add(times[0]);
            return times[1];
        });
        report.Add("letter jump, p95", jumps.Percentile(0.95), "ms from the press to the rows", 100);
        report.Add("  the grid of letters opens, p95", grids.Percentile(0.95), "ms");

        var pops = new List<double>();
        for (var i = 0; pops.Count < Repeats && i < numbers.Length * 3; i++)
        {
            if (await page.Page.EvaluateAsync<double?>("(number) => paces.pop(number)", numbers[i % numbers.Length]) is { } took)
                pops.Add(took);
        }

        report.Add("screen pop, p95", pops.Skip(10).Percentile(0.95), "ms from the number to the whole card", 150);
        report.Add("  median", pops.Skip(10).Median(), "ms");
    }

    private static async Task MemoryAsync(Report report, BenchPage page, BigStore store, Guid[] lists, int rounds)
    {
        var arguments = new object[] { 0, lists.Select(l => l.ToString()).Append(null).ToArray(), store.Some.Select(c => c.PhoneE164).OfType<string>().ToArray() };
        async Task<IReadOnlyDictionary<string, double>> AfterAsync(int times)
        {
            arguments[0] = times;
            await page.Page.EvaluateAsync("([times, lists, numbers]) => paces.round(times, lists, numbers)", arguments);
            return await page.CleanMetersAsync();
        }

        // What is remembered on purpose is full after so many. The runtime goes on compiling what comes again for some hundreds more, and keeps that:
        // what grows with use grows in the second half as in the first.
        var before = await AfterAsync(150);
        var half = await AfterAsync(rounds);
        var after = await AfterAsync(rounds);
        string what = string.Create(CultureInfo.InvariantCulture, $"after {rounds} more list changes, pages and screen pops");
        string again = string.Create(CultureInfo.InvariantCulture, $"after the {rounds} behind those, against before them");
        Add("JS heap after garbage collection", "JSHeapUsedSize", 1 << 20, "MiB");
        Add("DOM nodes", "Nodes", 1, "");
        Add("event listeners", "JSEventListeners", 1, "");

        void Add(string name, string meter, double unit, string unitName)
        {
            report.Add(name, before[meter] / unit, unitName);
            report.Add("  " + what, half[meter] / before[meter], "×");
            report.Add("  " + again, after[meter] / half[meter], "×", 1.05);
        }
    }

    /// <summary>Two lists to change between.</summary>
    private static async Task<Guid[]> ListsAsync(HttpClient manager) =>
        [await manager.CreateListAsync("Active", new { status = new { eq = "ACTIVE" } }), await manager.CreateListAsync("Inactive", new { status = new { eq = "INACTIVE" } })];

    private static async Task<List<double>> TimesAsync(Func<int, Task<double>> one)
    {
        for (var i = 0; i < 20; i++)
            await one(i);
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
            times.Add(await one(i));
        return times;
    }
}
