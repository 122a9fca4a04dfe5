using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmContacts.Plugin.Tests.Docs;

/// <summary>A command line of a page, and what the page says it answers.</summary>
/// <param name="Kind"><c>json</c> or <c>csv</c>; null where it says nothing.</param>
internal sealed partial record DocumentedCommand(string Text, string? Kind, string? Answer)
{
    public static IReadOnlyList<DocumentedCommand> Of(string page) =>
        [.. Blocks().Matches(page).Select(m => new DocumentedCommand(m.Groups["text"].Value, m.Groups["kind"].Success ? m.Groups["kind"].Value : null, m.Groups["answer"].Success ? m.Groups["answer"].Value : null))];

    /// <summary>Where the answer is not what the page says; <c>…</c> is anything, and the page may leave members out.</summary>
    public IEnumerable<string> Differences(string actual) => Kind switch
    {
        "json" => Differences(JsonSerializer.Deserialize<JsonElement>(Answer!), JsonSerializer.Deserialize<JsonElement>(actual), "$"),
        "csv" => Pattern(Answer!).IsMatch(actual.TrimStart('\uFEFF').ReplaceLineEndings("\n")) ? [] : [$"the page says {Answer}, the answer is {actual}"],
        _ => actual.Length == 0 ? [] : [$"the page says nothing, the answer is {actual}"],
    };

    private static IEnumerable<string> Differences(JsonElement says, JsonElement actual, string at)
    {
        if (says.ValueKind == JsonValueKind.String && says.GetString() == "…")
            return [];
        if (says.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
            return says.EnumerateObject().SelectMany(m => actual.TryGetProperty(m.Name, out var one) ? Differences(m.Value, one, $"{at}.{m.Name}") : [$"{at}.{m.Name} is not in the answer"]);
        if (says.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array && says.GetArrayLength() == actual.GetArrayLength())
            return says.EnumerateArray().Zip(actual.EnumerateArray()).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{at}[{i}]"));
        return JsonElement.DeepEquals(says, actual) ? [] : [$"{at}: the page says {says.GetRawText()}, the answer is {actual.GetRawText()}"];
    }

    private static Regex Pattern(string lines) =>
        new("^" + Regex.Escape(lines).Replace("…", "[^\n]*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex("^```sh\n(?<text>.*?)^```\n(?:\n```(?<kind>json|csv)\n(?<answer>.*?)^```)?", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blocks();
}
