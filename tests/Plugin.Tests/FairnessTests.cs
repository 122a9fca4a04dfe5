using System.Net;
using CrmContacts.Tests.Support.Hosts;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Plugin.Tests;

/// <summary>A tenant that asks for more than its share is told so, and when to come back; another one is not.</summary>
public sealed class FairnessTests
{
    [Fact]
    public async Task Too_much_of_one_tenant_is_429_with_a_time_and_the_other_tenant_is_served()
    {
        await using var host = await PluginHost.StartAsync(configure: options => options.Limits = new() { CostPerSecond = 1, Connections = 1, Imports = 0 });
        using var alice = host.Client("alice");
        using var gina = host.Client("gina");
        const string ask = """{"query":"{ contacts(first: 5) { totalCount nodes { id } } }"}""";
        HttpStatusCode status;
        var served = 0;
        do
        {
            using var answer = await alice.PostAsync("/graphql", Json(ask));
            status = answer.StatusCode;
            if (status == HttpStatusCode.TooManyRequests)
            {
                Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
                Assert.Contains("\"RATE_LIMITED\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
        while (status == HttpStatusCode.OK && ++served < 100);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.True(served > 0);
        using (var other = await gina.PostAsync("/graphql", Json(ask)))
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        using (var import = await alice.PostAsync("/api/crm-contacts/acme/import", new StringContent("First Name,Last Name\nA,B\n", null, "text/csv")))
        {
            await import.ProblemAsync(429, "rate_limited");
            Assert.NotNull(import.Headers.RetryAfter);
        }

        await using var first = await ConnectAsync("alice");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync("alice"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await using var elsewhere = await ConnectAsync("gina");

        async Task<HubConnection> ConnectAsync(string agent)
        {
            var line = new HubConnectionBuilder().WithUrl(new Uri(host.Address, "/hubs/crm"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(Tokens.Of(agent))).Build();
            await line.StartAsync();
            await line.InvokeAsync<object>("getListCounts");
            return line;
        }
    }

    private static StringContent Json(string body) => new(body, null, "application/json");
}
