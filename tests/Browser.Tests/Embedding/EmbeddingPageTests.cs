using System.Text.RegularExpressions;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Embedding;

/// <summary>What docs/embedding.md prints is put behind a server and opened: in a page of our origin, and in one of a really foreign origin, both under strict policies.</summary>
public sealed partial class EmbeddingPageTests(Chromium chromium, ForeignSite site) : IClassFixture<Chromium>, IClassFixture<ForeignSite>
{
    [Fact]
    public async Task A_page_of_the_same_origin_has_the_sidebar_and_takes_its_calls()
    {
        await using var context = await chromium.Browser.NewContextAsync(Looks);
        var page = await context.NewPageAsync();
        var said = Listen(page);
        await LayAsync(page);
        await page.GotoAsync(new Uri(site.Host.Address, "same-origin.html").ToString());
        await page.GetByTestId("contact-row").First.WaitForAsync();
        await CallAsync(page.Locator("crm-customers"));
        await Assertions.Expect(page.Locator("#line")).ToContainTextAsync("Calling ");
        // Whether the permission is there before the hub is asked for is a race of the browser's own; the other pages of the suite hear every word.
        Assert.DoesNotContain(said, line => !line.Contains("WebSocket connection to", StringComparison.Ordinal));
    }

    /// <summary>The element asked at once, signed in as nobody: a 401 in the page's console, and a call for a sign-in that was on its way.</summary>
    [Fact]
    public async Task A_page_whose_own_script_comes_late_is_not_asked_before_it_has_said_who_is_signed_in()
    {
        await using var context = await chromium.Browser.NewContextAsync(Looks);
        var page = await context.NewPageAsync();
        var (said, asked) = (Listen(page), new List<IRequest>());
        page.Request += (_, request) => asked.Add(request);
        await LayAsync(page, async () => await page.EvaluateAsync(
            """
            async () => {
              await customElements.whenDefined('crm-customers')
              await document.querySelector('crm-customers').updateComplete
              for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame)
            }
            """));
        await page.GotoAsync(new Uri(site.Host.Address, "same-origin.html").ToString());
        await page.GetByTestId("contact-row").First.WaitForAsync();
        var queries = asked.Where(r => r.Url.EndsWith("/graphql", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(queries);
        foreach (var query in queries)
            Assert.StartsWith("Bearer ", (await query.AllHeadersAsync()).GetValueOrDefault("authorization"), StringComparison.Ordinal);
        Assert.DoesNotContain(said, line => !line.Contains("WebSocket connection to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_of_a_foreign_origin_has_it_in_a_frame_with_its_verbs_and_events()
    {
        await using var context = await chromium.Browser.NewContextAsync(Looks);
        var page = await context.NewPageAsync();
        var (said, asked) = (Listen(page), new List<IRequest>());
        page.Request += (_, request) => asked.Add(request);
        await page.GotoAsync(new Uri(site.Listed, "foreign.html").ToString());
        var frame = page.FrameLocator("iframe");
        await frame.GetByTestId("contact-row").First.WaitForAsync();

        // Settings and verbs came over.
        await Assertions.Expect(frame.GetByTestId("search")).ToHaveValueAsync("a");
        await Assertions.Expect(frame.GetByTestId("search")).ToHaveAttributeAsync("placeholder", "Who is it?");
        Assert.Equal("#7a1fa2", await frame.Locator("crm-customers").EvaluateAsync<string>("e => getComputedStyle(e).getPropertyValue('--crm-color-accent')"));
        await Assertions.Expect(page.Locator("iframe")).ToHaveAttributeAsync("title", "Customers");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts("screenshots"), "foreign.png") });

        // An event that this page cancels, and one that it does not.
        await CallAsync(frame.Locator("crm-customers"));
        await Assertions.Expect(page.Locator("#line")).ToContainTextAsync("Calling ");
        await frame.GetByTestId("contact-row").First.ClickAsync();
        await frame.GetByTestId("contact-card").WaitForAsync();

        await AssertTokenIsNowhereAsync(page, asked);
        Assert.True(said.Count == 0, string.Join("\n", said));
    }

    [Fact]
    public async Task A_page_that_is_not_listed_gets_no_frame_and_is_told()
    {
        await using var context = await chromium.Browser.NewContextAsync(Looks);
        var page = await context.NewPageAsync();
        var frames = new List<IResponse>();
        page.Response += (_, answer) =>
        {
            if (new Uri(answer.Url).AbsolutePath == "/embed")
                frames.Add(answer);
        };
        await page.GotoAsync(new Uri(site.Unlisted, "softphone.css").ToString());
        var told = await MountAsync(page, site.Unlisted);
        Assert.Contains("did not answer", told, StringComparison.Ordinal);
        Assert.Equal(404, Assert.Single(frames).Status);

        // Nor does it help to name the origin that is listed: the browser asks who really stands around the frame.
        told = await MountAsync(page, site.Listed);
        Assert.Contains("did not answer", told, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Frames, f => f.Url.Contains("/embed", StringComparison.Ordinal) && f.ParentFrame is not null && f.ChildFrames.Count > 0);
        Assert.Equal(0, await page.Locator("iframe").Last.ContentFrame.Locator("crm-customers").CountAsync());
    }

    [Fact]
    public async Task The_token_desk_of_the_page_is_the_one_that_ran()
    {
        var source = await File.ReadAllTextAsync(Repository.PathOf("tests", "Browser.Tests", "Embedding", "TokenDesk.cs"));
        var printed = Assert.Single(TokenBlock().Matches(PageFiles.Read().Text)).Groups[1].Value;
        Assert.Contains(Lines(printed), Lines(source), StringComparison.Ordinal);
    }

    /// <summary>
    /// The host of the page serves its files itself; here they are laid over its origin. A page that came over no network
    /// belongs to none for the browser, which then asks whether it may speak to this machine at all.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="beforeScript">What the page's own script waits for.</param>
    private async Task LayAsync(IPage page, Func<Task>? beforeScript = null)
    {
        await page.Context.GrantPermissionsAsync(["local-network-access"], new() { Origin = site.Host.Address.GetLeftPart(UriPartial.Authority) });
        foreach (var name in new[] { "same-origin.html", "same-origin.js", "softphone.css" })
        {
            await page.RouteAsync("**/" + name, async route =>
            {
                if (beforeScript is not null && name == "same-origin.js")
                    await beforeScript();
                await route.FulfillAsync(new() { Body = site.File(name), ContentType = Type(name), Headers = Policy(name) });
            });
        }

        await page.RouteAsync("**/crm-token", async route => await route.FulfillAsync(new() { Body = await TokenAsync(), ContentType = "application/json" }));
    }

    private static BrowserNewContextOptions Looks => new() { Locale = "en-US", ViewportSize = new() { Width = 900, Height = 800 } };

    /// <summary>Whatever the page or its frames say on the console, a refusal by a policy above all.</summary>
    private static List<string> Listen(IPage page)
    {
        var said = new List<string>();
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text} ({message.Location})");
        page.PageError += (_, error) => said.Add("error: " + error);
        return said;
    }

    /// <summary>Presses the telephone beside somebody who may be called.</summary>
    private static async Task CallAsync(ILocator sidebar)
    {
        var call = sidebar.Page.Locator(".acts [aria-label^='Call ']");
        var person = sidebar.Locator("li", new() { Has = call, HasNotText = "Do not contact" }).First;
        await person.HoverAsync();
        await person.Locator(".acts [aria-label^='Call ']").ClickAsync();
    }

    /// <summary>Mounts the sidebar for a page that claims to be <paramref name="parent"/>; gives why that failed.</summary>
    private Task<string> MountAsync(IPage page, Uri parent) => page.EvaluateAsync<string>(
        """
        async ([server, parent]) => {
          const { mount } = await import(server + 'widget/v1/crm-embed.js')
          const place = document.body.appendChild(document.createElement('div'))
          const customers = mount(place, { origin: server, tenant: 'acme', patience: 1500 })
          customers.frame.src = customers.frame.src.replace(/parent=[^&]*/, 'parent=' + encodeURIComponent(parent))
          return customers.ready.then(() => 'ready', (error) => error.message)
        }
        """, new[] { site.Host.Address.ToString(), parent.GetLeftPart(UriPartial.Authority) });

    private static async Task AssertTokenIsNowhereAsync(IPage page, List<IRequest> asked)
    {
        var token = (await asked.First(r => r.Url.EndsWith("/graphql", StringComparison.Ordinal)).AllHeadersAsync())["authorization"]["Bearer ".Length..];
        Assert.Equal(3, token.Split('.').Length);
        Assert.All(asked.Where(r => !r.Url.Contains("/hubs/", StringComparison.Ordinal)), r => Assert.DoesNotContain(token, r.Url, StringComparison.Ordinal));
        foreach (var frame in page.Frames)
        {
            Assert.DoesNotContain(token, frame.Url, StringComparison.Ordinal);
            // A frame that is denied its storage has none to keep anything in.
            Assert.Equal("{}{}", await frame.EvaluateAsync<string>("""
                () => {
                  try {
                    return JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie
                  } catch (error) {
                    if (error.name === 'SecurityError') return '{}{}'
                    throw error
                  }
                }
                """));
        }
    }

    private async Task<string> TokenAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(site.Listed, "crm-token"), null);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string Type(string name) => Path.GetExtension(name) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "text/html; charset=utf-8" };

    private Dictionary<string, string> Policy(string name) => name.EndsWith(".html", StringComparison.Ordinal)
        ? new(StringComparer.Ordinal)
        {
            ["Content-Security-Policy"] = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://{site.Host.Address.Authority}; require-trusted-types-for 'script'",
        }
        : new(StringComparer.Ordinal);

    private static string Lines(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()));

    [GeneratedRegex("^```csharp\n(app\\.MapPost\\(\"/crm-token\".*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TokenBlock();
}
