using System.Net.Http.Headers;
using System.Text.Json;

namespace CrmContacts.Bench.Imports;

/// <summary>What somebody does who imports: upload, wait, take back. A run that ends otherwise than it should ends the bench.</summary>
internal static class ImportCalls
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    /// <summary>Uploads a file of <paramref name="rows"/> people and waits until each of them counts as <paramref name="outcome"/>.</summary>
    /// <param name="client">Whose token it carries.</param>
    /// <param name="file">The CSV file.</param>
    /// <param name="rows">How many people it has.</param>
    /// <param name="outcome"><c>imported</c>, <c>updated</c> or <c>unchanged</c>.</param>
    /// <param name="options">Of the import, as a query: <c>?dry_run=true</c>.</param>
    /// <returns>The run's id.</returns>
    public static async Task<string> ImportAsync(this HttpClient client, string file, int rows, string outcome = "imported", string options = "")
    {
        using var content = new StreamContent(File.OpenRead(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/crm-contacts/acme/import" + options) { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await client.SendAsync(request);
        var run = await client.EndOfAsync(await BodyAsync(answer), "completed");
        return run.GetProperty(outcome).GetInt64() == rows ? run.GetProperty("id").GetString()! : throw Wrong(run);
    }

    /// <summary>Takes a run back and waits until it is.</summary>
    public static async Task UndoAsync(this HttpClient client, string run)
    {
        using var answer = await client.PostAsync($"api/crm-contacts/acme/imports/{run}/undo", null);
        await client.EndOfAsync(await BodyAsync(answer), "undone");
    }

    private static async Task<JsonElement> EndOfAsync(this HttpClient client, JsonElement run, string ending)
    {
        var id = run.GetProperty("id").GetString();
        while (run.GetProperty("status").GetString() is "queued" or "running")
        {
            await Task.Delay(LookEvery);
            using var poll = await client.GetAsync($"api/crm-contacts/acme/imports/{id}");
            run = await BodyAsync(poll);
        }

        return run.GetProperty("status").GetString() == ending ? run : throw Wrong(run);
    }

    private static InvalidOperationException Wrong(JsonElement run) => new("The import did not end as it should: " + run);

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
