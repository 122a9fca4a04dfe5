using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Plugin.Tests.Nodes;

/// <summary>Tenants who import at the same time: the small ones do not wait for the large one, and each has its own.</summary>
public sealed class ManyTenantsTests
{
    [Fact]
    public async Task Small_imports_of_many_tenants_are_done_while_a_large_one_goes_on_and_nothing_crosses_over()
    {
        var (tenants, small, large) = TestRounds.Full ? (50, 1_000, 1_000_000) : (12, 200, 20_000);
        await using var host = await PluginHost.StartAsync(Engine.Postgres, options =>
        {
            for (var i = 0; i < tenants; i++)
                options.Tenants[Slug(i)] = new() { Name = Slug(i) };
        });
        using var whale = Manager(host, 0);
        var big = await PostAsync(whale, 0, large);
        await Eventually.ValueAsync(() => RunAsync(whale, 0, big), run => run.GetProperty("rows").GetInt32() > 0, TimeSpan.FromSeconds(60));

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(1, tenants - 1).Select(async i =>
        {
            using var manager = Manager(host, i);
            var id = await PostAsync(manager, i, small);
            var run = await Eventually.ValueAsync(() => RunAsync(manager, i, id), IsOver, TimeSpan.FromMinutes(5));
            Assert.Equal(("completed", small), (run.GetProperty("status").GetString(), run.GetProperty("imported").GetInt32()));
            using var other = await manager.GetAsync($"/api/crm-contacts/{Slug(0)}/imports/{big}");
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
            using var misplaced = await manager.GetAsync($"/api/crm-contacts/{Slug(i)}/imports/{big}");
            Assert.Equal(HttpStatusCode.NotFound, misplaced.StatusCode);
        }));
        // All of them, and so the smallest, before the large one: half a minute is what the issue allows the long round.
        Assert.False(IsOver(await RunAsync(whale, 0, big)), $"The large import was over when the small ones were, after {clock.Elapsed}.");
        if (TestRounds.Full)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"The small ones took {clock.Elapsed}.");
            (await whale.PostAsync($"/api/crm-contacts/{Slug(0)}/imports/{big}/cancel", null)).Dispose();
        }

        var whole = await Eventually.ValueAsync(() => RunAsync(whale, 0, big), IsOver, TimeSpan.FromMinutes(5));
        for (var i = 0; i < tenants; i++)
        {
            using var manager = Manager(host, i);
            var (all, own) = (await CountAsync(manager, "{}"), await CountAsync(manager, "{lastName: {eq: \"" + Slug(i) + "\"}}"));
            Assert.Equal(i == 0 ? whole.GetProperty("imported").GetInt32() : small, all);
            Assert.Equal(all, own);
        }
    }

    private static string Slug(int i) => string.Create(CultureInfo.InvariantCulture, $"tenant{i}");

    private static HttpClient Manager(PluginHost host, int i)
    {
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Make("manager", Slug(i), [], ["crm.manage"]));
        return client;
    }

    private static async Task<string> PostAsync(HttpClient client, int tenant, int rows)
    {
        var csv = new StringBuilder("First Name,Last Name,Email\n");
        for (var row = 0; row < rows; row++)
            csv.Append(CultureInfo.InvariantCulture, $"Person {row},{Slug(tenant)},p{row}@example.com\n");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/crm-contacts/{Slug(tenant)}/import") { Content = new StringContent(csv.ToString(), null, "text/csv") };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await client.SendAsync(request);
        return (await answer.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> RunAsync(HttpClient client, int tenant, string id)
    {
        using var answer = await client.GetAsync($"/api/crm-contacts/{Slug(tenant)}/imports/{id}");
        return await answer.JsonAsync(HttpStatusCode.OK);
    }

    private static bool IsOver(JsonElement run) => run.GetProperty("status").GetString() is not ("queued" or "running");

    private static async Task<int> CountAsync(HttpClient client, string where) =>
        (await client.PostJsonAsync("/graphql", new { query = "{ contacts(first: 0, where: " + where + ") { totalCount } }" })).GetProperty("data").GetProperty("contacts").GetProperty("totalCount").GetInt32();
}
