using System.Text.Json;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Bench.Browsing;

/// <summary>A page that is laid over a host's origin: it says <c>window.paces</c>, whose <c>first</c> holds when the first rows are painted.</summary>
/// <param name="Path">Below it the files of <paramref name="Find"/> are laid; <paramref name="Path"/> itself is the page.</param>
/// <param name="Find">The text and type of a file by its path.</param>
/// <param name="Width">Of the window, in pixels.</param>
/// <param name="Height">Of the window, in pixels.</param>
internal sealed record PacesPage(string Path, Func<string, (string Body, string Type)> Find, int Width, int Height);

/// <summary>A <see cref="PacesPage"/> in a window of its own, and the browser's own meters.</summary>
internal sealed class BenchPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ICDPSession _meters;

    private BenchPage(IBrowserContext context, IPage page, ICDPSession meters) => (_context, Page, _meters) = (context, page, meters);

    public IPage Page { get; }

    /// <summary>Loads the page as whoever has <paramref name="token"/>, with nothing in any cache, and waits for the first rows.</summary>
    /// <param name="browser">Which browser.</param>
    /// <param name="host">Over whose origin the page is laid.</param>
    /// <param name="token">Whose token the page has.</param>
    /// <param name="paces">Which page.</param>
    /// <param name="holdLater">What the sidebar loads after its first rows is held back, so that the meters stand where those were painted.</param>
    public static async Task<BenchPage> OpenAsync(IBrowser browser, HostProcess host, string token, PacesPage paces, bool holdLater = false)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = host.Address.ToString(), Locale = "en-US", ViewportSize = new() { Width = paces.Width, Height = paces.Height }, ReducedMotion = ReducedMotion.Reduce });
        await context.GrantPermissionsAsync(["local-network-access"], new() { Origin = host.Address.GetLeftPart(UriPartial.Authority) });
        var page = await context.NewPageAsync();
        var meters = await context.NewCDPSessionAsync(page);
        await meters.SendAsync("Performance.enable");
        await page.AddInitScriptAsync($"window.token = {JsonSerializer.Serialize(token)}");
        await page.RouteAsync("**" + paces.Path + "*", route =>
        {
            var (body, type) = paces.Find(new Uri(route.Request.Url).AbsolutePath);
            return route.FulfillAsync(new() { Body = body, ContentType = type });
        });
        if (holdLater)
            await page.RouteAsync("**/chunks/later-*", _ => Task.CompletedTask);
        await page.GotoAsync(paces.Path, new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => window.paces", null, new() { PollingInterval = 20 });
        await page.EvaluateAsync("() => paces.first");
        return new(context, page, meters);
    }

    public Task<double> TimeAsync(string expression, object? argument = null) => Page.EvaluateAsync<double>(expression, argument);

    /// <summary>A meter of Chromium's: <c>ScriptDuration</c> and <c>V8CompileDuration</c> in seconds, <c>JSHeapUsedSize</c> in bytes, <c>Nodes</c>.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetersAsync()
    {
        var answer = (await _meters.SendAsync("Performance.getMetrics"))!.Value;
        return answer.GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble(), StringComparer.Ordinal);
    }

    /// <summary>The meters after everything that is no longer reached was taken away.</summary>
    public async Task<IReadOnlyDictionary<string, double>> CleanMetersAsync()
    {
        for (var i = 0; i < 3; i++)
            await _meters.SendAsync("HeapProfiler.collectGarbage");
        return await MetersAsync();
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
