using System.Text;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Browser.Tests.Story;
using CrmContacts.Tests.Support.Rounds;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>
/// Every page of the manager and what may stand on it, one after the other in one window: axe is content, nothing makes the page scroll sideways,
/// the console is silent, and pictures are kept for people to judge (artifacts/screenshots/manager-*). The narrow look is dark, German, from right to left; the others come with <c>--full</c>.
/// </summary>
[Collection(SharedOffice.Name)]
public sealed class ManagerGalleryTests(Office office)
{
    public static TheoryData<string> Looks => TestRounds.Full ? ["light", "dark", "narrow"] : ["narrow"];

    [Theory, MemberData(nameof(Looks))]
    public async Task Every_page_fits_and_axe_is_content(string look)
    {
        var (name, narrow) = (office.Name("Gallery"), look == "narrow");
        var api = await office.ApiAsync("alice");
        var ids = new List<string>();
        foreach (var first in new[] { "Ida", "Jon", "Kim" })
            ids.Add(await office.HireAsync(new { firstName = first, lastName = name, email = $"{first}@{name}.example", phone = office.Number(), tags = new[] { "vip", "newsletter" }, notes = "Met at the fair." }));
        await api.AskAsync("mutation($id: UUID!) { logActivity(input: { contactId: $id, type: CALL, direction: INBOUND, durationSeconds: 192, subject: \"Offer\", body: \"Wants ten headsets by spring.\" }) { errors { ... on Error { message } } } }", new { id = ids[0] });
        await api.AskAsync("mutation($name: String!) { createImportMap(input: { name: $name, columns: [{ header: \"Who\", target: \"_full_name\" }] }) { errors { __typename } } }", new { name = office.Name("Template ") });
        var options = new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = narrow ? 360 : 1360, Height = 860 }, ColorScheme = look == "light" ? ColorScheme.Light : ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce,
        };
        await using var window = await Window.OpenAsync(office.Chromium, office.Host, narrow ? "alice&lang=de&dir=rtl" : "alice", options, rows: false, path: "/manager");
        var page = window.Page;
        var manager = new Browsing.Manager(page);
        var faults = new List<string>();
        await SeesAsync("row");

        await ShootAsync("contacts");
        await ClickAsync("filter-status");
        await ShootAsync("filter-menu");
        await page.Keyboard.PressAsync("Escape");
        await ClickAsync("build");
        await SeesAsync("builder");
        await ClickAsync("add-condition");
        await SeesAsync("condition");
        await ShootAsync("filter-builder");
        await ClickAsync("build");
        await page.GetByTestId("search").FillAsync("zzzz nobody");
        await page.GetByTestId("grid").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await ShootAsync("nobody");
        await manager.SearchAsync(name, 3);
        await manager.Row(ids[0]).GetByTestId("select-row").ClickAsync();
        await manager.Row(ids[1]).GetByTestId("select-row").ClickAsync();
        await SeesAsync("toolbar");
        await ShootAsync("selected");
        await manager.Row(ids[0]).ClickAsync(new() { Button = MouseButton.Right, Position = new() { X = narrow ? 200 : 300, Y = 20 } });
        await SeesAsync("do-delete");
        await ShootAsync("row-menu");
        await ClickAsync("do-add-tags");
        await SeesAsync("bulk-value");
        await ShootAsync("ask-tags");
        await ClickAsync("bulk-cancel");
        await ClickAsync("act-merge");
        await SeesAsync("merge-target");
        await ShootAsync("merge");
        await page.Keyboard.PressAsync("Escape");
        await GoAsync("contacts/" + ids[0] + "/timeline");
        await SeesAsync("timeline-drawer");
        await page.GetByTestId("timeline-drawer").GetByText("Offer").First.WaitForAsync();
        await ShootAsync("timeline");
        await GoAsync("contacts/" + ids[0]);
        await SeesAsync("contact-form");
        await page.GetByTestId("form-save").WaitForAsync();
        await ShootAsync("form");
        await GoAsync("contacts/new");
        await SeesAsync("contact-form");
        await page.GetByTestId("f-email").FillAsync("no address");
        await ClickAsync("form-save");
        await page.Locator("[data-testid=contact-form] [aria-invalid=true]").First.WaitForAsync();
        await ShootAsync("form-wrong");

        foreach (var (where, seen) in new[] { ("lists", "list-row"), ("accounts", "account-row"), ("fields", "new-field"), ("maps", "map-row"), ("imports", "imports") })
        {
            await GoAsync(where);
            await SeesAsync(seen);
            await ShootAsync(where);
        }

        await GoAsync("fields");
        await ClickAsync("new-field");
        await page.GetByTestId("ask-kind").SelectOptionAsync("DROPDOWN");
        await ShootAsync("ask-field");
        await page.Keyboard.PressAsync("Escape");

        await GoAsync("import");
        await page.GetByTestId("file-input").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await ShootAsync("wizard-upload");
        await page.GetByTestId("file-input").SetInputFilesAsync(new FilePayload
        {
            Name = "people.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"First name;Last name;E-mail;Status;Shoe size\nLea;{name};lea@{name}.example;Active;38\nMax;{name};no address;Sleeping;44\nIda;{name};Ida@{name}.example;Inactive;40\n"),
        });
        await SeesAsync("preview");
        await ShootAsync("wizard-preview");
        await ClickAsync("next");
        await SeesAsync("mapping-row");
        await ShootAsync("wizard-mapping");
        await ClickAsync("next");
        await SeesAsync("dry-run");
        await ShootAsync("wizard-review");
        await ClickAsync("dry-run");
        await page.Locator("[data-testid=trial][data-status=completed]").WaitForAsync();
        await ShootAsync("wizard-trial");
        await ClickAsync("start-import");
        await SeesAsync("fix-rows");
        await ShootAsync("wizard-result");
        await ClickAsync("fix-rows");
        await SeesAsync("fix-row");
        await ShootAsync("wizard-fix");
        await GoAsync("imports");
        await SeesAsync("import-row");
        await page.GetByTestId("import-row").First.GetByTestId("more").ClickAsync();
        await SeesAsync("do-undo");
        await ShootAsync("imports-menu");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        window.AssertQuiet();

        async Task ShootAsync(string state)
        {
            await window.ShootAsync($"manager-{look}-{state}");
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                faults.Add(state + ": the page scrolls sideways");
            faults.AddRange((await Axe.FaultsAsync(page)).Select(fault => $"{state}: {fault}"));
        }

        Task SeesAsync(string testId) => page.GetByTestId(testId).First.WaitForAsync();
        Task ClickAsync(string testId) => page.GetByTestId(testId).First.ClickAsync();
        Task GoAsync(string where) => page.EvaluateAsync("where => { location.hash = '/' + where }", where);
    }
}
