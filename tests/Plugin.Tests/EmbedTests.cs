using System.Net;
using System.Text.RegularExpressions;
using CrmContacts.Tests.Support.Hosts;

namespace CrmContacts.Plugin.Tests;

/// <summary>The page for frames of other origins: who gets it, and what the browser holds it to.</summary>
public sealed partial class EmbedTests : IAsyncLifetime
{
    private const string Ours = "https://softphone.example";

    private PluginHost _host = null!;

    public async Task InitializeAsync() => _host = await PluginHost.StartAsync(prefix: "/crm");

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_listed_page_gets_it_and_no_other_may_frame_it()
    {
        using var answer = await GetAsync("acme", Ours);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var policy = Policy(answer);
        Assert.Equal("frame-ancestors " + Ours, policy.Single(d => d.StartsWith("frame-ancestors", StringComparison.Ordinal)));
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("require-trusted-types-for 'script'", policy);
        Assert.DoesNotContain(policy, d => d.Contains("unsafe", StringComparison.Ordinal) || d.Contains('*'));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Its_scripts_lie_below_the_prefix_and_carry_a_nonce_that_is_new_each_time()
    {
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in new[] { "crm/embed", "crm/embed/", "crm/embed" })
        {
            using var answer = await GetAsync("acme", Ours, path);
            var page = await answer.Content.ReadAsStringAsync();
            var nonce = Assert.Single(Nonces().Matches(page).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal));
            Assert.True(nonces.Add(nonce));
            Assert.Contains($"script-src 'nonce-{nonce}'", Policy(answer));
            Assert.Equal(["/crm/widget/v1/crm-customers.js", "/crm/widget/v1/crm-bridge.js"], Sources().Matches(page).Select(m => m.Groups[1].Value));
        }
    }

    [Fact]
    public async Task A_page_of_our_own_origin_needs_no_list()
    {
        var own = _host.Address.GetLeftPart(UriPartial.Authority);
        using var answer = await GetAsync("acme", own);
        Assert.Contains($"frame-ancestors {Ours} {own}", Policy(answer));
    }

    [Theory]
    [InlineData("acme", "https://globex.example")]
    [InlineData("acme", "https://evil.example")]
    [InlineData("acme", "https://softphone.example.evil.example")]
    [InlineData("acme", "http://softphone.example")]
    [InlineData("acme", "null")]
    [InlineData("acme", "")]
    [InlineData("nobody", Ours)]
    [InlineData("", Ours)]
    [InlineData("globex", Ours)]
    public async Task An_unknown_tenant_and_an_unlisted_page_are_the_same_404(string tenant, string parent)
    {
        using var expected = await GetAsync("nobody", "https://evil.example");
        using var answer = await GetAsync(tenant, parent);
        await answer.ProblemAsync(404, "not_found");
        Assert.Equal(await expected.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
        Assert.Equal(Names(expected), Names(answer));
    }

    [Fact]
    public async Task Without_tenant_or_parent_or_with_two_of_them_it_is_that_404_too()
    {
        foreach (var query in new[] { "", "?tenant=acme", "?parent=" + Ours, $"?tenant=acme&parent={Ours}&parent=https://evil.example", $"?tenant=acme&tenant=globex&parent={Ours}" })
        {
            using var client = _host.Client();
            using var answer = await client.GetAsync("crm/embed" + query);
            await answer.ProblemAsync(404, "not_found");
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string tenant, string parent, string path = "crm/embed")
    {
        using var client = _host.Client();
        return await client.GetAsync($"{path}?tenant={Uri.EscapeDataString(tenant)}&parent={Uri.EscapeDataString(parent)}");
    }

    private static string[] Policy(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).Split("; ");

    private static IEnumerable<string> Names(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers).Select(h => h.Key).Order(StringComparer.Ordinal);

    [GeneratedRegex("nonce=\"([^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Nonces();

    [GeneratedRegex("src=\"([^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sources();
}
