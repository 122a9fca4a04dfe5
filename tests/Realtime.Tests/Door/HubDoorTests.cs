using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Realtime.Tests.Door;

public sealed class HubDoorTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private HubHost _host = null!;

    public async Task InitializeAsync() => _host = await Stages.InMemoryAsync(new CountBoard(), _clock);

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Without_a_token_the_handshake_is_401() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.HandshakeAsync(agent: null));

    [Fact]
    public async Task With_a_token_that_nobody_knows_the_handshake_is_401() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.HandshakeAsync("mallory"));

    [Fact]
    public async Task Without_a_permission_the_handshake_is_403() =>
        Assert.Equal(HttpStatusCode.Forbidden, await _host.HandshakeAsync("dave"));

    [Fact]
    public async Task A_page_of_the_same_origin_connects() =>
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await _host.HandshakeAsync("bob", _host.Address.GetLeftPart(UriPartial.Authority)));

    [Fact]
    public async Task A_page_of_a_listed_origin_connects() =>
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await _host.HandshakeAsync("bob", Cast.ForeignOrigin.ToUpperInvariant() + ":443"));

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://softphone.acme.example")]
    [InlineData("https://softphone.acme.example.evil.example")]
    [InlineData("https://softphone.acme.example:8443")]
    [InlineData("null")]
    [InlineData("https://evil.example, https://softphone.acme.example")]
    public async Task A_page_of_a_foreign_origin_is_refused(string origin) =>
        Assert.Equal(HttpStatusCode.Forbidden, await _host.HandshakeAsync("bob", origin));

    [Theory]
    [InlineData(null, 401, "not_authenticated")]
    [InlineData("dave", 403, "not_authorized")]
    public async Task The_negotiation_says_why_it_refuses(string? agent, int status, string code)
    {
        using var client = new HttpClient();
        if (agent is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", agent);
        using var answer = await client.PostAsync(new Uri(_host.Address, "/hubs/crm/negotiate?negotiateVersion=1"), null);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_page_without_a_lasting_request_is_not_offered_another_transport()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "bob");
        using var answer = await client.PostAsync(new Uri(_host.Address, "/hubs/crm/negotiate?negotiateVersion=1"), null);
        using var offer = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("WebSockets", Assert.Single(offer.RootElement.GetProperty("availableTransports").EnumerateArray()).GetProperty("transport").GetString());
    }

    [Fact]
    public async Task The_connection_closes_when_the_token_ends_and_comes_back_with_a_new_one()
    {
        _host.TokenEnds["bob"] = _clock.GetUtcNow().AddMinutes(1);
        await using var bob = _host.Connect("bob", reconnect: true);
        await using var carol = _host.Connect("carol");
        var (left, back) = (new TaskCompletionSource(), new TaskCompletionSource());
        bob.Reconnecting += _ => Completed(left);
        bob.Reconnected += _ => Completed(back);
        await bob.StartAsync();
        await carol.StartAsync();

        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HubConnectionState.Connected, bob.State);
        _host.TokenEnds["bob"] = _clock.GetUtcNow().AddHours(1);
        await Eventually.TrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            return Task.FromResult(left.Task.IsCompleted);
        });
        await back.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HubConnectionState.Connected, carol.State);
    }

    private static Task Completed(TaskCompletionSource source)
    {
        source.TrySetResult();
        return Task.CompletedTask;
    }
}
