namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>The list and what stands in its place, the windows over it, and calls.</summary>
internal static class ListStates
{
    public static IReadOnlyDictionary<string, State> All { get; } = new Dictionary<string, State>(StringComparer.Ordinal)
    {
        ["loading"] = new(async stage =>
        {
            await stage.RouteAsync("**/graphql", _ => Task.CompletedTask);
            await stage.OpenAsync();
            await stage.SeesAsync("skeleton");
        }),
        ["list"] = new(stage => stage.ListAsync(attributes: ("list", ""))),
        ["list-hovered"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Sidebar.Rows.Nth(2).HoverAsync();
        }),
        ["list-hostile"] = new(stage => stage.ListAsync(attributes: ("list", stage.Gallery.HostileList))),
        ["list-compact"] = new(stage => stage.ListAsync("carol", ("density", "compact"), ("list", ""))),
        ["lists"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Sidebar.ToggleListsAsync();
            await stage.SeesAsync("list-option");
        }),
        ["letters"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.ClickAsync("letters");
            await stage.SeesAsync("letter-grid");
        }),
        ["help"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Sidebar.Rows.First.FocusAsync();
            await stage.Page.Keyboard.PressAsync("?");
            await stage.SeesAsync("help");
        }),
        ["search"] = new(stage => stage.ListAsync(attributes: ("query", "ma"))),
        ["nobody-found"] = new(async stage =>
        {
            await stage.OpenAsync(attributes: ("query", "nobody at all <b>, and a word of enormouslengthwithoutanyspacetobreakit"));
            await stage.SeesAsync("notice");
        }),
        ["empty"] = new(async stage =>
        {
            await stage.OpenAsync(attributes: ("list", stage.Gallery.EmptyList));
            await stage.SeesAsync("notice");
        }),
        ["no-rights"] = new(async stage =>
        {
            await stage.OpenAsync("dave");
            await stage.SeesAsync("notice");
        }),
        ["signed-out"] = new(async stage =>
        {
            await stage.OpenAsync("nobody");
            await stage.SeesAsync("notice");
        }, Refused: true),
        ["signed-out-at-work"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.RefuseAsync(401, "unauthorized", "Sign in.");
            await stage.Sidebar.Search.FillAsync("s");
            await stage.SeesAsync("cover");
        }, Refused: true),
        ["offline"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Page.Context.SetOfflineAsync(true);
            await stage.SeesAsync("connection");
        }, Refused: true),
        ["reconnecting"] = new(async stage =>
        {
            await stage.ListAsync(attributes: ("hub", "/nowhere"));
            await stage.SeesAsync("connection");
        }, Refused: true),
        ["rate-limited"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.RefuseAsync(429, "rate_limited", "Too much was asked. Try again in a minute.", ("Retry-After", "60"));
            await stage.Sidebar.Search.FillAsync("m");
            await stage.SeesAsync("held");
        }, Refused: true),
        ["server-error"] = new(async stage =>
        {
            await stage.RefuseAsync(500, "internal", "Something went wrong on our side. It is in the log; please try again.");
            await stage.OpenAsync();
            await stage.SeesAsync("copy-details");
        }, Refused: true),
        ["page-error"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.RefuseAsync(500, "internal", "Something went wrong on our side. It is in the log; please try again.");
            await stage.Sidebar.Search.FillAsync("m");
            await stage.SeesAsync("page-problem");
        }, Refused: true),
        ["pop-card"] = new(async stage =>
        {
            await PopAsync(stage, GalleryHost.Known);
            await stage.SeesAsync("tab-details");
        }),
        ["pop-choose"] = new(async stage =>
        {
            await PopAsync(stage, GalleryHost.Shared);
            await stage.SeesAsync("pop-choose");
        }),
        ["pop-create"] = new(async stage =>
        {
            await PopAsync(stage, "+1 202-555-0187");
            await stage.SeesAsync("contact-form");
        }),
        ["pop-banner"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Root.EvaluateAsync("(e, number) => e.screenPop(number, { deferred: true })", GalleryHost.Shared);
            await stage.SeesAsync("pop-banner");
        }),
        ["do-not-contact"] = new(async stage =>
        {
            await stage.CardAsync(await stage.Gallery.FindAsync("A-1000"));
            await stage.ClickAsync("call");
            await stage.SeesAsync("dnc-call");
        }),
    };

    private static async Task PopAsync(Stage stage, string number)
    {
        await stage.ListAsync();
        await stage.Root.EvaluateAsync("(e, number) => e.screenPop(number)", number);
    }
}
