using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Csv;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>A CSV goes in through the sidebar, and out again; the server is counted before and after.</summary>
[Collection(SharedOffice.Name)]
public sealed class UploadStoryTests(Office office)
{
    [Fact]
    public async Task By_keyboard_alone_a_wrong_file_is_refused_and_a_right_one_is_corrected_tried_started_and_taken_back()
    {
        var prefix = office.Name("keyed");
        var server = await office.ApiAsync("bob");
        await using var window = await office.OpenAsync("bob");
        var (page, hand) = (window.Page, Hand.Of("keyboard", window.Page));
        var sidebar = new Sidebar(page);
        await sidebar.ListenAsync();
        await hand.PressAsync(sidebar.UploadButton);

        // What is no table is refused in words, and another file can be chosen at once.
        await ChooseAsync(page, hand, "photo.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0]);
        await sidebar.UploadError.WaitForAsync();
        Assert.True(await Hand.IsOnAsync(sidebar.UploadError)); // and is read out
        Assert.True((await sidebar.UploadError.Locator("p").InnerTextAsync()).Length > 20);
        await window.ShootAsync("upload-refused");
        var csv = new StringBuilder();
        CsvText.Append(csv, ["First Name", "Last Name", "E-mail", "Was sie tun", "External CRM ID"], ',');
        for (var i = 0; i < 8; i++)
            CsvText.Append(csv, ["Uma", prefix, i == 5 ? "nobody at nowhere" : $"{prefix}.{i}@example.com", "Astronaut", $"{prefix}-{i}"], ',');
        await ChooseAsync(page, hand, "people.csv", Encoding.UTF8.GetBytes(csv.ToString()));

        // A column that nothing was suggested for gets its field; one that is chosen twice cannot be started.
        await page.GetByTestId("mapping").WaitForAsync();
        var job = page.Locator("[data-testid=mapping-row][data-header='Was sie tun'] select");
        await Assertions.Expect(job).ToHaveValueAsync("");
        await hand.ChooseAsync(job, "E-mail");
        await Assertions.Expect(page.GetByTestId("mapping-fault")).ToContainTextAsync("E-mail is chosen twice.");
        await Assertions.Expect(page.GetByTestId("start-import")).ToBeDisabledAsync();
        await hand.ChooseAsync(job, "Title");
        await Assertions.Expect(page.GetByTestId("mapping-fault")).ToHaveCountAsync(0);
        await window.ShootAsync("upload-mapping");

        // Tried: told what would be, and nothing is written.
        await hand.PressAsync(page.GetByTestId("dry-run"));
        await page.Locator("[data-testid=trial][data-status=completed]").WaitForAsync();
        Assert.Equal(("7", "1"), (await page.GetByTestId("trial-imported").TextContentAsync(), await page.Locator("dd[data-testid=trial-errors]").TextContentAsync()));
        await window.ShootAsync("upload-trial");
        Assert.Equal(0, await server.CountAsync(prefix + "-"));
        Assert.Empty(await sidebar.HeardAsync("import-start"));

        await hand.PressAsync(page.GetByTestId("start-import"));
        Assert.Equal([7, 0, 0, 0, 1], await sidebar.ResultAsync("imported", "updated", "unchanged", "skipped", "errors"));
        await window.ShootAsync("upload-result");
        Assert.Equal(7, await server.CountAsync(prefix + "-"));
        var data = await server.AskAsync("query($id: String!) { contacts(where: {externalCrmId: {eq: $id}}) { nodes { title lastName } } }", new { id = prefix + "-0" });
        Assert.Equal("Astronaut", data.GetProperty("contacts").GetProperty("nodes")[0].GetProperty("title").GetString());
        var download = await page.RunAndWaitForDownloadAsync(() => hand.PressAsync(page.GetByTestId("error-file")));
        Assert.Equal("people-errors.csv", download.SuggestedFilename);
        await using (var content = await download.CreateReadStreamAsync())
        {
            using var text = new StreamReader(content);
            Assert.Equal($"{prefix}-5", Assert.Single(CsvText.Read(await text.ReadToEndAsync()).Skip(1))[4]);
        }

        await hand.PressAsync(page.GetByTestId("undo-import"));
        await page.Locator("[data-testid=run][data-status=undone]").WaitForAsync();
        await Assertions.Expect(page.GetByTestId("taken-back")).ToContainTextAsync("7 contacts");
        await window.ShootAsync("upload-undone");
        Assert.Equal(0, await server.CountAsync(prefix + "-"));
        await hand.PressAsync(page.GetByTestId("upload-done"));
        await Assertions.Expect(page.GetByTestId("upload-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(sidebar.UploadButton).ToBeFocusedAsync();
        Assert.NotEmpty(await sidebar.HeardAsync("import-done"));
        window.AssertSaidOnly("400 (Bad Request)", "415 (", "422 (");
    }

    [Fact]
    public async Task A_run_goes_on_when_its_window_is_closed_and_the_page_reloaded_and_is_cancelled_and_taken_back()
    {
        var prefix = office.Name("long");
        var file = StoryFile.Utf8(30_000, prefix);
        var server = await office.ApiAsync("bob");
        await using var window = await office.OpenAsync("bob");
        var (page, sidebar) = (window.Page, new Sidebar(window.Page));
        var strip = page.GetByTestId("header-progress");
        await sidebar.DropAsync(file.FileName, file.Bytes);
        await sidebar.StartImportAsync();
        await page.GetByTestId("keep-going").ClickAsync();
        await Assertions.Expect(page.GetByTestId("upload-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(strip).ToContainTextAsync("of 30,000 rows");
        await window.ShootAsync("upload-header");
        await page.ReloadAsync();
        await Assertions.Expect(strip).ToContainTextAsync("Importing");
        await strip.ClickAsync();
        await page.GetByTestId("cancel-import").ClickAsync();
        await page.Locator("[data-testid=run][data-status=cancelled]").WaitForAsync();
        var imported = Sidebar.Number(await page.GetByTestId("count-imported").TextContentAsync() ?? "");
        Assert.InRange(imported, 1, file.Imported - 1);
        Assert.Equal(imported, await server.CountAsync(prefix + "-"));
        await window.ShootAsync("upload-cancelled");

        // An undo that has only begun, its window closed: the strip says what goes on, and it is not importing.
        await page.RouteAsync("**/imports/*/undo", async route =>
        {
            var run = await (await server.GetAsync(new Uri(route.Request.Url.Replace("/undo", "", StringComparison.Ordinal)))).Content.ReadFromJsonAsync<Dictionary<string, JsonElement>>();
            foreach (var (key, value) in new[] { ("status", "\"running\""), ("phase", "\"undoing\""), ("taken_back", "3") })
                run![key] = JsonSerializer.Deserialize<JsonElement>(value);
            await route.FulfillAsync(new() { Status = 202, ContentType = "application/json", Body = JsonSerializer.Serialize(run) });
        });
        var undo = await page.RunAndWaitForRequestAsync(() => page.GetByTestId("undo-import").ClickAsync(), r => r.Url.EndsWith("/undo", StringComparison.Ordinal));
        await page.GetByTestId("undo-progress").WaitForAsync();
        await page.GetByTestId("keep-going").ClickAsync();
        await Assertions.Expect(strip).ToContainTextAsync("Taking back");
        await Assertions.Expect(strip).Not.ToContainTextAsync("Importing");
        await window.ShootAsync("upload-undoing");

        // Now the server does it, and the hub tells.
        using var answer = await server.PostAsync(new Uri(undo.Url), null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Assertions.Expect(strip).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByTestId("toast")).ToContainTextAsync("Import taken back");
        Assert.Equal(0, await server.CountAsync(prefix + "-"));
        window.AssertQuiet();
    }

    private static async Task ChooseAsync(IPage page, Hand hand, string name, byte[] content)
    {
        await hand.ReachAsync(page.GetByTestId("file-input"));
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Space"));
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
    }
}
