namespace CrmContacts.Rest.OpenApi;

/// <summary>What the document says in words of its own: the introduction, the chapters, and what the members of answers mean.</summary>
internal static class Words
{
    public const string Import = "Import";
    public const string Maps = "Import maps";
    public const string Export = "Export";
    public const string Calls = "Calls";

    public const string Introduction =
        """
        CSV files of contacts in and out, and calls of the telephony system. Everything else is the GraphQL API's.

        Every address names the tenant of the token; another tenant's is answered as one that does not exist. Refusals are problem documents
        (RFC 9457) with a stable `code` to branch on and a `detail` to show; nothing was changed then. An address that takes another method says
        405 `method_not_allowed`. Instants are UTC. Answers are for the asker alone: `Cache-Control: no-store`.
        """;

    public const string Bearer = "A token of the host with `sub`, `name`, `tenant`, `queues` and `permissions` (`crm.view`, `crm.edit`, `crm.manage`; each includes the one before). The host's cookie does as well, together with the header `GraphQL-Preflight: 1`.";

    public static readonly IReadOnlyList<(string Name, string Description)> Tags =
    [
        (Import, "Files come in: looked at first, carried out as runs that go on whether anybody waits or not."),
        (Maps, "Mappings are saved, and find themselves when a file with their header comes. Whoever imports may take all of the tenant's; their makers and `crm.manage` change them."),
        (Export, "Contacts go out, as a file that comes back in unchanged."),
        (Calls, "The telephony system tells of a call, and the agent's open pages show who it is."),
    ];

    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["Run"] = "One import of one file. `rows` is the sum of `imported`, `updated`, `unchanged`, `skipped` and `errors`, at every moment.",
        ["Run.id"] = "The run's id.",
        ["Run.status"] = "How far it is. A run that is `queued` or `running` goes on by itself, also after the host was started again.",
        ["Run.dry_run"] = "True when it only tells what would be done: no contact was written.",
        ["Run.file_name"] = "What the file was called.",
        ["Run.rows"] = "Rows that were decided.",
        ["Run.imported"] = "Rows that made a contact.",
        ["Run.updated"] = "Rows that changed a contact.",
        ["Run.unchanged"] = "Rows whose contact says already what they say.",
        ["Run.skipped"] = "Rows whose contact was left alone: `on_duplicate=skip`, or a contact that the importer may not see.",
        ["Run.errors"] = "Rows that did not go in.",
        ["Run.total_rows"] = "Data rows of the file; null until it was read once.",
        ["Run.rows_per_second"] = "Rows a second since the run was taken up.",
        ["Run.created_at"] = "When it was asked for.",
        ["Run.started_at"] = "When it was taken up.",
        ["Run.finished_at"] = "When it was over.",
        ["Run.error_token"] = "Names the file of failing rows; null while there is none. It is no credential.",
        ["Run.errors_url"] = "Where the failing rows are.",
        ["Run.message"] = "Why it failed, or what it wants to say.",
        ["Run.phase"] = "What it is doing.",
        ["Run.agent"] = "Who started it.",
        ["Run.options"] = "How the file was imported.",
        ["Run.taken_back"] = "Contacts that were taken back, since its undo was asked for.",
        ["Run.kept"] = "Contacts that an undo left as they are, whole or in some fields: they were edited since.",
        ["Run.undone_at"] = "When it was taken back.",
        ["RunAgent"] = "The agent who started a run.",
        ["RunAgent.id"] = "The host's id of the agent.",
        ["RunAgent.name"] = "As the agent was called then.",
        ["RunOptions"] = "How a file was imported, in the words of the options of an import.",
        ["RunOptions.mapping"] = "Where the columns went, in their order.",
        ["RunOptions.match_keys"] = "By what rows found their contact.",
        ["RunOptions.on_duplicate"] = "`update` or `skip`.",
        ["RunOptions.blank_cells"] = "`keep` or `clear`.",
        ["RunOptions.list_mode"] = "`none`, `existing`, `new` or `per_row`.",
        ["RunOptions.list"] = "The id of the list of `existing`, the name of the one that `new` made.",
        ["RunOptions.default_country"] = "The country of numbers without one.",
        ["RunOptions.encoding"] = "As it was recognised or named.",
        ["RunOptions.delimiter"] = "The character between two cells.",
        ["RunOptions.has_header"] = "Whether the first row named the columns.",
        ["MappedColumn"] = "Where a column went.",
        ["MappedColumn.header"] = "What the file calls it.",
        ["MappedColumn.target"] = "Its target; null was not imported.",
        ["KeptPage"] = "A page of what an undo left as it is.",
        ["KeptPage.kept"] = "The contacts.",
        ["KeptPage.total"] = "How many there are in all.",
        ["KeptPage.next"] = "The `after` of the next page; null on the last.",
        ["Kept"] = "A contact that an undo left as it is.",
        ["Kept.contact"] = "The contact's id.",
        ["Kept.reason"] = "Why, such as `edited`, `fields_edited` or `has_activities`.",
        ["Kept.fields"] = "The fields that keep their value where the others went back.",
        ["Runs"] = "The newest runs first: the agent's own, with `crm.manage` everybody's.",
        ["Runs.imports"] = "The runs.",
        ["ImportMaps"] = "Saved mappings.",
        ["ImportMaps.import_maps"] = "Every map of the tenant, by name.",
        ["ImportMap"] = "A saved mapping of the columns of files of one make, with its options.",
        ["ImportMap.id"] = "The map's id.",
        ["ImportMap.name"] = "Its name, unique in the tenant, case aside.",
        ["ImportMap.agent"] = "The host's id of the agent who made it.",
        ["ImportMap.columns"] = "The columns of its files, in order.",
        ["ImportMap.options"] = "Options that hold for its files, where an import does not say otherwise.",
        ["ImportMap.created_at"] = "When it was made.",
        ["ImportMap.updated_at"] = "When it was changed last.",
        ["ImportMapOptions"] = "Options of a map, in the words of the options of an import; null where it says nothing.",
        ["ImportMapOptions.delimiter"] = "What parts the cells.",
        ["ImportMapOptions.encoding"] = "The name of the encoding.",
        ["ImportMapOptions.has_header"] = "Whether the first row names the columns. A map for files without a header is found by its name only.",
        ["ImportMapOptions.match_keys"] = "By what rows find their contact.",
        ["ImportMapOptions.on_duplicate"] = "`update` or `skip`.",
        ["ImportMapOptions.default_country"] = "The country of numbers without one.",
        ["ImportMapOptions.blank_cells"] = "`keep` or `clear`.",
        ["ImportMapOptions.values"] = "What cells mean where a target has fixed values: target → cell → value; `\"\"` for a cell that says nothing.",
        ["Preview"] = "What a file looks like. No contact was written.",
        ["Preview.staged"] = "Takes the file up in an import (`staged`), once, by the same agent, within 24 hours.",
        ["Preview.encoding"] = "The encoding that was recognised or named.",
        ["Preview.delimiter"] = "The character between two cells.",
        ["Preview.has_header"] = "Whether the first row names the columns.",
        ["Preview.columns"] = "The columns in their order.",
        ["Preview.rows"] = "The first 20 data rows exactly as parsed.",
        ["Preview.total_rows"] = "Data rows of the file.",
        ["Preview.import_map"] = "The saved import map that fits the header, or was named; null when none.",
        ["PreviewColumn"] = "One column, with where it would go.",
        ["PreviewColumn.index"] = "Its place, 0 for the first.",
        ["PreviewColumn.header"] = "What the file calls it.",
        ["PreviewColumn.samples"] = "Some different values of it.",
        ["PreviewColumn.fill_rate"] = "How many of the sample's cells are not blank, 0 to 1.",
        ["PreviewColumn.target"] = "The suggested target, such as `email`, `_tag` or `custom:shoe_size`; null for none.",
        ["PreviewColumn.confidence"] = "How sure that is, 0 to 1.",
        ["PreviewColumn.reason"] = "Why: `alias` (its name), `context` (its name and the other columns), `values` (its cells), `custom_field`, `import_map` (a saved one says so); without a target `custom_field_gone` (the saved one names a field that was deleted) or null.",
        ["Problem"] = "A refusal (RFC 9457). Some codes bring further members.",
        ["Problem.type"] = "`about:blank`: the code says which it is.",
        ["Problem.title"] = "The phrase of the status.",
        ["Problem.status"] = "The HTTP status.",
        ["Problem.detail"] = "What is wrong and what to do, in words that may be shown.",
        ["Problem.code"] = "Which refusal; stable.",
        ["Problem.where"] = "What it is about: an option, a column, a part of a filter.",
        ["Problem.line"] = "The line of the file, 1 for the first.",
    };

    /// <summary>What a schema, or a member of it, means.</summary>
    public static string Of(string schema, string? member) => Members[member is null ? schema : $"{schema}.{member}"];

    /// <summary>What a part of a path is.</summary>
    public static string OfPath(string name) => name == "tenant" ? "The tenant of the token." : "The id of what the address is about.";
}
