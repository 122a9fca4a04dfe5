using System.Net;
using CrmContacts.Tests.Support.Hosts;

namespace CrmContacts.Plugin.Tests;

/// <summary>Pages of other origins: the preflight knows no tenant, the request does.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    private const string Runs = "/api/crm-contacts/acme/imports";
    private const string Ours = "https://softphone.example";
    private const string Globex = "https://globex.example";

    private PluginHost _host = null!;

    public async Task InitializeAsync() => _host = await PluginHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(Runs)]
    [InlineData("/api/crm-contacts/acme/import")]
    [InlineData("/api/crm-calls/acme")]
    [InlineData("/graphql")]
    [InlineData("/hubs/crm/negotiate")]
    public async Task A_preflight_allows_an_origin_that_any_tenant_lists(string path)
    {
        foreach (var (origin, allowed) in new[] { (Ours, true), (Globex, true), ("https://evil.example", false), ("null", false), (Ours + ".evil.example", false), ("http://softphone.example", false) })
        {
            using var answer = await SendAsync(null, HttpMethod.Options, path, origin, preflight: true);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.Equal(allowed ? origin : null, Allowed(answer));
            Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Headers"));
        }
    }

    [Fact]
    public async Task A_request_needs_its_own_tenants_list()
    {
        using var ours = await SendAsync("alice", HttpMethod.Get, Runs, Ours);
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
        Assert.Equal(Ours, Allowed(ours));
        Assert.Contains("Origin", ours.Headers.Vary);

        foreach (var origin in new[] { Globex, "https://evil.example", "null" })
        {
            using var foreign = await SendAsync("alice", HttpMethod.Get, Runs, origin);
            await foreign.ProblemAsync(403, "not_authorized");
            Assert.Null(Allowed(foreign));
        }
    }

    [Fact]
    public async Task The_same_origin_and_programs_need_no_list()
    {
        using var page = await SendAsync("alice", HttpMethod.Get, Runs, _host.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Null(Allowed(page));
        using var program = await SendAsync("alice", HttpMethod.Get, Runs, null);
        Assert.Equal(HttpStatusCode.OK, program.StatusCode);
    }

    [Fact]
    public async Task A_listed_page_may_read_that_it_must_sign_in()
    {
        using var answer = await SendAsync(null, HttpMethod.Get, Runs, Ours);
        await answer.ProblemAsync(401, "not_authenticated");
        Assert.Equal(Ours, Allowed(answer));
    }

    private static string? Allowed(HttpResponseMessage answer) => answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? Assert.Single(values) : null;

    private async Task<HttpResponseMessage> SendAsync(string? agent, HttpMethod method, string path, string? origin, bool preflight = false)
    {
        using var client = _host.Client(agent);
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (preflight)
            request.Headers.Add("Access-Control-Request-Method", "POST");
        return await client.SendAsync(request);
    }
}
