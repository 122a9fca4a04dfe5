using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Core;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Tests.Support.Csv;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The host is killed at drawn moments of an import, and of the taking back of it: both go on by themselves and end exactly.</summary>
public sealed class KilledRunTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Killed_at_any_moment_a_run_and_its_undo_go_on_by_themselves_and_end_exactly()
    {
        var draw = new Random(20_26);
        var first = Stopwatch.StartNew();
        await using var host = await HostProcess.StartAsync();
        var backWithin = TimeSpan.FromSeconds(Math.Max(10, 2 * first.Elapsed.TotalSeconds));
        var people = await TotalAsync(host);
        for (var round = 0; round < (TestRounds.Full ? 20 : 1); round++)
        {
            var story = StoryFile.Utf8(TestRounds.Full ? 50_000 : 10_000, $"round{round}");
            var id = await PostAsync(host, story, $"Killed {round}");
            for (var kill = 0; kill < (TestRounds.Full ? 1 : 2); kill++)
                await KillAtAsync(host, id, "rows", draw.Next(story.Rows), backWithin);
            var run = await EndAsync(host, id);
            Assert.Equal("completed", run.GetProperty("status").GetString());
            Assert.Equal([story.Imported, story.Updated, story.Unchanged, 0, story.Errors], run.Ledger());
            Assert.Equal(people + story.Imported, await TotalAsync(host));
            Assert.Equal((story.Imported, story.Imported), await ListAsync(host, $"Killed {round}"));
            Assert.Equal(story.BadRowsGivenBack, await BadRowsAsync(host, run));

            await UndoAsync(host, id);
            await KillAtAsync(host, id, "taken_back", draw.Next(story.Imported), backWithin);
            var undone = await EndAsync(host, id);
            Assert.Equal(("undone", story.Imported, 0), (undone.GetProperty("status").GetString(), undone.GetProperty("taken_back").GetInt32(), undone.GetProperty("kept").GetInt32()));
            Assert.Equal(people, await TotalAsync(host));
            Assert.Equal((-1, 0), await ListAsync(host, $"Killed {round}"));
        }

        Assert.DoesNotContain("fail:", host.Output, StringComparison.Ordinal);
        await host.StopAsync();
        await using var store = await TestStore.OpenAsync(Engine.Sqlite, new CrmCoreOptions { DataDirectory = host.DataDirectory });
        Assert.Empty((await store.Services.GetRequiredService<CountVerifier>().VerifyAsync(store.Acme, repair: false)).Drifts);
    }

    /// <summary>Waits until so much is done, kills it there, and starts it again. What was told to be done stays done.</summary>
    private static async Task KillAtAsync(HostProcess host, string id, string count, int reached, TimeSpan within)
    {
        using (var alice = await host.ClientOfAsync("alice"))
            await Eventually.ValueAsync(() => RunAsync(alice, id), run => run.GetProperty(count).GetInt32() >= reached || IsOver(run), Within, () => host.Output);
        await host.KillAsync();
        var back = Stopwatch.StartNew();
        await host.StartAgainAsync();
        // From the start of the process to the first answer of /health/ready: ten seconds; where the machine is so busy that the very first start took long, twice that.
        Assert.True(back.Elapsed < within, $"The start took {back.Elapsed}.\n{host.Output}");
        using var again = await host.ClientOfAsync("alice");
        Assert.True((await RunAsync(again, id)).GetProperty(count).GetInt32() >= reached, "Counts went back.");
    }

    private static async Task<string> PostAsync(HostProcess host, StoryFile story, string list)
    {
        using var alice = await host.ClientOfAsync("alice");
        using var content = new ByteArrayContent(story.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/crm-contacts/acme/import?match_keys=external_crm_id&list_mode=new&list=" + Uri.EscapeDataString(list)) { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await alice.SendAsync(request);
        return (await answer.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
    }

    private static async Task UndoAsync(HostProcess host, string id)
    {
        using var alice = await host.ClientOfAsync("alice");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/crm-contacts/acme/imports/{id}/undo");
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await alice.SendAsync(request);
        await answer.JsonAsync(HttpStatusCode.Accepted);
    }

    private static async Task<JsonElement> EndAsync(HostProcess host, string id)
    {
        using var alice = await host.ClientOfAsync("alice");
        return await Eventually.ValueAsync(() => RunAsync(alice, id), IsOver, Within, () => host.Output);
    }

    private static async Task<IEnumerable<IReadOnlyList<string>>> BadRowsAsync(HostProcess host, JsonElement run)
    {
        using var alice = await host.ClientOfAsync("alice");
        var csv = await alice.GetStringAsync("/api/crm-contacts/acme/import-errors?token=" + run.GetProperty("error_token").GetString());
        return CsvText.Read(csv).Skip(1).Select(row => row[..StoryFile.Columns.Count]);
    }

    private static Task<JsonElement> RunAsync(HttpClient client, string id) => client.GetFromJsonAsync<JsonElement>($"/api/crm-contacts/acme/imports/{id}");

    private static bool IsOver(JsonElement run) => run.GetProperty("status").GetString() is not ("queued" or "running");

    private static async Task<int> TotalAsync(HostProcess host) =>
        (await AskAsync(host, "{ contacts(first: 0) { totalCount } }")).GetProperty("contacts").GetProperty("totalCount").GetInt32();

    /// <summary>The kept count of a list, and how many the pages of it have; -1 where there is no such list.</summary>
    private static async Task<(int Kept, int There)> ListAsync(HostProcess host, string name)
    {
        var lists = (await AskAsync(host, "{ lists { name contactCount contacts(first: 0) { totalCount } } }")).GetProperty("lists").EnumerateArray();
        return lists.FirstOrDefault(l => l.GetProperty("name").GetString() == name) is { ValueKind: JsonValueKind.Object } list
            ? (list.GetProperty("contactCount").GetInt32(), list.GetProperty("contacts").GetProperty("totalCount").GetInt32())
            : (-1, 0);
    }

    private static async Task<JsonElement> AskAsync(HostProcess host, string query)
    {
        using var alice = await host.ClientOfAsync("alice");
        return (await alice.PostJsonAsync("/graphql", new { query })).GetProperty("data");
    }
}
