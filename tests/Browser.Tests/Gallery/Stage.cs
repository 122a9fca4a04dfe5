using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>A state of the sidebar.</summary>
/// <param name="Reach">How one gets there.</param>
/// <param name="Refused">The network refuses something on the way, and the browser says so by itself.</param>
internal sealed record State(Func<Stage, Task> Reach, bool Refused = false);

/// <summary>Where a state is brought about: the page with the sidebar alone, and the ways to it.</summary>
internal sealed class Stage(GalleryHost gallery)
{
    private readonly List<string> _routes = [];

    public IPage Page => gallery.Page;

    public GalleryHost Gallery => gallery;

    public Sidebar Sidebar { get; } = new(gallery.Page);

    public ILocator Root => Sidebar.Root;

    /// <summary>A new sidebar, for <paramref name="agent"/>.</summary>
    /// <param name="agent">An agent of the demo; <c>nobody</c> has a token that does not hold.</param>
    /// <param name="attributes">Attributes of the element; the list is <see cref="GalleryHost.ShortList"/> when none is said, an empty one is everybody.</param>
    public async Task OpenAsync(string agent = "alice", params (string Name, string Value)[] attributes)
    {
        await Page.SetViewportSizeAsync(320, Look.Height);
        await Page.Mouse.MoveAsync(0, 0);
        var all = attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        all.TryAdd("list", gallery.ShortList);
        await Page.EvaluateAsync("([agent, attributes]) => gallery.open(agent, attributes)", new object[] { agent, all.Where(a => a.Value.Length > 0).ToDictionary() });
    }

    /// <summary>The same, and waits for the rows.</summary>
    public async Task ListAsync(string agent = "alice", params (string Name, string Value)[] attributes)
    {
        await OpenAsync(agent, attributes);
        await Sidebar.Rows.First.WaitForAsync();
    }

    /// <summary>Opens a card and waits until all of it is there.</summary>
    public async Task CardAsync(string id, string agent = "alice")
    {
        await ListAsync(agent);
        await Root.EvaluateAsync("(e, id) => e.openContact(id)", id);
        await SeesAsync("tab-details");
    }

    /// <summary>Opens a card at its timeline.</summary>
    public async Task TimelineAsync(string id)
    {
        await CardAsync(id);
        await ClickAsync("tab-timeline");
        await SeesAsync("activity");
    }

    /// <summary>Requests to <paramref name="url"/> are answered by <paramref name="answer"/>, until the state is over.</summary>
    public async Task RouteAsync(string url, Func<IRoute, Task> answer)
    {
        _routes.Add(url);
        await Page.RouteAsync(url, answer);
    }

    /// <summary>Every request to the API from now on is refused so.</summary>
    public Task RefuseAsync(int status, string code, string detail, params (string Name, string Value)[] headers) => RouteAsync("**/graphql", route => route.FulfillAsync(new()
    {
        Status = status, ContentType = "application/problem+json", Body = JsonSerializer.Serialize(new { type = "about:blank", title = "Refused", status, code, detail }),
        Headers = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.Ordinal),
    }));

    /// <summary>Waits for whatever has this test id.</summary>
    public Task SeesAsync(string testId) => Page.GetByTestId(testId).First.WaitForAsync();

    public Task ClickAsync(string testId) => Page.GetByTestId(testId).First.ClickAsync();

    /// <summary>Ends the state. After one that was refused something, a new page: the browser may complain about it for a while.</summary>
    public async Task ClearAsync(bool refused)
    {
        await Page.EvaluateAsync("() => { document.querySelector('main').replaceChildren() }");
        foreach (var url in _routes)
            await Page.UnrouteAsync(url);
        await Page.Context.SetOfflineAsync(false);
        if (refused)
            await gallery.LoadAsync();
    }
}
