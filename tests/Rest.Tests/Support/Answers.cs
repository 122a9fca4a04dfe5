using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CrmContacts.Tests.Support.Hosts;

/// <summary>Sends imports and reads what comes back.</summary>
internal static class Answers
{
    public const string Import = "/api/crm-contacts/acme/import";
    public const string Preview = "/api/crm-contacts/acme/import-preview";

    public static StringContent Csv(string text, string type = "text/csv") => new(text, new UTF8Encoding(false), new System.Net.Http.Headers.MediaTypeHeaderValue(type));

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}, not {(int)expected}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The answer is a problem document of this status and code, and tells nothing of what is inside.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}, not {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }

    public static async Task<JsonElement> ImportAsync(this HttpClient client, string csv, string query = "")
    {
        using var answer = await client.PostAsync(Import + query, Csv(csv));
        var run = await answer.JsonAsync();
        LedgerAddsUp(run);
        return run;
    }

    /// <summary>Imported, updated, unchanged, skipped, errors; their sum must be rows.</summary>
    public static long[] Ledger(this JsonElement run) =>
        [.. new[] { "imported", "updated", "unchanged", "skipped", "errors" }.Select(name => run.GetProperty(name).GetInt64())];

    public static void LedgerAddsUp(JsonElement run) => Assert.Equal(run.GetProperty("rows").GetInt64(), run.Ledger().Sum());

    public static async Task<JsonElement> PostJsonAsync(this HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return await answer.JsonAsync();
    }
}
