using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>The manager's page, as somebody works with it.</summary>
public sealed class Manager(IPage page)
{
    public ILocator Grid => page.GetByTestId("grid");

    public ILocator Rows => page.GetByTestId("row");

    public ILocator Selected => page.GetByTestId("selected");

    public ILocator Toast => page.GetByTestId("toast");

    /// <summary>Opens it as an agent has it; waits for rows.</summary>
    public static async Task<Window> OpenAsync(Office office, string agent, int width = 1440, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.ViewportSize = new() { Width = width, Height = 860 };
        var window = await Window.OpenAsync(office.Chromium, office.Host, agent, options, rows: false, path: "/manager");
        await window.Page.GetByTestId("row").First.WaitForAsync();
        return window;
    }

    public ILocator Row(string id) => page.Locator($"[data-testid=row][data-id='{id}']");

    public ILocator Cell(string id, string column) => Row(id).Locator($"[data-key='{column}']");

    /// <summary>Shows those whom the words find, and waits until they are so many.</summary>
    public async Task SearchAsync(string text, int count)
    {
        await page.GetByTestId("search").FillAsync(text);
        await Assertions.Expect(Grid).ToHaveAttributeAsync("aria-rowcount", (count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Chooses these, and nobody else.</summary>
    public async Task ChooseAsync(params string[] ids)
    {
        await Cell(ids[0], "email").ClickAsync();
        foreach (var id in ids[1..])
            await Row(id).GetByTestId("select-row").ClickAsync();
        await Assertions.Expect(Selected).ToContainTextAsync($"{ids.Length} selected");
    }

    /// <summary>Presses an action of the toolbar.</summary>
    public Task ActAsync(string action) => page.GetByTestId("act-" + action).ClickAsync();

    /// <summary>Chooses an action from the menu of a row.</summary>
    public async Task MenuAsync(string id, string action)
    {
        await Cell(id, "phone").ClickAsync(new() { Button = MouseButton.Right });
        await page.GetByTestId("do-" + action).ClickAsync();
    }

    /// <summary>Answers what an action asks for: a list, a queue, an agent, a tag that there is.</summary>
    public async Task AnswerAsync(string text)
    {
        await page.GetByTestId("bulk-value").FillAsync(text);
        await page.GetByTestId("choice").Filter(new() { HasText = text }).First.ClickAsync();
        await page.GetByTestId("bulk-go").ClickAsync();
    }

    /// <summary>Answers with a tag that nobody has yet.</summary>
    public async Task AnswerWithNewTagAsync(string tag)
    {
        await page.GetByTestId("bulk-value").FillAsync(tag);
        await page.GetByTestId("bulk-go").ClickAsync();
    }

    /// <summary>Waits for the message at the lower edge.</summary>
    public Task ToldAsync(string text) => Assertions.Expect(Toast).ToContainTextAsync(text, new() { Timeout = 20_000 });

    /// <summary>Takes the last action back.</summary>
    public Task TakeBackAsync() => Toast.GetByRole(AriaRole.Button).ClickAsync();
}
