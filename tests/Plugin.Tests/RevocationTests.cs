using System.Net;
using System.Text;
using CrmContacts.Core.Errors;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Plugin.Tests;

/// <summary>The host ends an agent's sessions: what came before holds nowhere, what comes after does.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private const string Runs = "/api/crm-contacts/acme/imports";
    private static readonly DateTimeOffset Earlier = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private PluginHost _host = null!;

    private ICrmSessions Sessions => _host.Services.GetRequiredService<ICrmSessions>();

    public async Task InitializeAsync() => _host = await PluginHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Older_tokens_are_401_at_once_at_every_door_and_a_newer_one_holds()
    {
        using var bob = _host.WithToken(Tokens.Of("bob", Earlier));
        using var ageless = _host.WithToken(Tokens.Of("bob"));
        using var erin = _host.WithToken(Tokens.Of("erin", Earlier));
        foreach (var client in new[] { bob, ageless, erin })
            await AnswersAsync(client, HttpStatusCode.OK);

        await Sessions.RevokeAsync("acme", "bob");
        await AnswersAsync(bob, HttpStatusCode.Unauthorized);
        await AnswersAsync(ageless, HttpStatusCode.Unauthorized);
        await AnswersAsync(erin, HttpStatusCode.OK);
        using var newer = _host.WithToken(Tokens.Of("bob", TimeProvider.System.GetUtcNow().AddSeconds(2)));
        await AnswersAsync(newer, HttpStatusCode.OK);

        using var refused = await bob.GetAsync(Runs);
        await refused.ProblemAsync(401, "not_authenticated");
    }

    [Fact]
    public async Task A_cookie_holds_no_longer_than_its_token()
    {
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(Tokens.Of("bob", Earlier)));
        await Sessions.RevokeAsync("acme", "bob");
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(Tokens.Of("bob", Earlier)));
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(Tokens.Of("erin", Earlier)));
    }

    [Fact]
    public async Task Connections_of_the_agent_close_and_no_others_and_only_a_newer_token_comes_back()
    {
        var token = Tokens.Of("bob", Earlier);
        await using var bob = Connect(() => token, reconnect: true);
        await using var tab = Connect(() => Tokens.Of("bob", Earlier), reconnect: false);
        await using var erin = Connect(() => Tokens.Of("erin", Earlier), reconnect: false);
        await using var gina = Connect(() => Tokens.Make("bob", "globex", [], ["crm.view"], issued: Earlier), reconnect: false);
        var (left, back) = (new TaskCompletionSource(), new TaskCompletionSource());
        bob.Reconnecting += _ => Completed(left);
        bob.Reconnected += _ => Completed(back);
        foreach (var line in new[] { bob, tab, erin, gina })
        {
            await line.StartAsync();
            await line.InvokeAsync<object>("getListCounts");
        }

        await Sessions.RevokeAsync("acme", "bob");
        await left.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => Task.FromResult(tab.State == HubConnectionState.Disconnected));
        await Assert.ThrowsAsync<HttpRequestException>(() => tab.StartAsync());
        Assert.False(back.Task.IsCompleted);

        token = Tokens.Of("bob", TimeProvider.System.GetUtcNow().AddSeconds(2));
        await back.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((HubConnectionState.Connected, HubConnectionState.Connected), (erin.State, gina.State));
        await erin.InvokeAsync<object>("getListCounts");
    }

    [Fact]
    public async Task A_tenant_that_is_not_known_is_named() =>
        Assert.Equal(ErrorCode.TenantUnknown, (await Assert.ThrowsAsync<CrmException>(() => Sessions.RevokeAsync("nowhere", "bob"))).Code);

    private static async Task AnswersAsync(HttpClient client, HttpStatusCode status)
    {
        using var rest = await client.GetAsync(Runs);
        using var graphql = await client.PostAsync("/graphql", new StringContent("""{"query":"{ viewer { agent { id } } }"}""", Encoding.UTF8, "application/json"));
        using var hub = await client.PostAsync("/hubs/crm/negotiate?negotiateVersion=1", null);
        Assert.Equal((status, status, status), (rest.StatusCode, graphql.StatusCode, hub.StatusCode));
    }

    private async Task<HttpStatusCode> WithCookieAsync(string token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, Runs);
        request.Headers.Add("Cookie", "__Host-crm=" + token);
        request.Headers.Add("GraphQL-Preflight", "1");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private HubConnection Connect(Func<string> token, bool reconnect)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(_host.Address, "/hubs/crm"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token()));
        return (reconnect ? builder.WithAutomaticReconnect(new Soon()) : builder).Build();
    }

    private static Task Completed(TaskCompletionSource source)
    {
        source.TrySetResult();
        return Task.CompletedTask;
    }

    private sealed class Soon : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromMilliseconds(200);
    }
}
