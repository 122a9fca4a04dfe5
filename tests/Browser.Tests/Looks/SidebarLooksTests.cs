using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Looks;

/// <summary>Takes the pictures that people judge, and asserts what is certain about them: nothing overflows, axe is content.</summary>
[Collection(SharedOffice.Name)]
public sealed class SidebarLooksTests(Office office)
{
    public static TheoryData<string, ColorScheme, int> Looks => new()
    {
        { "light", ColorScheme.Light, 1100 },
    };

    [Theory, MemberData(nameof(Looks))]
    public async Task Sidebar_fits_and_axe_is_content(string name, ColorScheme scheme, int width)
    {
        await using var window = await Window.OpenAsync(office.Chromium, office.Host, "alice", new()
        {
            ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 }, DeviceScaleFactor = 2,
        });
        var sidebar = new Sidebar(window.Page);

        await ShootAsync(window.Page, name + "-page");
        await sidebar.Root.ScreenshotAsync(new() { Path = File(name) });
        await AssertNothingOverflowsAsync(window.Page);
        await Axe.AssertContentAsync(window.Page);

        await sidebar.Rows.First.ClickAsync();
        await window.Page.GetByTestId("contact-card").WaitForAsync();
        await sidebar.Root.ScreenshotAsync(new() { Path = File(name + "-card") });
        await AssertNothingOverflowsAsync(window.Page);
        await Axe.AssertContentAsync(window.Page);

        if (name == "light" && Environment.GetEnvironmentVariable("CRM_TEST_UPDATE_IMAGES") == "1")
            System.IO.File.Copy(File(name), Repository.PathOf("docs", "images", "sidebar.png"), overwrite: true);
        window.AssertQuiet();
    }

    private static Task ShootAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = File(name) });

    private static string File(string name) => Path.Combine(Repository.Artifacts("screenshots"), name + ".png");

    private static async Task AssertNothingOverflowsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
}
