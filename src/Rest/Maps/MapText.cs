using System.Text.Json.Nodes;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.OpenApi;
using static CrmContacts.Core.Errors.ErrorCode;

namespace CrmContacts.Rest.Maps;

/// <summary>What the document says of saved mappings.</summary>
internal static class MapText
{
    public static readonly RestOperation List = new("listImportMaps", Words.Maps, Permission.Edit, "The saved mappings", "Every import map of the tenant, by name.")
    {
        Replies = [new(200, "The maps.", "application/json", JsonSchemas.Ref("ImportMaps"))],
    };

    public static readonly RestOperation Find = new("findImportMap", Words.Maps, Permission.Edit, "One saved mapping", "An import map with its columns and options.")
    {
        Replies = [new(200, "The map.", "application/json", JsonSchemas.Ref("ImportMap"), Map())],
    };

    public static readonly RestOperation Create = new("createImportMap", Words.Maps, Permission.Edit, "Save a mapping",
        "Files with these columns find the map by themselves in a preview, and in an import that names no mapping. At least one column goes to a name, and each target is used once.")
    {
        BodyRequired = true,
        Forms = [new("application/json", Body("name", "columns"), new RestExample("map", "A map", Given()))],
        Replies = [new(201, "The map as it was made.", "application/json", JsonSchemas.Ref("ImportMap"), Map()) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = "Where the map is." } }],
        Refusals = [MappingInvalid, OptionInvalid, NameTaken, RequestInvalid],
    };

    public static readonly RestOperation Update = new("updateImportMap", Words.Maps, Permission.Edit, "Change a saved mapping",
        "A part that is absent stays as it is: a map is renamed by its name alone. Another agent's map needs `crm.manage`.")
    {
        BodyRequired = true,
        Forms = [new("application/json", Body(), new RestExample("rename", "Another name", new JsonObject { ["name"] = "Trade fair 2027" }))],
        Replies = [new(200, "The map as it is now.", "application/json", JsonSchemas.Ref("ImportMap"), Map())],
        Refusals = [MappingInvalid, OptionInvalid, NameTaken, RequestInvalid],
    };

    public static readonly RestOperation Delete = new("deleteImportMap", Words.Maps, Permission.Edit, "Delete a saved mapping",
        "Runs that took it stay as they are. Another agent's map needs `crm.manage`.")
    {
        Replies = [new(204, "It is gone.")],
    };

    private static JsonObject Given() => new()
    {
        ["name"] = "Trade fair",
        ["columns"] = new JsonArray(Column("Name", "_full_name"), Column("Mail", "email"), Column("Colour", null)),
        ["options"] = new JsonObject { ["match_keys"] = JsonSchemas.Words("email"), ["on_duplicate"] = "skip", ["default_country"] = "DE", ["values"] = Values() },
    };

    private static JsonObject Values() => new() { ["status"] = new JsonObject { ["Kunde"] = "ACTIVE" } };

    private static JsonObject Map()
    {
        var map = new JsonObject { ["id"] = "0198c0de-0000-7000-8000-000000000000", ["name"] = "Trade fair", ["agent"] = "alice" };
        map["columns"] = Given()["columns"]!.DeepClone();
        map["options"] = new JsonObject
        {
            ["delimiter"] = null, ["encoding"] = null, ["has_header"] = true, ["match_keys"] = JsonSchemas.Words("email"),
            ["on_duplicate"] = "skip", ["default_country"] = "DE", ["blank_cells"] = null, ["values"] = Values(),
        };
        (map["created_at"], map["updated_at"]) = ("2026-03-01T09:30:00.000Z", "2026-03-01T09:30:00.000Z");
        return map;
    }

    private static JsonObject Column(string header, string? target) => new() { ["header"] = header, ["target"] = target };

    private static JsonObject Body(params string[] required) => new()
    {
        ["type"] = "object",
        ["required"] = JsonSchemas.Words(required),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["name"] = Member(JsonSchemas.Text(), "1 to 100 characters, unique in the tenant, case aside."),
            ["columns"] = new JsonObject
            {
                ["description"] = "The columns in order; an object from header to target does as well.",
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "array", ["items"] = JsonSchemas.Ref("MappedColumn") },
                    new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = JsonSchemas.Words("string", "null") } }),
            },
            ["options"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "In the words of the options of an import; they replace those that the map has.",
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject
                {
                    ["delimiter"] = JsonSchemas.Text(), ["encoding"] = JsonSchemas.Text(), ["has_header"] = new JsonObject { ["type"] = "boolean" },
                    ["match_keys"] = new JsonObject { ["type"] = "array", ["items"] = JsonSchemas.Among("email", "phone", "mobile", "external_crm_id") },
                    ["on_duplicate"] = JsonSchemas.Among("update", "skip"), ["default_country"] = JsonSchemas.Text(), ["blank_cells"] = JsonSchemas.Among("keep", "clear"),
                    ["values"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = JsonSchemas.Words("string", "null") } } },
                },
            },
        },
    };

    private static JsonObject Member(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
