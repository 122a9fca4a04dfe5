using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Browser.Tests.Story;
using CrmContacts.Tests.Support.Pages;
using CrmContacts.Tests.Support.Demo;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Memory;

/// <summary>A page that is open all day stays as large as it was: <c>bench sidebar</c> does the same a thousand times.</summary>
public sealed class MemoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    // What is remembered on purpose (the last cards, the last lists) is full after the first of them.
    private const int First = 20;
    private const int More = 12;

    // A leak of one row or card for each round is forty of them: far above this.
    private const double Most = 1.06;

    [Fact]
    public async Task Lists_pages_and_screen_pops_leave_neither_nodes_nor_listeners_nor_memory_behind()
    {
        await using var host = await HostProcess.StartAsync();
        using var alice = await host.ClientOfAsync("alice");
        var data = await alice.AskAsync("{ lists { id contactCount } contacts(first: 60) { nodes { phone } } }");
        string?[] lists = [null, .. data.GetProperty("lists").EnumerateArray().Where(l => l.GetProperty("contactCount").GetInt32() > 50).Select(l => l.GetProperty("id").GetString())];
        var numbers = data.GetProperty("contacts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("phone").GetString()).Where(n => !string.IsNullOrEmpty(n)).ToArray();
        var context = await chromium.Browser.NewContextAsync(new() { BaseURL = host.Address.ToString(), Locale = "en-US", ReducedMotion = ReducedMotion.Reduce });
        await using var closing = context;
        await context.GrantPermissionsAsync(["local-network-access"], new() { Origin = host.Address.GetLeftPart(UriPartial.Authority) });
        var page = await context.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add("error: " + error);
        await page.AddInitScriptAsync($"window.token = {JsonSerializer.Serialize(await DemoTokens.OfAsync(host.Http, "alice"))}");
        await page.RouteAsync("**" + SidebarPage.Path + "*", route =>
        {
            var (body, type) = SidebarPage.Find(new Uri(route.Request.Url).AbsolutePath);
            return route.FulfillAsync(new() { Body = body, ContentType = type });
        });
        await page.GotoAsync(SidebarPage.Path);
        await page.EvaluateAsync("async () => { await paces.first; await paces.whole() }");
        var meters = await context.NewCDPSessionAsync(page);
        await meters.SendAsync("Performance.enable");

        async Task<Dictionary<string, double>> AfterAsync(int times)
        {
            await page.EvaluateAsync("([times, lists, numbers]) => paces.round(times, lists, numbers)", new object?[] { times, lists, numbers });
            for (var i = 0; i < 3; i++)
                await meters.SendAsync("HeapProfiler.collectGarbage");
            var answer = (await meters.SendAsync("Performance.getMetrics"))!.Value;
            return answer.GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        }

        var before = await AfterAsync(First);
        var after = await AfterAsync(More);
        foreach (var meter in new[] { "Nodes", "JSEventListeners", "JSHeapUsedSize" })
            Assert.True(after[meter] <= before[meter] * Most, $"{meter}: {before[meter]:N0} after {First} rounds, {after[meter]:N0} after {More} more");
        Assert.Empty(said);
    }
}
