using System.Net.Http.Json;
using System.Text.Json;

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

    /// <summary>How many contacts the agent sees whose external CRM id starts so.</summary>
    public static async Task<int> CountAsync(this HttpClient client, string externalCrmIdPrefix)
    {
        var data = await client.AskAsync(
            "query($prefix: String!) { contacts(first: 0, where: {externalCrmId: {startsWith: $prefix}}) { totalCount } }",
            new { prefix = externalCrmIdPrefix });
        return data.GetProperty("contacts").GetProperty("totalCount").GetInt32();
    }
}
