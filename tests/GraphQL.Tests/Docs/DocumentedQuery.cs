using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmContacts.GraphQL.Tests.Docs;

/// <summary>A query of docs/graphql.md with its variables and the answer that the page promises.</summary>
internal sealed partial record DocumentedQuery(string Title, string Query, JsonNode? Variables, JsonElement Answer)
{
    /// <summary>Every query of a page: under a heading a <c>graphql</c> block, <c>json variables</c> where it has some, and the answer.</summary>
    public static IReadOnlyList<DocumentedQuery> Of(string page) =>
        [.. Blocks().Matches(page).Select(m => new DocumentedQuery(
            m.Groups["title"].Value, m.Groups["query"].Value,
            m.Groups["variables"].Success ? JsonNode.Parse(m.Groups["variables"].Value) : null,
            JsonDocument.Parse(m.Groups["answer"].Value).RootElement))];

    /// <summary>The variables with what earlier answers have named put in its place.</summary>
    public JsonNode? With(IReadOnlyDictionary<string, string> names) => Filled(Variables?.DeepClone(), names);

    /// <summary>Where an answer is not what the page promises; <c>"&lt;name>"</c> is any text the first time, and the same text from then on.</summary>
    public static IEnumerable<string> Differences(JsonElement promised, JsonElement actual, Dictionary<string, string> names, string path = "")
    {
        if (promised.ValueKind == JsonValueKind.String && promised.GetString() is ['<', .., '>'] name && actual.ValueKind == JsonValueKind.String)
        {
            if (names.TryAdd(name, actual.GetString()!) || names[name] == actual.GetString())
                return [];
        }
        else if (promised.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            var (some, others) = (promised.EnumerateObject().ToList(), actual.EnumerateObject().ToList());
            if (some.Select(p => p.Name).SequenceEqual(others.Select(p => p.Name), StringComparer.Ordinal))
                return [.. some.Zip(others).SelectMany(p => Differences(p.First.Value, p.Second.Value, names, $"{path}/{p.First.Name}"))];
        }
        else if (promised.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
        {
            if (promised.GetArrayLength() == actual.GetArrayLength())
                return [.. promised.EnumerateArray().Zip(actual.EnumerateArray()).SelectMany((p, i) => Differences(p.First, p.Second, names, $"{path}/{i}"))];
        }
        else if (JsonElement.DeepEquals(promised, actual))
        {
            return [];
        }

        return [$"{path}: the page says {promised.GetRawText()}, the answer is {actual.GetRawText()}"];
    }

    private static JsonNode? Filled(JsonNode? node, IReadOnlyDictionary<string, string> names)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                    members[name] = Filled(member?.DeepClone(), names);
                return members;
            case JsonArray items:
                return new JsonArray([.. items.Select(i => Filled(i?.DeepClone(), names))]);
            case JsonValue value when value.TryGetValue<string>(out var text) && names.TryGetValue(text, out var known):
                return JsonValue.Create(known);
            default:
                return node;
        }
    }

    [GeneratedRegex("^## (?<title>[^\n]*)\n(?:(?!^## |^```).*\n)*```graphql\n(?<query>[^`]*)```\n(?:(?!^## |^```).*\n)*(?:```json variables\n(?<variables>[^`]*)```\n(?:(?!^## |^```).*\n)*)?```json\n(?<answer>[^`]*)```", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Blocks();
}
