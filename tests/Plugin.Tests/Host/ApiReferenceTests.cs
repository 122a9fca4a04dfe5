using System.Net;
using System.Text.RegularExpressions;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The REST API described and shown, without a token and out of our own files.</summary>
public sealed partial class ApiReferenceTests
{
    [Fact]
    public async Task The_document_is_there_for_everybody_and_shown_by_files_of_our_own()
    {
        await using var host = await HostProcess.StartAsync();
        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("openapi.json")), await host.Http.GetStringAsync("openapi/v1.json"));

        using var page = await host.Http.GetAsync("scalar/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains($"'nonce-{Nonce().Match(text).Groups[1].Value}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        var scripts = Sources().Matches(text).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var file = await host.Http.GetAsync(new Uri(new Uri(host.Address, "scalar/"), script));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [GeneratedRegex("nonce=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("src=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Sources();
}
