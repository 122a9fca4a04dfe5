using CrmContacts.Core.Visibility;
using CrmContacts.Rest.OpenApi;
using static CrmContacts.Core.Errors.ErrorCode;

namespace CrmContacts.Rest.Export;

/// <summary>What the document says of files that go out.</summary>
internal static class ExportText
{
    public static readonly RestOperation Export = new("exportContacts", Words.Export, Permission.View, "The contacts as CSV",
        """
        The contacts that the viewer sees, as UTF-8 with a byte order mark. Headers are the keys of mapping targets, so an import recognises each column by itself; imported again with `list_mode=per_row`, every row is `unchanged`. Cells that a spreadsheet would run as a formula get an apostrophe before them, which the import takes off again. Several tags or lists stand in one cell with semicolons between them, a name with a semicolon in quotes.

        It is streamed in short slices by id, each a snapshot of its own: every contact that is there all the while comes once, as it was when its slice was read; the file as a whole is no one moment of the store. A file that breaks off ends with the connection.
        """)
    {
        Values =
        [
            new("list", "Id or name of a list, static or dynamic; all contacts without it.", JsonSchemas.Text()),
            new("where", "A filter as JSON: `ContactFilterInput` of the GraphQL API.", JsonSchemas.Text(), """{"status":{"eq":"ACTIVE"}}"""),
            new("search", "Beginnings of words, or digits of a phone number, as `contacts(search:)` of the GraphQL API takes them.", JsonSchemas.Text(), "ada"),
            new("columns", "Keys of mapping targets, comma-separated, in the order of the file. Without it `_id` comes first, then every other target but `_full_name`.", JsonSchemas.Text(), "_id,first_name,last_name,email,_tag"),
        ],
        Replies = [new(200, "The file.", "text/csv", JsonSchemas.Text(), "\uFEFF_id,first_name,last_name,email,_tag\r\n0198c0de-0000-7000-8000-000000000000,Ada,Byron,ada@example.com,vip;new\r\n") { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Disposition"] = "An attachment with the name of the file." } }],
        Refusals = [FilterInvalid, OptionInvalid, ListUnknown],
    };
}
