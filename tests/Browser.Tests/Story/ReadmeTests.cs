using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>The examples of the README are run, and answer what it says they answer.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Examples_answer_what_the_readme_says()
    {
        var blocks = Blocks();
        await using var host = await HostProcess.StartAsync();
        using var bob = await host.ClientOfAsync("bob");

        var query = Assert.Single(blocks, b => b.Language == "graphql");
        AssertSays(After(blocks, query), await AskAsync(bob, query.Text));

        var command = Assert.Single(blocks, b => b.Text.Contains("curl", StringComparison.Ordinal));
        AssertSays(After(blocks, command), await ImportAsync(bob, command.Text));
    }

    private sealed record Block(int Place, string Language, string Text);

    private static List<Block> Blocks() =>
        [.. Fence().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select((m, i) => new Block(i, m.Groups[1].Value, m.Groups[2].Value))];

    private static string After(List<Block> blocks, Block block) => blocks.First(b => b.Place > block.Place && b.Language == "json").Text;

    private static async Task<JsonElement> AskAsync(HttpClient client, string query)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { query }), new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync("graphql", content);
        return Parse(await answer.Content.ReadAsStringAsync());
    }

    // What the command line does: the same file, to the same route, in the same form.
    private static async Task<JsonElement> ImportAsync(HttpClient client, string command)
    {
        var csv = Regex.Unescape(PrintedFile().Match(command).Groups[1].Value);
        var route = Route().Match(command).Groups[1].Value;
        using var form = new MultipartFormDataContent();
        using var file = new StringContent(csv);
        form.Add(file, "file", "people.csv");
        using var answer = await client.PostAsync(route, form);
        return Parse(await answer.Content.ReadAsStringAsync());
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void AssertSays(string expected, JsonElement actual) => AssertLike(Parse(expected), actual, "$");

    // "…" in the README stands for what is different each time.
    private static void AssertLike(JsonElement expected, JsonElement actual, string place)
    {
        if (expected.ValueKind == JsonValueKind.String && expected.GetString() == "…")
            return;
        Assert.True(expected.ValueKind == actual.ValueKind, $"{place}: {actual}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(p => p.Name), actual.EnumerateObject().Select(p => p.Name));
                foreach (var property in expected.EnumerateObject())
                    AssertLike(property.Value, actual.GetProperty(property.Name), $"{place}.{property.Name}");
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                foreach (var (one, other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                    AssertLike(one, other, place + "[]");
                break;
            default:
                Assert.True(JsonElement.DeepEquals(expected, actual), $"{place}: the README says {expected}, the server {actual}");
                break;
        }
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"printf '([^']*)'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PrintedFile();

    [GeneratedRegex(@"localhost:5080/(api/\S+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Route();
}
