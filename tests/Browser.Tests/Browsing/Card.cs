using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>The card of a contact, as somebody works with it.</summary>
public sealed class Card(IPage page, Hand hand)
{
    public ILocator Root => page.Locator("crm-contact-card");

    public ILocator Name => Root.Locator("h2");

    public ILocator Toast => page.GetByTestId("toast");

    public ILocator Tags => page.GetByTestId("tag");

    public ILocator Lists => page.GetByTestId("contact-list-chip");

    public ILocator Entries => page.GetByTestId("activity");

    /// <summary>A field that is read, by its name in the API.</summary>
    public ILocator Field(string key) => Root.Locator($".row[data-key='{key}']");

    /// <summary>What opens a field, filled or empty.</summary>
    public ILocator Opener(string key) => Root.Locator($"[data-edit='{key}']");

    /// <summary>The input of a field that is open.</summary>
    public ILocator Input(string key) => page.GetByTestId("f-" + key.Replace('.', '-'));

    public ILocator Conflict(string key) => page.GetByTestId("edit-of-" + key).GetByTestId("conflict");

    public async Task OpenFieldAsync(string key)
    {
        await hand.PressAsync(Opener(key));
        await Assertions.Expect(Input(key)).ToBeFocusedAsync();
    }

    /// <summary>Opens a field and types, without saving.</summary>
    public async Task TypeAsync(string key, string text)
    {
        await OpenFieldAsync(key);
        await hand.WriteAsync(Input(key), text);
    }

    /// <summary>Turns to the timeline: of a row of tabs only the chosen one is a stop of the keyboard, arrows do the rest.</summary>
    public async Task TurnToTimelineAsync()
    {
        if (hand.Kind == "mouse")
        {
            await page.GetByTestId("tab-timeline").ClickAsync();
            return;
        }

        await hand.ReachAsync(page.Locator("crm-contact-card [role=tab][aria-selected=true]"));
        if (await page.GetByTestId("tab-timeline").GetAttributeAsync("aria-selected") == "false")
            await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.GetByTestId("tab-timeline")).ToBeFocusedAsync();
    }

    public Task SaveAsync(string key) => hand.SaveAsync(page.GetByTestId("edit-of-" + key).GetByTestId("save"));

    public async Task ChangeAsync(string key, string text)
    {
        await TypeAsync(key, text);
        await SaveAsync(key);
    }

    /// <summary>Waits for the message at the lower edge.</summary>
    public Task ToldAsync(string text) => Assertions.Expect(Toast).ToContainTextAsync(text);

    /// <summary>Presses what the message at the lower edge offers.</summary>
    public Task TakeBackAsync() => hand.PressAsync(Toast.GetByRole(AriaRole.Button));
}
