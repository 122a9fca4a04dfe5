using System.Net.Http.Json;
using System.Text.Json;

namespace CrmContacts.Bench.Asking;

/// <summary>Asks the host as a page does, and fails on any refusal: a bench measures what works.</summary>
internal static class Api
{
    /// <summary><c>data</c> of the answer.</summary>
    public static async Task<JsonElement> AskAsync(this HttpClient client, string query, object? variables = null)
    {
        using var answer = await client.PostAsJsonAsync("graphql", new { query, variables });
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException(errors.ToString())
            : document.RootElement.GetProperty("data").Clone();
    }

    /// <summary>Carries out <paramref name="field"/> with an input of type <paramref name="type"/>, and gives its payload.</summary>
    public static async Task<JsonElement> DoAsync(this HttpClient client, string field, string type, object input, string asked)
    {
        var data = await client.AskAsync(
            $"mutation($input: {type}!) {{ {field}(input: $input) {{ {asked} errors {{ __typename ... on Error {{ message }} }} }} }}", new { input });
        var payload = data.GetProperty(field);
        return payload.GetProperty("errors").ValueKind == JsonValueKind.Null ? payload : throw new InvalidOperationException($"{field}: {payload}");
    }

    public static Task UpdateAsync(this HttpClient client, object input) => client.DoAsync("updateContact", "UpdateContactInput", input, "contact { version }");

    /// <summary>Creates a list and gives its id; a null filter makes it a static one.</summary>
    public static async Task<Guid> CreateListAsync(this HttpClient client, string name, object? where) =>
        (await client.DoAsync("createList", "CreateListInput", where is null ? new { name } : new { name, kind = "DYNAMIC", where }, "contactList { id }"))
            .GetProperty("contactList").GetProperty("id").GetGuid();
}
