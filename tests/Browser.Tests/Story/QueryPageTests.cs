using System.Net;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>GraphiQL in Development, out of our own assembly, and nothing of it anywhere else.</summary>
public sealed class QueryPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_developer_signs_in_and_runs_a_query_and_nothing_comes_from_elsewhere()
    {
        await using var host = await HostProcess.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1200, Height = 800 } });
        var page = await context.NewPageAsync();
        var (foreign, faults) = (new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(host.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                foreign.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                faults.Add(message.Text);
        };
        page.PageError += (_, error) => faults.Add(error);

        var answer = await page.GotoAsync(new Uri(host.Address, "graphql").ToString());
        Assert.StartsWith("default-src 'none'; script-src 'self'", answer!.Headers["content-security-policy"], StringComparison.Ordinal);
        await page.GetByLabel("Sign in as").FillAsync("alice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Signed in.");
        await page.Locator(".graphiql-execute-button").ClickAsync();
        await Assertions.Expect(page.Locator(".result-window")).ToContainTextAsync("Alice Adams");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts("query-page"), "signed-in.png") });
        Assert.Empty(foreign);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Outside_Development_there_is_no_page()
    {
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Crm__Demo"] = "true" });
        using var asked = new HttpRequestMessage(HttpMethod.Get, "graphql");
        asked.Headers.Accept.ParseAdd("text/html");
        using var answer = await host.Http.SendAsync(asked);
        // The gate looks first: without a token there is nothing to see, whatever is accepted.
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var script = await host.Http.GetAsync("graphql/ui/page.js");
        Assert.Equal(HttpStatusCode.NotFound, script.StatusCode);
    }
}
