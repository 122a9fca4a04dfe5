using System.Net;
using System.Text;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Hosts;
using Microsoft.IdentityModel.Tokens;

namespace CrmContacts.Plugin.Tests;

/// <summary>Who comes in, over each of the three doors.</summary>
public sealed class AdmissionTests
{
    private const string Runs = "/api/crm-contacts/acme/imports";

    public static TheoryData<string> BadTokens()
    {
        string[] manage = [PermissionNames.Manage];
        var good = Tokens.Of("alice");
        var parts = good.Split('.');
        var unsigned = Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        return
        [
            "nonsense",
            good[..^4] + "AAAA",
            $"{unsigned}.{parts[1]}.",
            $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("alice", "bobby", StringComparison.Ordinal))}.{parts[2]}",
            Tokens.Make("alice", "acme", [], manage, key: "another key that is just as long as ours is"),
            Tokens.Make("alice", "acme", [], manage, life: TimeSpan.FromMinutes(-2)),
            Tokens.Make(null, "acme", [], manage),
            Tokens.Make("alice", null, [], manage),
            Tokens.Make(new string('a', 129), "acme", [], manage),
            new string('x', 20_000),
        ];
    }

    [Theory, MemberData(nameof(BadTokens))]
    public async Task A_token_that_does_not_hold_is_401_everywhere(string token)
    {
        await using var host = await PluginHost.StartAsync();
        using var client = host.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var rest = await client.GetAsync(Runs);
        await rest.ProblemAsync(401, "not_authenticated");
        Assert.Equal("Bearer", rest.Headers.WwwAuthenticate.ToString());
        using var hub = await client.PostAsync("/hubs/crm/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, hub.StatusCode);
        await IsGraphQLErrorAsync(await AskAsync(client), HttpStatusCode.Unauthorized, "AUTH_NOT_AUTHENTICATED");
        Assert.DoesNotContain(token, host.Log.All, StringComparison.Ordinal);
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task No_token_is_401_also_for_the_schema()
    {
        await using var host = await PluginHost.StartAsync();
        using var client = host.Client();
        await IsGraphQLErrorAsync(await AskAsync(client), HttpStatusCode.Unauthorized, "AUTH_NOT_AUTHENTICATED");
        await IsGraphQLErrorAsync(await client.GetAsync("/graphql?sdl"), HttpStatusCode.Unauthorized, "AUTH_NOT_AUTHENTICATED");
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        asked.Headers.Accept.ParseAdd("application/graphql-response+json");
        using var answer = await client.SendAsync(asked);
        Assert.Equal("application/graphql-response+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_tenant_that_is_not_known_is_404_everywhere()
    {
        await using var host = await PluginHost.StartAsync();
        using var client = host.WithToken(Tokens.Make("zed", "nowhere", [], [PermissionNames.Manage]));
        using var rest = await client.GetAsync("/api/crm-contacts/nowhere/imports");
        await rest.ProblemAsync(404, "tenant_unknown");
        using var hub = await client.PostAsync("/hubs/crm/negotiate?negotiateVersion=1", null);
        await hub.ProblemAsync(404, "tenant_unknown");
        await IsGraphQLErrorAsync(await AskAsync(client), HttpStatusCode.NotFound, "TENANT_UNKNOWN");
    }

    [Fact]
    public async Task The_hub_alone_takes_a_token_in_the_query_and_nothing_logs_it()
    {
        await using var host = await PluginHost.StartAsync(prefix: "/crm");
        using var client = host.Client();
        var token = Tokens.Of("bob");
        using var hub = await client.PostAsync($"/crm/hubs/crm/negotiate?negotiateVersion=1&access_token={token}", null);
        Assert.Equal(HttpStatusCode.OK, hub.StatusCode);
        using var rest = await client.GetAsync($"/crm{Runs}?access_token={token}");
        await rest.ProblemAsync(401, "not_authenticated");
        using var graphql = await client.GetAsync($"/crm/graphql?query=%7B__typename%7D&access_token={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, graphql.StatusCode);
        using var twice = await client.PostAsync($"/crm/hubs/crm/negotiate?access_token={token}&access_token={token}", null);
        Assert.Equal(HttpStatusCode.Unauthorized, twice.StatusCode);
        Assert.Contains("negotiateVersion=1", host.Log.All, StringComparison.Ordinal);
        // What is no address of the hub is refused with its query as it came; the hub's own are clean.
        Assert.DoesNotContain(host.Log.All.Split('\n'), line => line.Contains("/hubs/crm", StringComparison.Ordinal) && line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_authentication_the_host_does_not_start_and_says_what_to_set()
    {
        var refusal = await Assert.ThrowsAsync<CrmSetupException>(() => PluginHost.StartAsync(configure: options => options.Authentication.SharedKey = null));
        Assert.Contains("Authentication:SharedKey", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Authentication:Authority", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CrmSetupException>(() => PluginHost.StartAsync(configure: options => options.Authentication.SharedKey = "short"));
        await Assert.ThrowsAsync<CrmSetupException>(() => PluginHost.StartAsync(configure: options =>
        {
            options.Authentication.SharedKey = null;
            options.Authentication.Authority = "https://login.example";
        }));
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client) =>
        client.PostAsync("/graphql", new StringContent("{\"query\":\"{ viewer { agent { id } } }\"}", Encoding.UTF8, "application/json"));

    private static async Task IsGraphQLErrorAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer)
        {
            var body = await answer.JsonAsync(status);
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(code, body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
            Assert.False(body.TryGetProperty("data", out _));
        }
    }
}
