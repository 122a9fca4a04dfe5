using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using CrmContacts.Core.Import;
using CrmContacts.Rest.Import;
using CrmContacts.Rest.Json;
using CrmContacts.Rest.Maps;

namespace CrmContacts.Rest.OpenApi;

/// <summary>The schemas of answers, made from the very types that are written; <see cref="Words"/> says what their members mean.</summary>
internal static class AnswerSchemas
{
    public const string Problem = "Problem";

    private static readonly (string Name, JsonTypeInfo Type)[] Types =
    [
        ("Run", AnswerJson.Readable.RunJson), ("Runs", AnswerJson.Readable.RunsJson), ("Preview", AnswerJson.Readable.PreviewJson),
        Of<RunAgentJson>("RunAgent"), Of<RunOptionsJson>("RunOptions"), Of<MappedColumnJson>("MappedColumn"), Of<PreviewColumnJson>("PreviewColumn"),
        ("ImportMaps", AnswerJson.Readable.MapsJson), ("ImportMap", AnswerJson.Readable.MapJson), Of<MapOptionsJson>("ImportMapOptions"),
        ("KeptPage", AnswerJson.Readable.KeptPageJson), Of<KeptJson>("Kept"), (Problem, RestJson.Default.Problem),
    ];

    private static (string, JsonTypeInfo) Of<T>(string name) => (name, AnswerJson.Readable.GetTypeInfo(typeof(T))!);

    public static JsonObject All() => new([.. Types.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Name, Of(t.Name, t.Type)))]);

    private static JsonObject Of(string name, JsonTypeInfo type)
    {
        var schema = (JsonObject)type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Named });
        schema["description"] = Words.Of(name, null);
        var members = (JsonObject)schema["properties"]!;
        foreach (var (member, about) in members)
            Describe(name, member, (JsonObject)about!);
        // Answers say null; problem documents leave out what they do not have.
        schema["required"] = JsonSchemas.Words(members.Select(m => m.Key).Where(m => name != Problem || m is not ("where" or "line")));
        if (name == Problem)
            members["code"]!["enum"] = JsonSchemas.Words(Problems.All.Select(p => p.Code));
        return schema;
    }

    private static void Describe(string name, string member, JsonObject about)
    {
        // A keyword beside a reference is allowed since 3.1.
        about["description"] = Words.Of(name, member);
        if (member.EndsWith("_at", StringComparison.Ordinal))
            about["format"] = "date-time";
        if ((name, member) is ("Run", "status"))
            about["enum"] = JsonSchemas.Words(Enum.GetNames<ImportStatus>().Select(s => s.ToLowerInvariant()));
        if ((name, member) is ("Run", "phase"))
            about["enum"] = JsonSchemas.Words(Enum.GetNames<ImportPhase>().Select(s => s.ToLowerInvariant()));
    }

    /// <summary>A type that has a name of its own is referred to.</summary>
    private static JsonNode Named(JsonSchemaExporterContext context, JsonNode schema)
    {
        var known = Array.Find(Types, t => t.Type.Type == context.TypeInfo.Type);
        if (context.Path.Length > 0 && known.Name is { } name)
            return schema["type"] is JsonArray ? new JsonObject { ["anyOf"] = new JsonArray(JsonSchemas.Ref(name), new JsonObject { ["type"] = "null" }) } : JsonSchemas.Ref(name);
        // A number is a number: what System.Text.Json also reads out of texts is no part of an answer.
        if (schema is JsonObject one)
            one.Remove("pattern");
        return schema;
    }
}
