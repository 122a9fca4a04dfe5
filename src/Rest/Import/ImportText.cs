using System.Text.Json.Nodes;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.OpenApi;
using static CrmContacts.Core.Errors.ErrorCode;

namespace CrmContacts.Rest.Import;

/// <summary>What the document says of the routes of files that come in.</summary>
internal static class ImportText
{
    private static readonly Core.Errors.ErrorCode[] OfFiles = [FileEmpty, FileHeaderOnly, FileNotCsv, FileTooLarge, FileRefused, FileMissing, StagingFull, StagedUnknown, OptionInvalid, ImportMapUnknown, RequestInvalid];

    private static readonly Dictionary<string, string> Followed = new(StringComparer.Ordinal) { ["Location"] = "Where to follow the run.", ["Preference-Applied"] = "`respond-async`, when that was asked for." };

    public static readonly RestOperation Import = new("importContacts", Words.Import, Permission.Edit, "Import a file",
        "Takes a CSV file in one of three forms, or one that a preview staged. Answers with the run when it ends within 30 seconds, else with 202 and where to follow it; the run goes on either way. Options are refused before the file is read where they come before it. Compressed bodies are not taken.")
    {
        Values = [.. ImportValues.Import, ImportValues.IdempotencyKey, ImportValues.Prefer],
        Forms = ImportValues.Forms(ImportValues.Import),
        Replies =
        [
            new(200, "The run is over.", "application/json", JsonSchemas.Ref("Run"), Run("completed")),
            new(202, "The run goes on.", "application/json", JsonSchemas.Ref("Run"), Run("running")) { Headers = Followed },
        ],
        Refusals = [.. OfFiles, MappingInvalid, MappingRequiredMissing, ListUnknown, NameTaken, IdempotencyMismatch, TooManyDryRuns, RateLimited],
    };

    public static readonly RestOperation Preview = new("previewImport", Words.Import, Permission.Edit, "Look at a file before it is imported",
        "Stages the file and tells how it would be read: encoding, delimiter, columns with a suggested target each, the first rows. It writes no contact; a preview that no import takes up is gone after 24 hours.")
    {
        Values = ImportValues.Preview,
        Forms = ImportValues.Forms(ImportValues.Preview),
        Replies = [new(200, "What the file looks like.", "application/json", JsonSchemas.Ref("Preview"))],
        Refusals = OfFiles,
    };

    public static readonly RestOperation List = new("listImports", Words.Import, Permission.Edit, "The newest runs",
        "An agent's own runs; with `crm.manage` those of everybody.")
    {
        Values = [new("limit", "How many at most.", JsonSchemas.Whole(1, 200, 50), 50)],
        Replies = [new(200, "The runs.", "application/json", JsonSchemas.Ref("Runs"))],
        Refusals = [OptionInvalid],
    };

    public static readonly RestOperation Find = new("findImport", Words.Import, Permission.Edit, "One run", "How far a run is.")
    {
        Replies = [new(200, "The run.", "application/json", JsonSchemas.Ref("Run"), Run("running"))],
    };

    public static readonly RestOperation Cancel = new("cancelImport", Words.Import, Permission.Edit, "Stop a run", "Stops a run at the end of its batch; what is in stays in, and the counts say how much that is.")
    {
        Replies = [new(200, "The run, which stops as soon as it can.", "application/json", JsonSchemas.Ref("Run"), Run("cancelled"))],
        Refusals = [ImportNotCancellable],
    };

    public static readonly RestOperation Undo = new("undoImport", Words.Import, Permission.Edit, "Take a run back",
        "What the run made goes where nobody has touched it since, what it changed gets its former values where they are still the run's; what was edited meanwhile stays and is listed. Answers like an import: with the run when that ends within 30 seconds, else with 202; it goes on either way.")
    {
        Values = [ImportValues.Prefer],
        Replies =
        [
            new(200, "The run was taken back.", "application/json", JsonSchemas.Ref("Run"), Run("undone")),
            new(202, "It is being taken back.", "application/json", JsonSchemas.Ref("Run")) { Headers = Followed },
        ],
        Refusals = [ImportNotUndoable],
    };

    public static readonly RestOperation Kept = new("listKeptContacts", Words.Import, Permission.Edit, "What an undo left as it is", "The contacts that were edited since the run, page by page, each with the reason.")
    {
        Values = [new("limit", "How many at most.", JsonSchemas.Whole(1, 200, 50), 50), new("after", "`next` of the page before.", JsonSchemas.Text())],
        Replies = [new(200, "The page.", "application/json", JsonSchemas.Ref("KeptPage"))],
        Refusals = [OptionInvalid, CursorInvalid],
    };

    public static readonly RestOperation Errors = new("downloadImportErrors", Words.Import, Permission.Edit, "The failing rows of a run",
        "The rows that did not go in, in the file's own columns, then `_row`, `_code` and `_message`, as UTF-8 with a byte order mark. Corrected, the file goes straight back in: those three columns are not imported. It is there for 30 days (a setting of the host), for the importing agent and `crm.manage`.")
    {
        Values = [new("token", "`error_token` of the run.", JsonSchemas.Text()) { Required = true }],
        Replies = [new(200, "The rows.", "text/csv", JsonSchemas.Text()) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Disposition"] = "An attachment with the file's name." } }],
        Refusals = [RequestInvalid],
    };

    private static JsonObject Run(string status) => new()
    {
        ["id"] = "0198c0de-0000-7000-8000-000000000000", ["status"] = status, ["dry_run"] = false, ["file_name"] = "people.csv",
        ["rows"] = 120, ["imported"] = 100, ["updated"] = 12, ["unchanged"] = 3, ["skipped"] = 2, ["errors"] = 3, ["total_rows"] = 120,
        ["rows_per_second"] = 41000.0, ["created_at"] = "2026-03-01T09:30:00.000Z", ["started_at"] = "2026-03-01T09:30:00.120Z",
        ["finished_at"] = status == "running" ? null : "2026-03-01T09:30:00.480Z", ["error_token"] = "q3b1Zp0rXk2fWn8vYt5uSg",
        ["errors_url"] = "/api/crm-contacts/acme/import-errors?token=q3b1Zp0rXk2fWn8vYt5uSg", ["message"] = null,
        ["phase"] = status == "running" ? "writing" : "done", ["agent"] = new JsonObject { ["id"] = "alice", ["name"] = "Alice Adams" }, ["options"] = null,
        ["taken_back"] = status == "undone" ? 112 : 0, ["kept"] = 0, ["undone_at"] = status == "undone" ? "2026-03-01T10:02:00.000Z" : null,
    };
}
