using System.Text.Json.Nodes;
using CrmContacts.Rest.OpenApi;
using static CrmContacts.Rest.OpenApi.JsonSchemas;

namespace CrmContacts.Rest.Import;

/// <summary>The options of an upload, as the document tells them: in the query beside <c>text/csv</c>, as fields of a form, as members of JSON.</summary>
internal static class ImportValues
{
    /// <summary>Those of a preview.</summary>
    public static readonly IReadOnlyList<RestValue> Preview =
    [
        new("staged", "The token that a preview gave, in place of a file. It is taken up once; a dry run leaves it.", Uuid()),
        new("delimiter", "`auto`, `comma`, `semicolon`, `tab`, `pipe`, or the character itself.", Text("auto"), "auto"),
        new("encoding", "`auto`, or the name of an encoding, such as `utf-8` or `windows-1252`.", Text("auto"), "auto"),
        new("has_header", "Whether the first row names the columns.", Flag(true), true),
        new("import_map", "A saved import map by id or name: its mapping and options hold where the request says nothing itself.", Text()),
    ];

    /// <summary>Those of an import.</summary>
    public static readonly IReadOnlyList<RestValue> Import =
    [
        .. Preview,
        new("mapping_json", "Where the columns go: an array of targets in column order, or an object from header to target; `null` or left out is not imported. Without it the suggested mapping holds. Targets: `first_name`, `last_name`, `_full_name`, `email`, `phone`, `mobile`, `title`, `department`, `_account`, `status`, `source`, `preferred_channel`, `language`, `timezone`, `notes`, `assigned_to`, `assigned_queue`, `visibility`, `external_crm_id`, `external_crm_provider`, `_tag`, `_list`, `_id`, and `custom:KEY` for each custom field.", Text(), """["first_name","last_name","email","phone","_tag"]"""),
        new("values_json", "What cells mean where a target has fixed values: an object from target (`status`, `source`, `visibility`, `preferred_channel`, `custom:KEY`) to an object from cell to code, `null` for a cell that says nothing. What it does not name is read by code or label.", Text(), """{"status":{"Kunde":"ACTIVE"}}"""),
        new("match_keys", "By what a row finds its contact, comma-separated or repeated: of `email`, `phone`, `mobile`, `external_crm_id`. A mapped `_id` matches first and alone.", Text("email,external_crm_id"), "email,phone"),
        new("on_duplicate", "What a row does to the contact that it finds.", OneOf("update", "skip"), "update"),
        new("dry_run", "Tells what would be done and writes nothing.", Flag(false), false),
        new("list_mode", "Whether the rows' contacts join a list: one that there is, a new one, or those that the column mapped to `_list` names, row by row.", OneOf("none", "existing", "new", "per_row"), "none"),
        new("list", "Id or name of the list of `existing`; the name of the one that `new` makes.", Text()),
        new("save_map_as", "Saves mapping and options as an import map of this name, once the run starts. The agent's own map of that name is replaced (with `crm.manage` any). A dry run saves none.", Text()),
        new("default_country", "ISO 3166 code for telephone numbers without a country; the tenant's when left out.", new() { ["type"] = "string", ["pattern"] = "^[A-Za-z]{2}$" }, "US"),
        new("blank_cells", "`keep` leaves what is there, `clear` empties it.", OneOf("keep", "clear"), "keep"),
    ];

    public static readonly RestValue IdempotencyKey =
        new("Idempotency-Key", "Sent again within 24 hours with the same file and options, it is the same run; with others it is refused. 1 to 255 characters, of this agent alone.", Text()) { InHeader = true };

    public static readonly RestValue Prefer = new("Prefer", "`respond-async` is answered with 202 at once.", Among("respond-async"), "respond-async") { InHeader = true };

    /// <summary>The three forms of an upload, with an example of each.</summary>
    public static IReadOnlyList<RestForm> Forms(IReadOnlyList<RestValue> options) =>
    [
        new("text/csv", Described(Text(), "The file itself; its name may stand in Content-Disposition."), new RestExample("people", "Two people", People)),
        new("multipart/form-data", Members(options, "file", Described(new() { ["type"] = "string", ["contentMediaType"] = "text/csv" }, "The file.")), new RestExample("people", "The form of browsers", new JsonObject { ["file"] = People, ["delimiter"] = "comma" })),
        new("application/json", Members(options, "csv", Described(Text(), "The file's text.")), new RestExample("people", "The form of scripts", new JsonObject { ["csv"] = People, ["has_header"] = true })),
    ];

    private const string People = "first_name,last_name,email,phone,_tag\nAda,Byron,ada@example.com,+1 212 555 0100,vip;new\nGrace,Hopper,grace@example.com,,\n";

    private static JsonObject Members(IReadOnlyList<RestValue> options, string file, JsonObject schema)
    {
        var members = new JsonObject { [file] = schema };
        foreach (var option in options)
            members[option.Name] = Described((JsonObject)option.Schema.DeepClone(), option.Description);
        return new() { ["type"] = "object", ["properties"] = members, ["additionalProperties"] = false };
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
