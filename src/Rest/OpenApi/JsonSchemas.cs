using System.Text.Json.Nodes;

namespace CrmContacts.Rest.OpenApi;

/// <summary>The few shapes that values of requests have, as JSON Schema.</summary>
internal static class JsonSchemas
{
    public static JsonObject Text() => new() { ["type"] = "string" };

    public static JsonObject Text(string byDefault) => new() { ["type"] = "string", ["default"] = byDefault };

    public static JsonObject Uuid() => new() { ["type"] = "string", ["format"] = "uuid" };

    public static JsonObject Flag(bool byDefault) => new() { ["type"] = "boolean", ["default"] = byDefault };

    /// <summary>One of these words; the first one is what holds when nothing is said.</summary>
    public static JsonObject OneOf(params string[] words) => new() { ["type"] = "string", ["enum"] = Words(words), ["default"] = words[0] };

    /// <summary>The same without a default.</summary>
    public static JsonObject Among(params string[] words) => new() { ["type"] = "string", ["enum"] = Words(words) };

    public static JsonObject Whole(int least, int most, int byDefault) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most, ["default"] = byDefault };

    /// <summary>A schema among the components.</summary>
    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public static JsonArray Words(params IEnumerable<string> words) => [.. words.Select(w => (JsonNode)w)];
}
