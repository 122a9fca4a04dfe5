using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>The list by its keys, and by mouse what the keys do.</summary>
[Collection(SharedOffice.Name)]
public sealed class KeysStoryTests(Office office)
{
    [Fact]
    public async Task Every_key_does_what_the_help_says_and_the_way_back_is_where_one_was()
    {
        var name = office.Name("Keyholder");
        await office.HireAsync(new { firstName = "Kim", lastName = name, phone = office.Number() });
        await using var window = await office.OpenAsync("bob");
        var (page, keys) = (window.Page, window.Page.Keyboard);
        var (sidebar, hand) = (new Sidebar(page), Hand.Of("keyboard", page));
        var card = new Card(page, hand);
        var list = page.Locator("crm-customers .pane crm-contact-list");
        await sidebar.ListenAsync();

        // Outside of the sidebar its keys are the page's.
        await page.GetByTestId("number").FocusAsync();
        await keys.TypeAsync("n?a");
        Assert.Equal(0, await page.GetByTestId("contact-form").CountAsync() + await page.GetByTestId("help").CountAsync() + await page.GetByTestId("letter-grid").CountAsync());

        // Down the rows, into a card and back: same row, same place.
        await hand.ReachAsync(sidebar.Search);
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(sidebar.Rows.First).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(sidebar.Search).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        for (var row = 0; row < 25; row++)
            await keys.PressAsync("ArrowDown");
        await Assertions.Expect(sidebar.Rows.Nth(25)).ToBeFocusedAsync();
        var scroll = await list.EvaluateAsync<double>("e => e.scrollTop");
        Assert.True(scroll > 0);
        await keys.PressAsync("Enter");
        await card.Root.WaitForAsync();
        Assert.True(await Hand.IsOnAsync(page.GetByTestId("card-back")));
        await keys.PressAsync("Escape");
        await Assertions.Expect(card.Root).ToHaveCountAsync(0);
        await Assertions.Expect(sidebar.Rows.Nth(25)).ToBeFocusedAsync();
        Assert.Equal(scroll, await list.EvaluateAsync<double>("e => e.scrollTop"));

        // Help says them all; it goes by Escape, and the focus is back.
        await keys.PressAsync("?");
        await Assertions.Expect(page.GetByTestId("help").Locator("kbd")).ToHaveTextAsync(["/", "↑ ↓", "Enter", "C", "E", "N", "L", "A", "Esc", "Ctrl Z", "?"]);
        await window.ShootAsync("help");
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("help")).ToHaveCountAsync(0);
        await Assertions.Expect(sidebar.Rows.Nth(25)).ToBeFocusedAsync();

        // What is typed into the search is text.
        await keys.PressAsync("/");
        await Assertions.Expect(sidebar.Search).ToBeFocusedAsync();
        await keys.TypeAsync("nacl?e/");
        await Assertions.Expect(sidebar.Search).ToHaveValueAsync("nacl?e/");
        await page.GetByTestId("notice").WaitForAsync();
        Assert.Equal(0, await page.GetByTestId("contact-form").CountAsync() + await page.GetByTestId("help").CountAsync() + await page.GetByTestId("letter-grid").CountAsync());
        await keys.PressAsync("Escape");
        await Assertions.Expect(sidebar.Search).ToHaveValueAsync("");
        await sidebar.Rows.First.WaitForAsync();

        // C calls, E edits, Escape steps back one thing at a time.
        await keys.TypeAsync(name);
        await Assertions.Expect(sidebar.Rows).ToHaveCountAsync(1);
        await keys.PressAsync("Enter");
        await Assertions.Expect(sidebar.Row(name)).ToBeFocusedAsync();
        await keys.PressAsync("Control+c");
        Assert.Empty(await sidebar.HeardAsync("call"));
        await keys.PressAsync("c");
        Assert.Equal("Kim " + name, Assert.Single(await sidebar.HeardAsync("call")).GetProperty("displayName").GetString());
        await keys.PressAsync("e");
        await Assertions.Expect(card.Input("firstName")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(card.Input("firstName")).ToHaveCountAsync(0);
        await Assertions.Expect(card.Name).ToHaveTextAsync("Kim " + name);
        await keys.PressAsync("Escape");
        await Assertions.Expect(sidebar.Row(name)).ToBeFocusedAsync();

        // N begins a new contact; its letters are its name's.
        await keys.PressAsync("n");
        await Assertions.Expect(card.Input("firstName")).ToBeFocusedAsync();
        await keys.TypeAsync("nec");
        await Assertions.Expect(card.Input("firstName")).ToHaveValueAsync("nec");
        await hand.WriteAsync(card.Input("firstName"), "");
        await keys.PressAsync("Escape");
        await Assertions.Expect(sidebar.Row(name)).ToBeFocusedAsync();
        Assert.Single(await sidebar.HeardAsync("call"));
        await ListsAndLettersAsync(window, sidebar, hand, name);
        window.AssertQuiet();
    }

    [Fact]
    public async Task Lists_letters_and_rows_by_mouse()
    {
        await using var window = await office.OpenAsync("bob");
        var (page, sidebar) = (window.Page, new Sidebar(window.Page));
        await sidebar.ListenAsync();
        await sidebar.ToggleListsAsync();
        await page.GetByTestId("list-option").Filter(new() { HasText = "VIP customers" }).ClickAsync();
        await Eventually.ValueAsync(async () => (await sidebar.HeardAsync("list-change")).Count, n => n == 1);
        var numbers = await sidebar.NumbersAsync();
        Assert.Equal(numbers["VIP customers"], await sidebar.CountAsync());

        await page.GetByTestId("letters").ClickAsync();
        var letters = page.GetByTestId("letter");
        await letters.First.WaitForAsync();
        var there = await letters.EvaluateAllAsync<string[]>("all => all.filter((one) => !one.disabled).map((one) => one.textContent)");
        Assert.InRange(there.Length, 2, 25); // of a list only its own letters can be pressed
        var letter = there[there.Length / 2];
        await letters.Filter(new() { HasText = letter }).First.ClickAsync();
        await AssertStandsAtAsync(page, letter);

        // Before the jump there is more, after it too; a heading leads back to the letters.
        await page.Locator("crm-customers .pane crm-contact-list").EvaluateAsync("e => e.scrollTo(0, 0)");
        await Assertions.Expect(page.GetByTestId("letter-heading").First).ToHaveTextAsync(there[0]);
        await Eventually.ValueAsync(() => sidebar.Rows.CountAsync(), n => n == numbers["VIP customers"]);
        await page.GetByTestId("letter-heading").First.ClickAsync();
        await page.GetByTestId("letter-grid").WaitForAsync();
        await page.GetByTestId("dialog-close").ClickAsync();

        await sidebar.Rows.Nth(3).ClickAsync();
        await page.GetByTestId("card-back").ClickAsync();
        await Assertions.Expect(page.GetByTestId("contact-card")).ToHaveCountAsync(0);
        await Assertions.Expect(sidebar.Rows.Nth(3)).ToBeFocusedAsync();
        window.AssertQuiet();
    }

    private static async Task ListsAndLettersAsync(Window window, Sidebar sidebar, Hand hand, string name)
    {
        var (page, keys) = (window.Page, window.Page.Keyboard);

        // L: a list by its first letters. Escape leaves things as they are. All that follows is within the list.
        await keys.PressAsync("l");
        await Assertions.Expect(page.GetByTestId("list-picker")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Escape");
        Assert.Empty(await sidebar.HeardAsync("list-change"));
        await keys.TypeAsync("ren");
        await keys.PressAsync("Enter");
        Assert.Single(await sidebar.HeardAsync("list-change"));
        await Assertions.Expect(page.GetByTestId("list-picker")).ToContainTextAsync("Renewals this quarter");
        await page.GetByTestId("notice").WaitForAsync(); // nobody of that name is on it
        await hand.ReachAsync(sidebar.Search);
        await keys.PressAsync("Escape");
        await sidebar.Rows.First.WaitForAsync();
        await Assertions.Expect(sidebar.Row(name)).ToHaveCountAsync(0);

        // A: a letter that is typed; one under which nobody stands cannot be reached.
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("a");
        var letters = page.GetByTestId("letter");
        await letters.First.WaitForAsync();
        await window.ShootAsync("letters");
        var all = await letters.EvaluateAllAsync<string[]>("all => all.map((one) => (one.disabled ? '' : one.textContent))");
        var there = all.Where(letter => letter.Length > 0).ToArray();
        Assert.Contains("", all);
        Task<int> FocusedAsync() => letters.EvaluateAllAsync<int>("all => all.findIndex((one) => one.getRootNode().activeElement === one)");
        await Eventually.ValueAsync(FocusedAsync, at => at >= 0);
        await keys.PressAsync("ArrowLeft"); // nothing before the first
        await keys.PressAsync("ArrowRight");
        Assert.Equal(there[1], all[await FocusedAsync()]);
        await keys.PressAsync(there[^2].ToLowerInvariant());
        await Assertions.Expect(page.GetByTestId("letter-grid")).ToHaveCountAsync(0);
        await AssertStandsAtAsync(page, there[^2]);
    }

    /// <summary>The first of a letter has the focus, in sight, whatever has come above it meanwhile.</summary>
    private static async Task AssertStandsAtAsync(IPage page, string letter)
    {
        var first = page.Locator($"crm-contact-list ul[aria-label='{letter}'] [data-testid=contact-row]").First;
        await Assertions.Expect(first).ToBeFocusedAsync();
        await Assertions.Expect(first).ToBeInViewportAsync();
    }
}
