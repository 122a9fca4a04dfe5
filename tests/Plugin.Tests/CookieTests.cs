using System.Net;
using System.Text;
using CrmContacts.Tests.Support.Hosts;

namespace CrmContacts.Plugin.Tests;

/// <summary>A page of the same site may carry its token in a cookie, which a browser sends whatever page asks.</summary>
public sealed class CookieTests : IAsyncLifetime
{
    private const string Runs = "/api/crm-contacts/acme/imports";

    private PluginHost _host = null!;

    public async Task InitializeAsync() => _host = await PluginHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_cookie_signs_in_together_with_the_header_that_a_foreign_page_cannot_send()
    {
        using var rest = await SendAsync(HttpMethod.Get, Runs, Tokens.Of("alice"), preflight: "1");
        Assert.Equal(HttpStatusCode.OK, rest.StatusCode);
        using var graphql = await SendAsync(HttpMethod.Post, "/graphql", Tokens.Of("alice"), preflight: "1");
        Assert.Contains("\"id\":\"alice\"", await graphql.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var hub = await SendAsync(HttpMethod.Post, "/hubs/crm/negotiate?negotiateVersion=1", Tokens.Of("alice"), preflight: null);
        Assert.Equal(HttpStatusCode.OK, hub.StatusCode);
    }

    [Theory]
    [InlineData("GET", Runs, null)]
    [InlineData("GET", "/graphql?query=%7B__typename%7D", null)]
    [InlineData("GET", "/graphql?sdl", "0")]
    [InlineData("POST", "/graphql", null)]
    [InlineData("POST", "/graphql", "yes")]
    public async Task A_cookie_alone_is_refused(string method, string path, string? preflight)
    {
        using var answer = await SendAsync(new HttpMethod(method), path, Tokens.Of("alice"), preflight);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("alice", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_does_not_hold_signs_nobody_in_and_does_not_stand_in_for_a_bad_bearer()
    {
        using var bad = await SendAsync(HttpMethod.Get, Runs, Tokens.Of("alice")[..^4] + "AAAA", preflight: "1");
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
        using var both = await SendAsync(HttpMethod.Get, Runs, Tokens.Of("alice"), preflight: "1", bearer: "nonsense");
        Assert.Equal(HttpStatusCode.Unauthorized, both.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string cookie, string? preflight, string? bearer = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _host.Address };
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("""{"query":"{ viewer { agent { id } } }"}""", Encoding.UTF8, "application/json");
        request.Headers.Add("Cookie", "other=1; __Host-crm=" + cookie);
        if (preflight is not null)
            request.Headers.Add("GraphQL-Preflight", preflight);
        if (bearer is not null)
            request.Headers.Add("Authorization", "Bearer " + bearer);
        return await client.SendAsync(request);
    }
}
