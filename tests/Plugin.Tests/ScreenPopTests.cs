using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Errors;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Plugin.Tests;

/// <summary>A call is told to the agent whose phone it is, by the route and by the host's one method.</summary>
public sealed class ScreenPopTests : IAsyncLifetime
{
    private PluginHost _host = null!;

    public async Task InitializeAsync() => _host = await PluginHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task The_route_reaches_every_page_of_the_agent_and_no_other()
    {
        var pages = new Dictionary<string, (HubConnection Line, ConcurrentQueue<JsonElement> Heard)>(StringComparer.Ordinal);
        foreach (var page in new[] { "bob", "bob again", "alice", "carol", "gina", "bob of globex" })
            pages[page] = await PageAsync(page == "bob of globex" ? Tokens.Make("bob", "globex", [], ["crm.manage"]) : Tokens.Of(page.Split(' ')[0]));
        using var alice = _host.Client("alice");
        using var told = await alice.PostAsync("/api/crm-calls/acme", new StringContent(
            """{"agent":"BOB","number":"+1 212 555 0143","call_id":"7f3c-2","direction":"inbound","event":"ringing"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);

        foreach (var page in new[] { "bob", "bob again" })
        {
            await Eventually.TrueAsync(() => Task.FromResult(!pages[page].Heard.IsEmpty));
            var pop = Assert.Single(pages[page].Heard);
            Assert.Equal(("7f3c-2", "+1 212 555 0143"), (pop.GetProperty("callId").GetString(), pop.GetProperty("number").GetString()));
            Assert.Equal(("INBOUND", "RINGING"), (pop.GetProperty("direction").GetString(), pop.GetProperty("event").GetString()));
        }

        // Each other page has had its turn by then: it is told something else, and this alone.
        foreach (var (name, (line, heard)) in pages)
        {
            await line.InvokeAsync<object>("getListCounts");
            Assert.Equal(name.StartsWith("bob", StringComparison.Ordinal) && name != "bob of globex", !heard.IsEmpty);
            await line.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_host_tells_by_one_method()
    {
        var (line, heard) = await PageAsync(Tokens.Of("carol"));
        var calls = _host.Services.GetRequiredService<ICrmCalls>();
        await calls.AnnounceAsync("acme", new Call("carol", "100", "1", ActivityDirection.Outbound, CallEvent.Answered));
        await Eventually.TrueAsync(() => Task.FromResult(!heard.IsEmpty));
        Assert.Equal("""{"callId":"1","number":"100","direction":"OUTBOUND","event":"ANSWERED","contactIds":[]}""", heard.Single().GetRawText());
        await line.DisposeAsync();

        await RefusedAsync(ErrorCode.TenantUnknown, "tenant", () => calls.AnnounceAsync("nowhere", new Call("carol", "100", "1", ActivityDirection.Inbound, CallEvent.Ended)));
        await RefusedAsync(ErrorCode.AgentUnknown, "agent", () => calls.AnnounceAsync("globex", new Call("carol", "100", "1", ActivityDirection.Inbound, CallEvent.Ended)));
        await RefusedAsync(ErrorCode.CallInvalid, "number", () => calls.AnnounceAsync("acme", new Call("carol", "withheld", "1", ActivityDirection.Inbound, CallEvent.Ended)));
        await RefusedAsync(ErrorCode.CallInvalid, "event", () => calls.AnnounceAsync("acme", new Call("carol", "100", "1", ActivityDirection.Inbound, (CallEvent)7)));
    }

    private static async Task RefusedAsync(ErrorCode code, string where, Func<Task> announce)
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(announce);
        Assert.Equal((code, where), (refusal.Code, refusal.Where));
    }

    private async Task<(HubConnection Line, ConcurrentQueue<JsonElement> Heard)> PageAsync(string token)
    {
        var line = new HubConnectionBuilder().WithUrl(new Uri(_host.Address, "/hubs/crm"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build();
        var heard = new ConcurrentQueue<JsonElement>();
        line.On<JsonElement>("screenPop", heard.Enqueue);
        await line.StartAsync();
        await line.InvokeAsync<object>("getListCounts");
        return (line, heard);
    }
}
