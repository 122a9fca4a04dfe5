using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Browser.Tests.Story;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Manager;

/// <summary>Files go in by three steps, and what the manager's other pages make of them; the server is asked for what came of it.</summary>
[Collection(SharedOffice.Name)]
public sealed class ImportWizardTests(Office office)
{
    private static readonly string[] Names = ["imported", "updated", "unchanged", "skipped", "errors"];

    [Fact]
    public async Task A_file_of_another_time_goes_in_by_three_steps_that_survive_a_reload_and_what_fails_is_corrected_and_sent_again()
    {
        var (name, list, template) = (office.Name("Müßig"), office.Name("Messe "), office.Name("Vorlage "));
        var api = await office.ApiAsync("alice");
        await using var window = await OpenAsync("alice", "import");
        var page = window.Page;

        // Upload: semicolons and Windows-1252 are found out, and may be told otherwise.
        var rows = new[] { $"Jürgen;{name};{name}1@example.com;Kunde", $"Zoë;{name};{name}2@example.com;Aktiv", $"Änne;{name};no address;Kunde", $";;{name}4@example.com;Aktiv" };
        await ChooseAsync(page, "messe.csv", Encoding.Latin1.GetBytes("Vorname;Nachname;E-Mail;Zustand\r\n" + string.Join("\r\n", rows)));
        await Assertions.Expect(page.GetByTestId("encoding")).ToContainTextAsync("Automatic (WINDOWS-1252)");
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("Jürgen");
        await page.GetByTestId("delimiter").SelectOptionAsync("|");
        await Assertions.Expect(page.GetByTestId("file-facts")).ToContainTextAsync("4 rows, 1 columns");
        await page.GetByTestId("delimiter").SelectOptionAsync("auto");
        await Assertions.Expect(page.GetByTestId("file-facts")).ToContainTextAsync("4 rows, 4 columns");
        await Axe.AssertContentAsync(page);
        await page.GetByTestId("next").ClickAsync();

        // Map fields: proposals with their reason, and what the file's own words mean. A reload leaves everything as it was.
        await Assertions.Expect(Target(page, "E-Mail")).ToHaveValueAsync("email");
        await Assertions.Expect(page.Locator("[data-header=E-Mail]").GetByTestId("confidence")).ToHaveTextAsync("sure");
        await Assertions.Expect(page.GetByTestId("need-last_name")).ToHaveAttributeAsync("data-met", "true");
        await Target(page, "Nachname").SelectOptionAsync("");
        await Assertions.Expect(page.GetByTestId("next")).ToBeDisabledAsync();
        await Target(page, "Nachname").SelectOptionAsync("last_name");
        await Target(page, "Zustand").SelectOptionAsync("status");
        await page.Locator("[data-testid=value][data-cell=Kunde]").SelectOptionAsync("DO_NOT_CONTACT");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-testid=value][data-cell=Kunde]")).ToHaveValueAsync("DO_NOT_CONTACT");
        await Assertions.Expect(Target(page, "Zustand")).ToHaveValueAsync("status");
        await page.Locator("[data-testid=value][data-cell=Aktiv]").SelectOptionAsync("ACTIVE");
        await Axe.AssertContentAsync(page);
        await page.GetByTestId("next").ClickAsync();

        // Review: the dry run tells by cause what would fail, and counts what the import then counts.
        await page.GetByTestId("import-list").SelectOptionAsync("+");
        await page.GetByTestId("new-list").FillAsync(list);
        await page.GetByTestId("save-template").CheckAsync();
        await Assertions.Expect(page.GetByTestId("start-import")).ToBeDisabledAsync();
        await page.GetByTestId("template-name").FillAsync(template);
        await page.GetByTestId("dry-run").ClickAsync();
        await Assertions.Expect(page.GetByTestId("trial")).ToHaveAttributeAsync("data-status", "completed", new() { Timeout = 20_000 });
        Assert.Equal(["email_invalid", "required"], (await page.GetByTestId("cause").EvaluateAllAsync<string[]>("all => all.map((one) => one.dataset.code)")).Order(StringComparer.Ordinal));
        var tried = await CountsAsync(page, "trial");
        Assert.Equal([2, 0, 0, 0, 2], tried);
        Assert.Equal(0, await CountAsync(api, name));
        await Axe.AssertContentAsync(page);
        await page.GetByTestId("start-import").ClickAsync();
        await EndedAsync(page);
        await CountedAsync(page, "count", tried);
        Assert.Equal(2, await CountAsync(api, name));
        Assert.Equal(("Jürgen", "DO_NOT_CONTACT"), await PersonAsync(api, name + "1@example.com"));
        Assert.Equal(("Zoë", "ACTIVE"), await PersonAsync(api, name + "2@example.com"));

        // What failed is corrected in the grid, which a reload leaves as it is, and only that goes in again.
        await page.GetByTestId("fix-rows").ClickAsync();
        await Fix(page, 3, 2).FillAsync(name + "3@example.com");
        await page.ReloadAsync();
        await Assertions.Expect(Fix(page, 3, 2)).ToHaveValueAsync(name + "3@example.com");
        await Fix(page, 4, 0).FillAsync("Ole");
        await Fix(page, 4, 1).FillAsync(name);
        await Axe.AssertContentAsync(page);
        var before = page.Url;
        await page.GetByTestId("fix-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("fix-grid")).ToHaveCountAsync(0);
        await EndedAsync(page);
        await CountedAsync(page, "count", [2, 0, 0, 0, 0]);
        Assert.Equal(before, page.Url);
        Assert.Equal(4, await CountAsync(api, name));
        Assert.Equal(("Änne", "DO_NOT_CONTACT"), await PersonAsync(api, name + "3@example.com"));
        Assert.Equal(4, (await api.AskAsync("{ lists { name contactCount } }")).GetProperty("lists").EnumerateArray().Single(l => l.GetProperty("name").GetString() == list).GetProperty("contactCount").GetInt32());

        // The next file of that header, with commas and in UTF-8, finds the template; the trial shows what would change.
        await page.GetByTestId("import-another").ClickAsync();
        await ChooseAsync(page, "messe-2.csv", Encoding.UTF8.GetBytes($"Vorname,Nachname,E-Mail,Zustand\nJörg,{name},{name}1@example.com,\n\"Ada, Lady\",{name},{name}5@example.com,KUNDE\n"));
        await Assertions.Expect(page.GetByTestId("template-fits")).ToContainTextAsync(template);
        await Assertions.Expect(page.GetByTestId("delimiter")).ToContainTextAsync("Automatic (comma)");
        await page.GetByTestId("next").ClickAsync();
        await Assertions.Expect(Target(page, "Zustand")).ToHaveValueAsync("status");
        await Assertions.Expect(page.Locator("[data-testid=value][data-cell=KUNDE]")).ToHaveValueAsync("DO_NOT_CONTACT");
        await page.GetByTestId("next").ClickAsync();
        await page.GetByTestId("dry-run").ClickAsync();
        await Assertions.Expect(page.GetByTestId("changed")).ToContainTextAsync("Jörg", new() { Timeout = 20_000 });
        await CountedAsync(page, "trial", [1, 1, 0, 0, 0]);
        await page.GetByTestId("start-import").ClickAsync();
        await EndedAsync(page);
        await CountedAsync(page, "count", [1, 1, 0, 0, 0]);
        Assert.Equal(("Jörg", "DO_NOT_CONTACT"), await PersonAsync(api, name + "1@example.com"));
        Assert.Equal(("Ada, Lady", "DO_NOT_CONTACT"), await PersonAsync(api, name + "5@example.com"));
        Assert.Equal(5, await CountAsync(api, name));

        // The history has the runs; the last one is taken back.
        await page.GetByTestId("all-imports").ClickAsync();
        var last = page.GetByTestId("import-row").Filter(new() { HasText = "messe-2.csv" }).First;
        await last.GetByTestId("more").ClickAsync();
        await page.GetByTestId("do-undo").ClickAsync();
        await page.GetByTestId("ask-go").ClickAsync();
        await Assertions.Expect(page.Locator("[data-testid=import-row][data-status=undone]").Filter(new() { HasText = "messe-2.csv" })).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        Assert.Equal(4, await CountAsync(api, name));
        Assert.Equal(("Jürgen", "DO_NOT_CONTACT"), await PersonAsync(api, name + "1@example.com"));
        await Axe.AssertContentAsync(page);
        window.AssertQuiet();
    }

    [Fact]
    public async Task Lists_companies_fields_and_templates_are_made_changed_and_deleted_by_those_who_may()
    {
        var (list, company, field, map) = (office.Name("Fair "), office.Name("Company "), office.Name("Field "), office.Name("Template "));
        var api = await office.ApiAsync("alice");
        await api.AskAsync("mutation($name: String!) { createImportMap(input: { name: $name, columns: [{ header: \"Who\", target: \"_full_name\" }] }) { errors { __typename } } }", new { name = map });
        await using var window = await OpenAsync("alice", "lists");
        var page = window.Page;

        await page.GetByTestId("new-list").ClickAsync();
        await page.GetByTestId("do-new-static").ClickAsync();
        await AskAsync(page, ("name", list));
        await MoreAsync(page, list, "duplicate");
        await AskAsync(page, ("name", list + " two"));
        await MoreAsync(page, list + " two", "delete");
        await page.GetByTestId("ask-go").ClickAsync();
        await Row(page, list + " two").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal([list], await NamesAsync(api, "lists { name }", "lists", list));
        await Axe.AssertContentAsync(page);
        await Row(page, list).GetByTestId("members").ClickAsync();
        await Assertions.Expect(page.GetByTestId("list-count")).ToHaveTextAsync("0");

        await page.GetByTestId("nav-accounts").ClickAsync();
        await page.GetByTestId("new-account").ClickAsync();
        await AskAsync(page, ("name", company));
        await page.GetByTestId("new-account").ClickAsync();
        await page.GetByTestId("ask-name").FillAsync(company);
        await page.GetByTestId("ask-go").ClickAsync();
        await page.Locator("[data-testid=ask] [role=alert]:not(:empty)").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("search-accounts").FillAsync(company);
        await Assertions.Expect(page.GetByTestId("account-count")).ToHaveTextAsync("(1)");
        await MoreAsync(page, company, "rename");
        await AskAsync(page, ("name", company + " Ltd"));
        Assert.Equal([company + " Ltd"], await NamesAsync(api, "accounts(first: 200) { nodes { name } }", "accounts", company));

        await page.GetByTestId("nav-fields").ClickAsync();
        await page.GetByTestId("new-field").ClickAsync();
        await page.GetByTestId("ask-kind").SelectOptionAsync("DROPDOWN");
        await page.GetByTestId("ask-name").FillAsync(field);
        await page.GetByTestId("ask-options").FillAsync("Small\nLarge");
        await page.GetByTestId("ask-go").ClickAsync();
        await Row(page, field).GetByTestId("up").ClickAsync();
        await Eventually.ValueAsync(
            async () => (await api.AskAsync("{ customFields { name } }")).GetProperty("customFields").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ToList(),
            all => all.IndexOf(field) == all.Count - 2);
        await MoreAsync(page, field, "delete");
        await page.GetByTestId("ask-go").ClickAsync();
        await Row(page, field).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Empty(await NamesAsync(api, "customFields { name }", "customFields", field));
        await Axe.AssertContentAsync(page);

        await page.GetByTestId("nav-maps").ClickAsync();
        await MoreAsync(page, map, "delete");
        await Row(page, map).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Empty(await NamesAsync(api, "importMaps { name }", "importMaps", map));
        await page.GetByTestId("toast").GetByRole(AriaRole.Button).ClickAsync();
        await Row(page, map).WaitForAsync();
        Assert.Equal([map], await NamesAsync(api, "importMaps { name }", "importMaps", map));
        await Axe.AssertContentAsync(page);
        window.AssertQuiet();

        // Who only sees contacts sees lists and companies, and no way to change them.
        await using var visitor = await OpenAsync("carol", "lists");
        await visitor.Page.GetByTestId("lists").WaitForAsync();
        Assert.Equal(["Contacts", "Lists", "Companies"], (await visitor.Page.Locator("nav a").AllInnerTextsAsync()).Select(t => t.Trim()));
        Assert.Equal(0, await visitor.Page.GetByTestId("more").CountAsync() + await visitor.Page.GetByTestId("new-list").CountAsync());
        visitor.AssertQuiet();
    }

    private async Task<Window> OpenAsync(string agent, string where) =>
        await Window.OpenAsync(office.Chromium, office.Host, agent + "#/" + where, new() { ViewportSize = new() { Width = 1360, Height = 860 } }, rows: false, path: "/manager");

    private static Task ChooseAsync(IPage page, string name, byte[] bytes) => page.GetByTestId("file-input").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = bytes });

    private static ILocator Target(IPage page, string header) => page.Locator($"[data-header='{header}']").GetByTestId("mapping-target");

    private static ILocator Fix(IPage page, int row, int cell) => page.Locator($"[data-testid=fix-row][data-row='{row}'] [data-cell='{cell}']");

    private static ILocator Row(IPage page, string name) => page.Locator("tbody tr").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    private static async Task MoreAsync(IPage page, string name, string what)
    {
        await Row(page, name).GetByTestId("more").ClickAsync();
        await page.GetByTestId("do-" + what).ClickAsync();
    }

    /// <summary>Fills what is asked, and waits until it is done.</summary>
    private static async Task AskAsync(IPage page, params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values)
            await page.GetByTestId("ask-" + field).FillAsync(value);
        await page.GetByTestId("ask-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("ask")).ToHaveCountAsync(0);
    }

    private static Task EndedAsync(IPage page) => Assertions.Expect(page.GetByTestId("run")).ToHaveAttributeAsync("data-status", "completed", new() { Timeout = 20_000 });

    private static async Task<int[]> CountsAsync(IPage page, string prefix)
    {
        var counts = new List<int>();
        foreach (var name in Names)
            counts.Add(int.Parse(await page.Locator($"dd[data-testid={prefix}-{name}]").InnerTextAsync(), CultureInfo.InvariantCulture));
        return [.. counts];
    }

    private static async Task CountedAsync(IPage page, string prefix, int[] expected)
    {
        var counts = await CountsAsync(page, prefix);
        Assert.Equal(expected, counts);
    }

    private static async Task<int> CountAsync(HttpClient api, string name) =>
        (await api.AskAsync("query($name: String!) { contacts(first: 0, where: { lastName: { eq: $name } }) { totalCount } }", new { name })).GetProperty("contacts").GetProperty("totalCount").GetInt32();

    private static async Task<(string? First, string? Status)> PersonAsync(HttpClient api, string email)
    {
        var node = (await api.AskAsync("query($email: String!) { contacts(where: { email: { eq: $email } }) { nodes { firstName status } } }", new { email })).GetProperty("contacts").GetProperty("nodes").EnumerateArray().Single();
        return (node.GetProperty("firstName").GetString(), node.GetProperty("status").GetString());
    }

    private static async Task<IReadOnlyList<string?>> NamesAsync(HttpClient api, string query, string member, string beginning)
    {
        var found = (await api.AskAsync("{ " + query + " }")).GetProperty(member);
        if (found.ValueKind == JsonValueKind.Object)
            found = found.GetProperty("nodes");
        return [.. found.EnumerateArray().Select(one => one.GetProperty("name").GetString()).Where(one => one!.StartsWith(beginning, StringComparison.Ordinal))];
    }
}
