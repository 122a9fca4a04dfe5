using System.Net;
using System.Text;
using System.Text.Json;
using CrmContacts.Core.Directory;
using CrmContacts.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Tests.Calls;

/// <summary>What <c>POST /api/crm-calls/{tenant}</c> takes and refuses; whom it reaches is the hub's story.</summary>
public sealed class CallsApiTests : IAsyncLifetime
{
    private const string Route = "/api/crm-calls/acme";

    private PluginHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PluginHost.StartAsync();
        var acme = await _host.Services.GetRequiredService<ITenantDirectory>().FindAsync("acme");
        await _host.Services.GetRequiredService<IAgentDirectory>().UpsertAsync(acme!,
            [new("bob", "Bob Brown", "bob@acme.example"), new("b2", "Bob Brown", null), new("carol", "Carol Clark", "carol@acme.example")], []);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", "CAROL@acme.example")]
    [InlineData("alice", " carol clark ")]
    [InlineData("alice", "alice")]
    [InlineData("bob", "bob")]
    [InlineData("carol", "carol@acme.example")]
    public async Task A_manager_tells_of_any_phone_and_an_agent_of_the_own_one(string token, string agent)
    {
        using var answer = await SendAsync(token, Body(agent));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("bob", "carol")]
    [InlineData("bob", "carol@acme.example")]
    [InlineData("carol", "alice")]
    [InlineData("dave", "dave")]
    [InlineData("dave", "nobody at all")]
    public async Task Who_may_not_tell_of_a_phone_is_refused(string token, string agent)
    {
        using var answer = await SendAsync(token, Body(agent));
        await answer.ProblemAsync(403, "not_authorized");
    }

    [Fact]
    public async Task Another_tenant_is_not_found()
    {
        using var theirs = await SendAsync("gina", Body("bob"));
        await theirs.ProblemAsync(404, "not_found");
        using var unknown = await SendAsync("alice", Body("bob"), "/api/crm-calls/nowhere");
        await unknown.ProblemAsync(404, "not_found");
        // An agent of the other tenant is nobody here.
        using var agent = await SendAsync("alice", Body("gina"));
        await agent.ProblemAsync(400, "agent_unknown");
    }

    [Fact]
    public async Task Without_a_token_it_is_401()
    {
        using var answer = await SendAsync(null, Body("bob"));
        await answer.ProblemAsync(401, "not_authenticated");
    }

    [Theory]
    [InlineData("nobody at all", "agent_unknown")]
    [InlineData("bob brown", "agent_ambiguous")]
    [InlineData("", "call_invalid")]
    public async Task An_agent_that_nobody_or_several_are_is_named(string agent, string code)
    {
        using var answer = await SendAsync("alice", Body(agent));
        Assert.Equal("agent", (await answer.ProblemAsync(400, code)).GetProperty("where").GetString());
    }

    [Theory]
    [InlineData("number", "\"\"")]
    [InlineData("number", "\"anonymous\"")]
    [InlineData("number", "\"+\"")]
    [InlineData("number", "\"1'; DROP TABLE crm_contacts\"")]
    [InlineData("number", "\"11111111111111111111111111111111111111111111111111111111111111111\"")]
    [InlineData("number", "491234567")]
    [InlineData("number", "null")]
    [InlineData("call_id", "\"\"")]
    [InlineData("call_id", "\"a\\u0000b\"")]
    [InlineData("call_id", "\"\\ud800\"")]
    [InlineData("call_id", "{\"id\":1}")]
    [InlineData("direction", "\"INBOUND\"")]
    [InlineData("direction", "\"sideways\"")]
    [InlineData("direction", "0")]
    [InlineData("event", "\"hold\"")]
    [InlineData("event", "true")]
    [InlineData("event", null)]
    [InlineData("agent", "null")]
    public async Task What_is_wrong_is_named(string field, string? value)
    {
        var members = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["agent"] = "\"bob\"", ["number"] = "\"+1 212 555 0143\"", ["call_id"] = "\"7f3c-2\"", ["direction"] = "\"inbound\"", ["event"] = "\"ringing\"",
            [field] = value,
        };
        using var answer = await SendAsync("bob", "{" + string.Join(',', members.Where(m => m.Value is not null).Select(m => $"\"{m.Key}\":{m.Value}")) + "}");
        Assert.Equal(field, (await answer.ProblemAsync(400, "call_invalid")).GetProperty("where").GetString());
    }

    [Theory]
    [InlineData("100")]
    [InlineData("*72#")]
    [InlineData("(212) 555-0143")]
    [InlineData("+49 30 1234567")]
    [InlineData("1-800-FLOWERS")]
    public async Task Numbers_of_the_world_and_of_the_house_are_taken(string number)
    {
        using var answer = await SendAsync("bob", Body("bob", number));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"bob\"")]
    [InlineData("{\"agent\":")]
    [InlineData("{\"agent\":[[[[[[[[]]]]]]]]}")]
    public async Task A_body_that_is_no_call_is_refused(string body)
    {
        using var answer = await SendAsync("bob", body);
        await answer.ProblemAsync(400, "request_invalid");
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_json_is_refused()
    {
        using var longer = await SendAsync("bob", Body("bob")[..^1] + new string(' ', 5_000) + "}");
        await longer.ProblemAsync(400, "request_invalid");
        using var bob = _host.Client("bob");
        using var form = await bob.PostAsync(Route, new StringContent("agent=bob", Encoding.UTF8, "application/x-www-form-urlencoded"));
        await form.ProblemAsync(415, "media_type_unsupported");
    }

    [Fact]
    public async Task The_log_tells_no_number()
    {
        using var good = await SendAsync("bob", Body("bob", "+1 212 555 0143"));
        using var bad = await SendAsync("bob", Body("bob", "+1 212 555 0143 or so"));
        Assert.DoesNotContain("555 0143", _host.Log.All, StringComparison.Ordinal);
        Assert.Empty(_host.Log.Errors);
    }

    private static string Body(string agent, string number = "+1 212 555 0143") =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["agent"] = agent, ["number"] = number, ["call_id"] = "7f3c-2", ["direction"] = "inbound", ["event"] = "ringing", ["more"] = "is passed over" });

    private async Task<HttpResponseMessage> SendAsync(string? agent, string body, string route = Route)
    {
        using var client = _host.Client(agent);
        return await client.PostAsync(route, new StringContent(body, Encoding.UTF8, "application/json"));
    }
}
