using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>
/// One person's browser window. It takes down whatever the page says on the console, above all a refusal by the content
/// security policy; <see cref="AssertQuiet"/> fails on any of it.
/// </summary>
public sealed class Window : IAsyncDisposable
{
    // Notes every value that the named elements show, through shadow roots: what lives for a quarter of a second is seen too.
    private const string Observer =
        """
        (() => {
          const seen = (window.__seen = {})
          const look = (root) => {
            for (const element of root.querySelectorAll('*')) {
              const name = element.dataset?.testid
              if (name === 'progress-rows' || name === 'list-count') {
                const values = (seen[name] ??= [])
                const text = element.textContent.trim()
                if (values.at(-1) !== text) values.push(text)
              }
              if (element.shadowRoot) look(element.shadowRoot)
            }
          }
          setInterval(() => look(document), 25)
        })()
        """;

    private readonly List<string> _said = [];
    private readonly IBrowserContext _context;
    private readonly HostProcess _host;

    private Window(IBrowserContext context, IPage page, HostProcess host)
    {
        (_context, Page, _host) = (context, page, host);
        page.Console += (_, message) => Note($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note("error: " + error);
        page.Crash += (_, _) => Note("the page crashed");
        page.FileChooser += (_, _) => { }; // listened to from the start: asked for only by the press itself, it may come too late under load
    }

    public IPage Page { get; }

    /// <summary>Opens the host's page as <paramref name="agent"/> and waits until contacts are shown.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="host">Whose page.</param>
    /// <param name="agent">An agent of the demo.</param>
    /// <param name="options">Size, colours, language.</param>
    /// <param name="wire">The network that the window reaches the host over; null is straight.</param>
    /// <param name="watched">Note every value of counts and progress for <see cref="SeenAsync"/>; it costs the page time.</param>
    /// <param name="rows">Wait until contacts are shown; false for an agent or a server that shows none.</param>
    /// <param name="path">Which of the host's pages.</param>
    /// <param name="before">What is done to the page before it is loaded.</param>
    public static async Task<Window> OpenAsync(
        Chromium chromium, HostProcess host, string agent, BrowserNewContextOptions? options = null, Wire? wire = null, bool watched = false, bool rows = true, string path = "/",
        Func<IPage, Task>? before = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = (wire?.Address ?? host.Address).ToString();
        options.Locale ??= "en-US";
        var context = await chromium.Browser.NewContextAsync(options);
        var window = new Window(context, await context.NewPageAsync(), host);
        if (watched)
            await window.Page.AddInitScriptAsync(Observer);
        if (before is not null)
            await before(window.Page);
        await window.Page.GotoAsync($"{path}?agent={agent}");
        if (rows)
            await window.ReadyAsync();
        return window;
    }

    /// <summary>Every text that elements with this test id have shown since the page was loaded, in order.</summary>
    public async Task<IReadOnlyList<string>> SeenAsync(string testId) =>
        await Page.EvaluateAsync<string[]>("name => window.__seen[name] ?? []", testId);

    /// <summary>Where the page asks the browser to go, from now on: <c>tel:</c> and <c>mailto:</c> links too.</summary>
    public async Task<IReadOnlyList<string>> NavigationsAsync()
    {
        var asked = new List<string>();
        var devtools = await Page.Context.NewCDPSessionAsync(Page);
        devtools.Event("Page.frameRequestedNavigation").OnEvent += (_, said) => asked.Add(said!.Value.GetProperty("url").GetString()!);
        await devtools.SendAsync("Page.enable");
        return asked;
    }

    /// <summary>Fails when the page said anything at all on the console.</summary>
    public void AssertQuiet()
    {
        lock (_said)
            Assert.True(_said.Count == 0, string.Join('\n', _said));
    }

    /// <summary>Takes a picture for people to judge.</summary>
    public Task ShootAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts("screenshots"), name + ".png"), Animations = ScreenshotAnimations.Disabled });

    /// <summary>Fails when the page said anything but that it could not reach the host.</summary>
    public void AssertSaidOnlyThatItWasCutOff() => AssertSaidOnly("net::ERR_");

    /// <summary>Fails when the page said anything that holds none of these words.</summary>
    public void AssertSaidOnly(params string[] words)
    {
        lock (_said)
            Assert.DoesNotContain(_said, what => !words.Any(word => what.Contains(word, StringComparison.Ordinal)));
    }

    /// <summary>Fails when the page or the sidebar scrolls sideways, or a part of the sidebar stands out of it.</summary>
    public async Task AssertFitsAsync() => Assert.Equal("", await Page.EvaluateAsync<string>(
        """
        () => {
          const wide = (e) => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
          const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])])
          const bad = all(document.body).filter(wide)
          if (document.documentElement.scrollWidth > document.documentElement.clientWidth) bad.unshift(document.documentElement)
          return bad.map((e) => `${e.localName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`).join('\n')
        }
        """));

    private async Task ReadyAsync()
    {
        try
        {
            await Page.GetByTestId("contact-row").First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            var picture = Path.Combine(Repository.Artifacts("screenshots"), "failed.png");
            await Page.ScreenshotAsync(new() { Path = picture });
            lock (_said)
                throw new XunitException($"No contact was shown, see {picture}.\nThe page said: {string.Join('\n', _said)}\nThe host said: {_host.Output}");
        }
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Note(string what)
    {
        lock (_said)
            _said.Add(what);
    }
}
