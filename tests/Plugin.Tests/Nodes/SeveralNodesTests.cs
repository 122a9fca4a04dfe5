using System.Net;
using System.Text;
using CrmContacts.Core;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Tests.Support.Csv;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CrmContacts.Plugin.Tests.Nodes;

/// <summary>Two hosts, one PostgreSQL, one Redis: nobody can tell which node they are at, whichever of the four is taken away.</summary>
public sealed class SeveralNodesTests
{
    private static TimeSpan Away => TimeSpan.FromSeconds(TestRounds.Full ? 30 : 4);

    private static int Rows => TestRounds.Full ? 50_000 : 8_000;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Agents_of_different_nodes_see_each_other_and_a_killed_node_is_carried_on_by_the_other(bool redis)
    {
        await using var nodes = await NodePair.StartAsync(redis);
        var (first, second) = (nodes.First, nodes.Second);
        await using var here = await NodePage.OpenAsync(first, "alice");
        await using var there = await NodePage.OpenAsync(second, "alice");
        await using var stranger = await NodePage.OpenAsync(second, "gina");
        await using var bob = await NodePage.OpenAsync(second, "bob");
        var people = await first.TotalAsync();
        Assert.Equal((people, people), (here.All, there.All));

        // A contact of one node is told at the other, and counted; so are a list and a call.
        var hired = await first.HireAsync("Nilsson");
        await Eventually.TrueAsync(() => Task.FromResult(there.All == people + 1));
        await Eventually.TrueAsync(() => Task.FromResult(there.Contacts.Any(c => c.ToString().Contains(hired.ToString(), StringComparison.Ordinal))));
        await second.AskAsync("mutation { createList(input: {name: \"Of the second\", kind: STATIC}) { contactList { id } } }");
        await Eventually.TrueAsync(() => Task.FromResult(here.Lists.Any(l => l.GetProperty("created").GetArrayLength() > 0)));
        using (var alice = await first.ClientOfAsync("alice"))
        {
            using var told = await alice.PostAsync("/api/crm-calls/acme", new StringContent(
                """{"agent":"bob","number":"+1 212 555 0143","call_id":"n-1","direction":"inbound","event":"ringing"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        }

        await Eventually.TrueAsync(() => Task.FromResult(!bob.Pops.IsEmpty));
        Assert.Empty(there.Pops);
        // Half a minute of lease is waited for once; by NOTIFY too in the long round.
        if (!redis && !TestRounds.Full)
            return;

        // What one node imports is followed at the other, which carries it on when the first is killed.
        var story = StoryFile.Utf8(Rows, "nodes");
        var id = await first.PostAsync(story);
        await Eventually.TrueAsync(() => Task.FromResult(there.Progress.Any(p => p.GetProperty("id").GetString() == id && p.GetProperty("rows").GetInt32() > 0)), TimeSpan.FromSeconds(60), () => first.Output);
        var before = (await second.RunAsync(id)).GetProperty("rows").GetInt32();
        await first.KillAsync();
        var run = await second.EndAsync(id);
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal([story.Imported, story.Updated, story.Unchanged, 0, story.Errors], run.Ledger());
        Assert.True(before <= story.Rows);
        await ExactAsync(nodes, second, people + 1 + story.Imported);
        await Eventually.TrueAsync(() => Task.FromResult(there.All == people + 1 + story.Imported), details: there.ToString);

        // Back again, the first one knows all of it.
        await first.StartAgainAsync();
        await Eventually.TrueAsync(() => Task.FromResult(here.IsConnected && here.All == there.All), TimeSpan.FromSeconds(20), here.ToString);
        Assert.Equal(people + 1 + story.Imported, await first.TotalAsync());
        var accepted = await RollAsync(nodes);
        Assert.True(accepted > 0);
        Assert.Equal(people + 1 + story.Imported + accepted, await second.TotalAsync());
        await Eventually.TrueAsync(() => Task.FromResult(here.All == people + 1 + story.Imported + accepted && there.All == here.All), TimeSpan.FromSeconds(30), here.ToString);
        Assert.Empty(stranger.Progress);
        Assert.DoesNotContain(stranger.Contacts, c => !c.ToString().Contains("\"many\":true", StringComparison.Ordinal));
        Assert.DoesNotContain("fail:", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_and_then_PostgreSQL_may_go_away_during_an_import_and_readiness_says_so()
    {
        await using var nodes = await NodePair.StartAsync(withRedis: true);
        var (first, second) = (nodes.First, nodes.Second);
        await using var here = await NodePage.OpenAsync(first, "alice");
        await using var there = await NodePage.OpenAsync(second, "alice");
        var people = await first.TotalAsync();

        // Without Redis the numbers come a little later, and stay right.
        var story = StoryFile.Utf8(Rows, "without-redis");
        var id = await first.PostAsync(story);
        await first.WrittenAsync(id, 1);
        await nodes.Redis!.KillAsync();
        foreach (var node in new[] { first, second })
        {
            var (status, word) = await Eventually.ValueAsync(node.ReadinessAsync, now => now.Word.StartsWith("degraded", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("Redis is away", word, StringComparison.Ordinal);
        }

        await first.HireAsync("Away");
        await Task.Delay(Away, TimeProvider.System);
        await nodes.Redis.StartAgainAsync();
        var run = await second.EndAsync(id);
        Assert.Equal([story.Imported, story.Updated, story.Unchanged, 0, story.Errors], run.Ledger());
        people += story.Imported + 1;
        await Eventually.TrueAsync(() => Task.FromResult(there.All == people && here.All == people), details: there.ToString);
        foreach (var node in new[] { first, second })
            await Eventually.ValueAsync(node.ReadinessAsync, now => now.Word == "ready", TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => Task.FromResult(there.Contacts.Any(c => c.ToString().Contains("\"many\":true", StringComparison.Ordinal))));
        // One who comes together with what was missed is told of without a name; the next ones by theirs again.
        await Eventually.TrueAsync(async () =>
        {
            var later = await first.HireAsync("Back");
            people++;
            await Eventually.TrueAsync(() => Task.FromResult(there.All == people));
            return there.Contacts.Any(c => c.ToString().Contains(later.ToString(), StringComparison.Ordinal));
        }, TimeSpan.FromSeconds(20), there.ToString);

        // Without PostgreSQL nothing is answered, nothing is lost, and the run goes on by itself.
        story = StoryFile.Utf8(Rows, "without-postgres");
        id = await first.PostAsync(story);
        await first.WrittenAsync(id, 1);
        await nodes.Postgres.StopAsync();
        foreach (var node in new[] { first, second })
            await Eventually.ValueAsync(node.ReadinessAsync, now => now.Status == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(20));
        await Task.Delay(Away, TimeProvider.System);
        NpgsqlConnection.ClearAllPools();
        await nodes.Postgres.StartAgainAsync();
        foreach (var node in new[] { first, second })
            await Eventually.ValueAsync(node.ReadinessAsync, now => now is { Status: HttpStatusCode.OK, Word: "ready" }, TimeSpan.FromSeconds(30), () => node.Output);
        run = await second.EndAsync(id);
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal([story.Imported, story.Updated, story.Unchanged, 0, story.Errors], run.Ledger());
        people += story.Imported;
        await ExactAsync(nodes, first, people);
        await Eventually.TrueAsync(() => Task.FromResult(there.All == people && here.All == people), TimeSpan.FromSeconds(20), there.ToString);
    }

    /// <summary>Stops one node after the other in good order and starts it again, while somebody hires at whichever answers: how many were hired.</summary>
    private static async Task<int> RollAsync(NodePair nodes)
    {
        using var rolled = new CancellationTokenSource();
        HostProcess[] both = [nodes.First, nodes.Second];
        var hiring = Task.Run(async () =>
        {
            var accepted = 0;
            for (var i = 0; !rolled.IsCancellationRequested; i++)
            {
                try
                {
                    await both[i % 2].HireAsync("Rolling");
                    accepted++;
                }
                catch (HttpRequestException)
                {
                    // Nobody listens there at the moment: the next one is asked.
                }
            }

            return accepted;
        });
        foreach (var node in both)
        {
            await node.StopAsync();
            await node.StartAgainAsync();
        }

        await rolled.CancelAsync();
        return await hiring;
    }

    /// <summary>As many as there must be, by the kept counts and by a recount of everything.</summary>
    private static async Task ExactAsync(NodePair nodes, HostProcess node, int people)
    {
        Assert.Equal(people, await node.TotalAsync());
        await using var store = await TestStore.OpenAsync(Engine.Postgres, new CrmCoreOptions { Database = "postgres", ConnectionString = nodes.Database, DataDirectory = TestFolder.Create("verify-") });
        Assert.Empty((await store.Services.GetRequiredService<CountVerifier>().VerifyAsync(store.Acme, repair: false)).Drifts);
    }
}
