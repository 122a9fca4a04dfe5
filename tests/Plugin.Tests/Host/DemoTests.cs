using System.Net;
using System.Net.Http.Json;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The standalone host as a newcomer starts it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_is_made_once_and_each_agent_sees_their_part_of_it()
    {
        await using var host = await HostProcess.StartAsync();
        var before = await CountAsync(host, "alice");
        Assert.Equal(500, before);
        Assert.Equal(24, await CountAsync(host, "gina"));
        Assert.InRange(await CountAsync(host, "bob"), 300, 450);
        Assert.InRange(await CountAsync(host, "erin"), 200, 350);

        await host.KillAsync();
        await host.StartAgainAsync();
        Assert.Equal(before, await CountAsync(host, "alice"));
        using var alice = await host.ClientOfAsync("alice");
        using var runs = await alice.GetAsync("/api/crm-contacts/acme/imports");
        var run = Assert.Single((await runs.JsonAsync()).GetProperty("imports").EnumerateArray());
        Assert.Equal([500, 0, 0, 0, 0], run.Ledger());
        Assert.DoesNotContain("fail:", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demos_people_have_been_called_written_to_and_promised_things()
    {
        await using var host = await HostProcess.StartAsync();
        using var alice = await host.ClientOfAsync("alice");
        var types = new HashSet<string?>();
        var states = new HashSet<string?>();
        var (busy, talks, messages) = (0, 0, 0);
        for (string? after = null; ;)
        {
            using var answer = await alice.PostAsJsonAsync("/graphql", new
            {
                query = "query($after: String) { contacts(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { activityCount lastActivityAt timeline(first: 10) { nodes { ... on Activity { type at taskState } ... on Interaction { endedAt messageCount } } } } } }",
                variables = new { after },
            });
            var page = (await answer.JsonAsync()).GetProperty("data").GetProperty("contacts");
            foreach (var contact in page.GetProperty("nodes").EnumerateArray())
            {
                var entries = contact.GetProperty("timeline").GetProperty("nodes").EnumerateArray().ToList();
                Assert.Equal(contact.GetProperty("activityCount").GetInt32(), entries.Count);
                if (entries.Count == 0)
                    continue;
                busy++;
                var newest = entries[0].TryGetProperty("at", out var at) ? at : entries[0].GetProperty("endedAt");
                Assert.Equal(contact.GetProperty("lastActivityAt").GetString(), newest.GetString());
                foreach (var entry in entries)
                {
                    if (entry.TryGetProperty("type", out var type))
                        (_, _) = (types.Add(type.GetString()), states.Add(entry.GetProperty("taskState").GetString()));
                    else
                        (talks, messages) = (talks + 1, messages + entry.GetProperty("messageCount").GetInt32());
                }
            }

            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                break;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }

        Assert.Equal(8, types.Count);
        Assert.Equal([null, "CANCELLED", "DONE", "OPEN"], states.Order(StringComparer.Ordinal));
        Assert.InRange(busy, 350, 499);
        Assert.InRange(talks, 150, 180);
        Assert.True(messages > 3 * talks, $"{messages} messages in {talks} conversations");
    }

    [Fact]
    public async Task Strangers_get_no_token_and_files_are_the_hosts_alone()
    {
        await using var host = await HostProcess.StartAsync();
        using (var stranger = await host.Http.PostAsJsonAsync("/demo/token", new { agent = "mallory" }))
            await stranger.ProblemAsync(404, "not_found");
        using (var nobody = await host.Http.PostAsync("/demo/token", Answers.Csv("[", "application/json")))
            await nobody.ProblemAsync(400, "request_invalid");

        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(host.DataDirectory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            Assert.True((File.GetUnixFileMode(file) & Others) == 0, file);
    }

    [Fact]
    public async Task The_pages_are_held_to_a_strict_policy_and_health_is_told()
    {
        await using var host = await HostProcess.StartAsync();
        foreach (var path in new[] { "/", "/manager" })
        {
            using var page = await host.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        }

        foreach (var path in new[] { "/health/live", "/health/ready", "/widget/v1/crm-customers.js", "/widget/v1/crm-contacts-manager.js" })
        {
            using var answer = await host.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<int> CountAsync(HostProcess host, string agent)
    {
        using var client = await host.ClientOfAsync(agent);
        using var answer = await client.PostAsync("/graphql", Answers.Csv("{\"query\":\"{ contacts { totalCount } }\"}", "application/json"));
        return (await answer.JsonAsync()).GetProperty("data").GetProperty("contacts").GetProperty("totalCount").GetInt32();
    }
}
