using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The real host on a disk that fills up: in an upload, in an import with its checkpoints, in an edit.</summary>
public class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_full_disk_refuses_uploads_and_edits_in_clear_words_and_goes_on_reading()
    {
        using var disk = SmallDisk.Mount(64);
        await using var host = await HostProcess.StartAsync(dataDirectory: disk.Path);
        using var alice = await host.ClientOfAsync("alice");
        var staged = Staged(disk);
        disk.Fill();

        using (var upload = await alice.PostAsync("api/crm-contacts/acme/import", Csv(2_000)))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, upload.StatusCode);
            var problem = await upload.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("storage_full", problem.GetProperty("code").GetString());
            Assert.Contains("disk is full", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var refused = await RefusalAsync(alice);
        Assert.Equal("STORAGE_FULL", refused);
        Assert.True(await TotalAsync(alice) > 0);
        using (var live = await host.Http.GetAsync("health/live"))
            Assert.True(live.IsSuccessStatusCode);

        disk.Free();
        using var again = await alice.PostAsync("api/crm-contacts/acme/import", Csv(20));
        Assert.Equal(20, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("imported").GetInt32());
        Assert.Equal(staged + 1, Staged(disk));
    }

    [Fact]
    public async Task An_import_that_fills_the_disk_waits_for_space_and_loses_and_doubles_nobody()
    {
        const int rows = 12_000;
        using var disk = SmallDisk.Mount(100);
        await using var host = await HostProcess.StartAsync(dataDirectory: disk.Path);
        using var alice = await host.ClientOfAsync("alice");
        var before = await TotalAsync(alice);
        disk.Leave(6);

        var run = await StartAsync(alice, rows);
        await Eventually.TrueAsync(async () => (await RunAsync(alice, run)).GetProperty("message").GetString()?.Contains("disk is full", StringComparison.Ordinal) == true, Patience, () => host.Output);
        var waiting = await RunAsync(alice, run);
        Assert.Equal("running", waiting.GetProperty("status").GetString());
        Assert.Equal(before + waiting.GetProperty("imported").GetInt64(), await TotalAsync(alice));
        Assert.InRange(waiting.GetProperty("imported").GetInt64(), 0, rows - 1);

        disk.Resize(400);
        await Eventually.TrueAsync(async () => (await RunAsync(alice, run)).GetProperty("status").GetString() == "completed", Patience, () => host.Output);
        var ended = await RunAsync(alice, run);
        Assert.Equal((rows, rows, JsonValueKind.Null), (ended.GetProperty("imported").GetInt32(), ended.GetProperty("rows").GetInt32(), ended.GetProperty("message").ValueKind));
        Assert.Equal(before + rows, await TotalAsync(alice));
    }

    private static int Staged(SmallDisk disk) => Directory.GetFiles(Path.Combine(disk.Path, "staged"), "*", SearchOption.AllDirectories).Length;

    private static async Task<string> StartAsync(HttpClient client, int rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/crm-contacts/acme/import") { Content = Csv(rows) };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> RunAsync(HttpClient client, string id) =>
        await client.GetFromJsonAsync<JsonElement>("api/crm-contacts/acme/imports/" + id);

    private static async Task<long> TotalAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("graphql", new { query = "{ contacts { totalCount } }" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("contacts").GetProperty("totalCount").GetInt64();
    }

    /// <summary>Creates contacts until one is refused: what is left in the store's own files takes a few.</summary>
    private static async Task<string?> RefusalAsync(HttpClient client)
    {
        var create = new { query = "mutation($i: CreateContactInput!) { createContact(input: $i) { contact { id } } }", variables = new { i = new { firstName = "Ann", lastName = "Lee", notes = new string('x', 60_000) } } };
        for (var i = 0; i < 2_000; i++)
        {
            using var answer = await client.PostAsJsonAsync("graphql", create);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (body.TryGetProperty("errors", out var errors))
                return errors[0].GetProperty("extensions").GetProperty("code").GetString();
        }

        return null;
    }

    private static ByteArrayContent Csv(int rows)
    {
        var text = new StringBuilder("first_name,last_name,email,phone,notes\n");
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"Ann,Lee {i},ann{i}@example.com,+1 212 555 {i % 10_000:D4},\"Called about the offer of spring, and again in autumn; number {i}.\"\n");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }
}
