using Microsoft.Playwright;

namespace CrmContacts.Bench.Browsing;

/// <summary>Debian's Chromium without a window and without a GPU.</summary>
internal static class BenchBrowser
{
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program(), Headless = true, Args = Flags });

    private static string Program() =>
        ((string[])["chromium", "chromium-browser", "google-chrome"])
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("This bench needs Chromium and found none.");
}
