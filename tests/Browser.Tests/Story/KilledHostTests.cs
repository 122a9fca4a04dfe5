using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Tests.Support.Csv;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>The host is killed in the middle of an import, on SQLite: it comes back and the run goes on by itself.</summary>
public sealed class KilledHostTests
{
    private static readonly TimeSpan RunWithin = TimeSpan.FromSeconds(60);

    public static TheoryData<int> Kills => LongRounds ? [5, 20, 50, 80, 95] : [30];

    private static bool LongRounds => Environment.GetEnvironmentVariable("CRM_TEST_FULL") == "1";

    [Theory, MemberData(nameof(Kills))]
    public async Task Killed_import_goes_on_by_itself_and_ends_with_exact_counts(int percent)
    {
        var story = StoryFile.Utf8();
        await using var host = await HostProcess.StartAsync();
        string id;
        int before;
        using (var bob = await host.ClientOfAsync("bob"))
        {
            before = await TotalAsync(bob);
            id = await StartAsync(bob, story);
            var reached = await Eventually.ValueAsync(() => RunAsync(bob, id), run => Rows(run) >= story.Rows * percent / 100, RunWithin);
            await host.KillAsync();
            Assert.Equal("running", Status(reached));
        }

        var back = Stopwatch.StartNew();
        await host.StartAgainAsync();
        // Under 10 s on a machine of its own; tests share theirs.
        Assert.True(back.Elapsed < TimeSpan.FromSeconds(30), $"The start took {back.Elapsed}.");

        using var again = await host.ClientOfAsync("bob");
        var first = await RunAsync(again, id);
        Assert.True(Rows(first) >= story.Rows * percent / 100, "Counts went back: " + first);
        var run = await Eventually.ValueAsync(() => RunAsync(again, id), r => Status(r) is not ("queued" or "running"), RunWithin, () => host.Output);

        Assert.Equal("completed", Status(run));
        Assert.Equal(
            (story.Imported, story.Updated, story.Unchanged, 0, story.Errors),
            (Count(run, "imported"), Count(run, "updated"), Count(run, "unchanged"), Count(run, "skipped"), Count(run, "errors")));
        Assert.Equal(story.Rows, Rows(run));
        Assert.Equal(story.Imported, await again.CountAsync(story.Prefix + "-"));
        Assert.Equal(before + story.Imported, await TotalAsync(again));
        Assert.Equal(story.BadRowsGivenBack, await BadRowsAsync(again, run));
    }

    private static async Task<string> StartAsync(HttpClient client, StoryFile story)
    {
        using var content = new ByteArrayContent(story.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/crm-contacts/acme/import") { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await client.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return run.GetProperty("id").GetString()!;
    }

    private static Task<JsonElement> RunAsync(HttpClient client, string id) =>
        client.GetFromJsonAsync<JsonElement>($"api/crm-contacts/acme/imports/{id}");

    private static async Task<IEnumerable<IReadOnlyList<string>>> BadRowsAsync(HttpClient client, JsonElement run)
    {
        var csv = await client.GetStringAsync("api/crm-contacts/acme/import-errors?token=" + run.GetProperty("error_token").GetString());
        return CsvText.Read(csv).Skip(1).Select(r => (IReadOnlyList<string>)r[..StoryFile.Columns.Count]);
    }

    // The kept count of the viewer, which must agree with what is there.
    private static async Task<int> TotalAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ contacts(first: 0) { totalCount } }");
        return data.GetProperty("contacts").GetProperty("totalCount").GetInt32();
    }

    private static int Rows(JsonElement run) => Count(run, "rows");

    private static int Count(JsonElement run, string name) => int.Parse(run.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture);

    private static string Status(JsonElement run) => run.GetProperty("status").GetString()!;
}
