using System.Net.Http.Json;
using System.Text.Json;

namespace CrmContacts.Tests.Support.Demo;

/// <summary>Signs in as an agent of the demo.</summary>
public static class DemoTokens
{
    /// <summary>A bearer token of <paramref name="agent"/> (<c>alice</c>, <c>bob</c>, …).</summary>
    public static async Task<string> OfAsync(HttpClient http, string agent)
    {
        using var answer = await http.PostAsJsonAsync("demo/token", new { agent });
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("access_token").GetString()!;
    }
}
