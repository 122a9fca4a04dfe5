using System.Text.Json;
using CrmContacts.Core.Import;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Imports;

internal sealed class ImportType : WrittenType<ImportRun>
{
    public ImportType()
        : base("Import", "One run of a CSV file. `rows` is the sum of the five counts, at every moment.")
    {
        Id("id", run => run.Id, "The run's id.");
        One<AgentType>("agent", (run, beside) => beside.Agent(run.AgentId), "Who started it.", Relation.Agents);
        RequiredText("fileName", run => run.FileName, "The name that the file came with.");
        Choice<ImportStatus, ImportStatusType>("status", run => run.Status, "How it stands.");
        Choice<ImportPhase, ImportPhaseType>("phase", run => run.Phase, "What it is doing.");
        Flag("dryRun", run => run.DryRun, "True for one that tells what would be, and writes no contact.");
        One<NonNullGraphType<ImportSettingsType>>("options", (run, _) => run.Settings, "How the file is imported.");
        Number("rows", run => run.Rows, "Rows that were decided on.");
        Number("imported", run => run.Imported, "Rows that made a contact.");
        Number("updated", run => run.Updated, "Rows that changed a contact.");
        Number("unchanged", run => run.Unchanged, "Rows that said what was known.");
        Number("skipped", run => run.Skipped, "Rows that were to leave their contact alone.");
        Number("errors", run => run.Errors, "Rows that did not go in; `errorToken` names the file of them.");
        Leaf<IntGraphType>("totalRows", (json, run) => Number(json, run.TotalRows), "Data rows of the file; null until that can be said.");
        Leaf<NonNullGraphType<FloatGraphType>>("rowsPerSecond", (json, run) => json.WriteNumberValue(run.RowsPerSecond), "How fast it is; contacts while it is taken back.");
        Leaf<FloatGraphType>("etaSeconds", (json, run) => Number(json, run.EtaSeconds), "Seconds to go, when that can be told.");
        Number("takenBack", run => run.TakenBack, "Contacts that its undo has taken back.");
        Number("kept", run => run.Kept, "Contacts that its undo left as they are, or some fields of them; `importKept` lists them.");
        Text("errorToken", run => run.ErrorToken, "Names the file of failing rows over REST; null when there are none, or no longer any.");
        Text("message", run => run.Message, "Why it failed.");
        Instant("createdAt", run => run.CreatedAt, "When it was asked for.");
        Leaf<DateTimeType>("startedAt", (json, run) => Instant(json, run.StartedAt), "When it began.");
        Leaf<DateTimeType>("finishedAt", (json, run) => Instant(json, run.FinishedAt), "When it ended.");
        Leaf<DateTimeType>("undoneAt", (json, run) => Instant(json, run.UndoneAt), "When it was taken back.");
    }

    private static void Number(Utf8JsonWriter json, double? number)
    {
        if (number is { } value)
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    private static void Instant(Utf8JsonWriter json, DateTimeOffset? at)
    {
        if (at is { } instant)
            DateTimeType.Write(json, instant);
        else
            json.WriteNullValue();
    }
}

/// <summary>Where one column went.</summary>
internal sealed record MappedColumn(string Header, string? Target);

internal sealed class ImportSettingsType : WrittenType<ImportSettings>
{
    public ImportSettingsType()
        : base("ImportSettings", "How a file is imported, with everything that was found out about it.")
    {
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<MappedColumnType>>>>("columns", (s, _) => s.Headers.Zip(s.Mapping, (header, target) => new MappedColumn(header, target)), "The columns of the file, in order.");
        Leaf<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("matchKeys", (json, s) => Texts(json, s.MatchKeys), "By what contacts are found again: of email, phone, mobile, external_crm_id.");
        Choice<OnDuplicate, OnDuplicateType>("onDuplicate", s => s.OnDuplicate, "What becomes of a row that matches a contact.");
        Choice<BlankCells, BlankCellsType>("blankCells", s => s.BlankCells, "What a blank cell does.");
        Choice<ImportListMode, ImportListModeType>("listMode", s => s.ListMode, "Which static lists the contacts join.");
        Leaf<UuidType>("listId", (json, s) => ValueJson.Write(json, s.ListId), "The list of EXISTING.");
        Text("listName", s => s.ListName, "The name of the list of NEW.");
        RequiredText("defaultCountry", s => s.DefaultCountry, "ISO code that phone numbers without one are read with.");
        RequiredText("encoding", s => s.Encoding, "The file's encoding.");
        RequiredText("delimiter", s => s.Delimiter, "What separates its cells.");
        Flag("hasHeader", s => s.HasHeader, "Whether its first row names the columns.");
    }

    private static void Texts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

internal sealed class MappedColumnType : WrittenType<MappedColumn>
{
    public MappedColumnType()
        : base("MappedColumn", "One column of a file, and where it went.")
    {
        RequiredText("header", c => c.Header, "The column's name in the file.");
        Text("target", c => c.Target, "The target field; null for an ignored column.");
    }
}
