using System.Globalization;
using System.Text.Json;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>The sidebar as a person uses it.</summary>
public sealed class Sidebar(IPage page)
{
    private static readonly TimeSpan RunWithin = TimeSpan.FromSeconds(60);

    public ILocator Root => page.Locator("crm-customers");

    public ILocator Rows => page.GetByTestId("contact-row");

    public ILocator Search => page.GetByTestId("search");

    public ILocator UploadButton => page.GetByTestId("upload");

    public ILocator UploadError => page.GetByTestId("upload-error");

    public ILocator Create => page.GetByTestId("create");

    /// <summary>The row of a contact, by a part of its name.</summary>
    public ILocator Row(string name) => Rows.Filter(new() { HasText = name });

    /// <summary>Searches for a contact and opens its card.</summary>
    public async Task OpenAsync(Hand hand, string name)
    {
        await hand.WriteAsync(Search, name);
        await Row(name).First.WaitForAsync();
        await Assertions.Expect(Rows.First).ToContainTextAsync(name);
        await hand.PressAsync(Row(name).First);
        await page.GetByTestId("contact-card").Locator("[role=tablist]").WaitForAsync();
    }

    /// <summary>Notes the element's events; those that can be cancelled are, but for the opening of a card.</summary>
    public Task ListenAsync() => page.EvaluateAsync(
        """
        () => {
          const heard = (window.__heard = [])
          for (const name of ['call', 'email', 'message', 'contact-open', 'contact-saved', 'list-change', 'screenpop', 'auth-required', 'error', 'import-start', 'import-progress', 'import-done'])
            document.addEventListener('crm-' + name, (event) => {
              if (['call', 'email', 'message'].includes(name)) event.preventDefault()
              heard.push({ name, ...event.detail, default: !event.defaultPrevented })
            })
        }
        """);

    /// <summary>What the element has told since <see cref="ListenAsync"/>, by an event's name without its prefix.</summary>
    public async Task<IReadOnlyList<JsonElement>> HeardAsync(string name) =>
        [.. (await page.EvaluateAsync<JsonElement>("window.__heard")).EnumerateArray().Where(e => e.GetProperty("name").GetString() == name)];

    /// <summary>Calls a method of the element, and gives what it answers.</summary>
    public Task<JsonElement> AskAsync(string method, params object?[] arguments) =>
        Root.EvaluateAsync<JsonElement>("(customers, [method, args]) => customers[method](...args).then((answer) => answer ?? null)", new object[] { method, arguments });

    /// <summary>The live count of the list that is chosen.</summary>
    public async Task<int> CountAsync() => Number(await page.GetByTestId("list-count").First.TextContentAsync() ?? "");

    /// <summary>Waits until the count is <paramref name="count"/>.</summary>
    public Task CountIsAsync(int count) => Eventually.ValueAsync(CountAsync, c => c == count, TimeSpan.FromSeconds(10));

    /// <summary>What the dropdown of lists shows: each list's name (all contacts: an empty one) and number.</summary>
    public async Task<IReadOnlyDictionary<string, int>> NumbersAsync()
    {
        var options = await page.GetByTestId("list-option").EvaluateAllAsync<string[][]>(
            "options => options.map((o) => [o.dataset.value && o.querySelector('.text').textContent, o.querySelector('[data-testid=list-option-count]').textContent])");
        return options.ToDictionary(o => o[0], o => Number(o[1]), StringComparer.Ordinal);
    }

    /// <summary>Opens the dropdown of lists, or closes it.</summary>
    public Task ToggleListsAsync() => page.GetByTestId("list-picker").ClickAsync();

    /// <summary>The strip that says that the connection is away.</summary>
    public ILocator Away => page.GetByTestId("connection");

    /// <summary>Drops a file on the upload dialog and waits for the mapping.</summary>
    public async Task DropAsync(string fileName, byte[] content)
    {
        await UploadButton.ClickAsync();
        var zone = page.GetByTestId("drop-zone");
        var data = await page.EvaluateHandleAsync(
            """
            ([name, base64]) => {
              const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
              const data = new DataTransfer()
              data.items.add(new File([bytes], name, { type: 'text/csv' }))
              return data
            }
            """, new[] { fileName, Convert.ToBase64String(content) });
        await zone.DispatchEventAsync("drop", new { dataTransfer = data });
    }

    /// <summary>The target that is chosen for a column.</summary>
    public Task<string> TargetOfAsync(string header) =>
        page.Locator($"[data-testid=mapping-row][data-header=\"{header}\"] [data-testid=mapping-target]").InputValueAsync();

    /// <summary>Starts the import that the dialog shows.</summary>
    public Task StartImportAsync() => page.GetByTestId("start-import").ClickAsync();

    /// <summary>Waits until the run is over; gives the count named <paramref name="counts"/>, in that order.</summary>
    public async Task<IReadOnlyList<int>> ResultAsync(params string[] counts)
    {
        await page.Locator("[data-testid=run][data-status=completed]").WaitForAsync(new() { Timeout = (float)RunWithin.TotalMilliseconds });
        var result = new List<int>();
        foreach (var count in counts)
            result.Add(Number(await page.GetByTestId("count-" + count).TextContentAsync() ?? ""));
        return result;
    }

    /// <summary>Saves the file of failing rows and gives its text.</summary>
    public async Task<string> ErrorFileAsync()
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("error-file").ClickAsync());
        await using var content = await download.CreateReadStreamAsync();
        using var text = new StreamReader(content);
        return await text.ReadToEndAsync();
    }

    public Task CloseUploadAsync() => page.GetByTestId("upload-done").ClickAsync();

    /// <summary>The first number in a text: <c>9,700 of 10,000 rows</c> is 9700.</summary>
    public static int Number(string text)
    {
        var digits = text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == ',').Where(char.IsAsciiDigit);
        return int.Parse(string.Concat(digits), CultureInfo.InvariantCulture);
    }
}
