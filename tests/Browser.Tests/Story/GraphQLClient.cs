using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>Asks the GraphQL endpoint and gives <c>data</c>.</summary>
internal static class GraphQLClient
{
    public static async Task<JsonElement> AskAsync(this HttpClient client, string query, object? variables = null)
    {
        using var answer = await client.PostAsJsonAsync("graphql", new { query, variables });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(body.TryGetProperty("errors", out var errors), errors.ToString());
        return body.GetProperty("data");
    }

    /// <summary>A contact as the server has it, with its timeline; JSON null when there is none for this agent.</summary>
    public static async Task<JsonElement> ContactAsync(this HttpClient client, string id)
    {
        var data = await client.AskAsync(
            """
            query($id: UUID!) {
              contactById(id: $id) {
                firstName lastName title department notes status phone email tags lists { name } customFields { key text number }
                timeline(first: 20) { nodes { __typename ... on Activity { type subject body direction durationSeconds taskState dueAt callId source } } }
              }
            }
            """, new { id });
        return data.GetProperty("contactById");
    }

    /// <summary>Waits until a field of a contact is as said.</summary>
    public static Task HasAsync(this HttpClient client, string id, string field, string? value) => Eventually.ValueAsync(
        async () => (await client.ContactAsync(id)).GetProperty(field).ToString(), now => now == (value ?? ""), details: () => $"{field} should be {value}");

    /// <summary>The activities of a contact, the newest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ActivitiesAsync(this HttpClient client, string id) =>
        [.. (await client.ContactAsync(id)).GetProperty("timeline").GetProperty("nodes").EnumerateArray().Where(n => n.GetProperty("__typename").GetString() == "Activity")];

    /// <summary>How many contacts the agent sees whose external CRM id starts so.</summary>
    public static async Task<int> CountAsync(this HttpClient client, string externalCrmIdPrefix)
    {
        var data = await client.AskAsync(
            "query($prefix: String!) { contacts(first: 0, where: {externalCrmId: {startsWith: $prefix}}) { totalCount } }",
            new { prefix = externalCrmIdPrefix });
        return data.GetProperty("contacts").GetProperty("totalCount").GetInt32();
    }
}
