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
    public async Task The_page_is_held_to_a_strict_policy_and_health_is_told()
    {
        await using var host = await HostProcess.StartAsync();
        using var page = await host.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        foreach (var path in new[] { "/health/live", "/health/ready", "/widget/v1/crm-customers.js" })
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
