using System.Text.Json;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>The upload from the empty window to what is left of it when it has been taken back.</summary>
internal static class UploadStates
{
    public static IReadOnlyDictionary<string, State> All { get; } = new Dictionary<string, State>(StringComparer.Ordinal)
    {
        ["upload-choose"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Sidebar.UploadButton.ClickAsync();
            await stage.SeesAsync("drop-zone");
        }),
        ["upload-wrong-file"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Sidebar.DropAsync("people.xlsx", [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0]);
            await stage.SeesAsync("upload-error");
        }, Refused: true),
        ["upload-mapping"] = new(stage => MappingAsync(stage, "mapping")),
        ["upload-trial"] = new(async stage =>
        {
            await MappingAsync(stage, "trial");
            await stage.ClickAsync("dry-run");
            var trial = stage.Page.Locator("[data-testid=trial][data-status=completed]");
            await trial.WaitForAsync();
            await trial.ScrollIntoViewIfNeededAsync();
        }),
        ["upload-running"] = new(RunningAsync),
        ["upload-behind"] = new(async stage =>
        {
            await RunningAsync(stage);
            await stage.ClickAsync("keep-going");
            await stage.SeesAsync("header-progress");
        }),
        ["upload-result"] = new(stage => ResultAsync(stage, "result")),
        ["upload-undone"] = new(async stage =>
        {
            await ResultAsync(stage, "undone");
            await stage.ClickAsync("undo-import");
            await stage.Page.Locator("[data-testid=run][data-status=undone]").WaitForAsync();
        }),
    };

    private static async Task MappingAsync(Stage stage, string series)
    {
        await stage.ListAsync("bob");
        await stage.Sidebar.DropAsync("people.csv", GalleryHost.People(12, series));
        await stage.SeesAsync("mapping-row");
    }

    /// <summary>A run that stands still where it is.</summary>
    private static async Task RunningAsync(Stage stage)
    {
        const string id = "01900000-0000-7000-8000-000000000001";
        var run = JsonSerializer.Serialize(new
        {
            id, status = "running", file_name = "people.csv", rows = 412_345, imported = 398_112, updated = 9_871, unchanged = 3_120, skipped = 12, errors = 1_230, total_rows = 1_000_000, rows_per_second = 41_230.4,
        });
        await stage.RouteAsync("**/api/crm-contacts/*/import", route => route.FulfillAsync(new() { Status = 202, ContentType = "application/json", Body = run }));
        await stage.RouteAsync("**/api/crm-contacts/*/imports/*", route => route.FulfillAsync(new() { ContentType = "application/json", Body = run }));
        await MappingAsync(stage, "running");
        await stage.Sidebar.StartImportAsync();
        await stage.SeesAsync("keep-going");
    }

    private static async Task ResultAsync(Stage stage, string series)
    {
        await MappingAsync(stage, series);
        await stage.Sidebar.StartImportAsync();
        await stage.Page.Locator("[data-testid=run][data-status=completed]").WaitForAsync();
    }
}
