using System.Text.Json;
using CrmContacts.Core.Import.Maps;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Imports;
using CrmContacts.GraphQL.Scalars;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;

namespace CrmContacts.GraphQL.ImportMaps;

internal sealed class ImportMapType : WrittenType<ImportMap>
{
    public ImportMapType()
        : base("ImportMap", "A saved mapping of the columns of files of one make, with its options.")
    {
        Id("id", map => map.Id, "The map's id.");
        RequiredText("name", map => map.Name, "Its name, unique in the organization, case aside.");
        One<AgentType>("agent", (map, beside) => beside.Agent(map.AgentId), "Who made it.", Relation.Agents);
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<ImportMapColumnType>>>>("columns", (map, _) => map.Columns, "The columns of its files, in order.");
        One<NonNullGraphType<ImportMapOptionsType>>("options", (map, _) => map.Options, "Options that hold for its files, where an import does not say otherwise.");
        Instant("createdAt", map => map.CreatedAt, "When it was made.");
        Instant("updatedAt", map => map.UpdatedAt, "When it was changed last.");
    }
}

internal sealed class ImportMapColumnType : WrittenType<ImportMapColumn>
{
    public ImportMapColumnType()
        : base("ImportMapColumn", "A column of the files that a map is for.")
    {
        RequiredText("header", column => column.Header, "Its name in the header.");
        Text("target", column => column.Target, "The field that it goes to, as imports name it: `first_name`, `_tag`, `custom:size`; null for a column that is not imported.");
    }
}

internal sealed class ImportMapOptionsType : WrittenType<ImportMapOptions>
{
    public ImportMapOptionsType()
        : base("ImportMapOptions", "Options of a map; null where it says nothing.")
    {
        Text("delimiter", options => options.Delimiter, ImportMapTexts.Delimiter);
        Text("encoding", options => options.Encoding, ImportMapTexts.Encoding);
        Leaf<BooleanGraphType>("hasHeader", (json, options) => Flag(json, options.HasHeader), ImportMapTexts.HasHeader);
        Leaf<ListGraphType<NonNullGraphType<StringGraphType>>>("matchKeys", (json, options) => Texts(json, options.MatchKeys), ImportMapTexts.MatchKeys);
        Leaf<OnDuplicateType>("onDuplicate", (json, options) => Word(json, options.OnDuplicate), ImportMapTexts.OnDuplicate);
        Text("defaultCountry", options => options.DefaultCountry, ImportMapTexts.DefaultCountry);
        Leaf<BlankCellsType>("blankCells", (json, options) => Word(json, options.BlankCells), ImportMapTexts.BlankCells);
        Many<ListGraphType<NonNullGraphType<ImportMapValueType>>>("values", (options, _) => options.Values?.SelectMany(target => target.Value.Select(cell => new ImportMapValue(target.Key, cell.Key, cell.Value))), ImportMapTexts.Values);
    }

    private static void Flag(Utf8JsonWriter json, bool? flag)
    {
        if (flag is { } given)
            json.WriteBooleanValue(given);
        else
            json.WriteNullValue();
    }

    private static void Texts(Utf8JsonWriter json, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Word(Utf8JsonWriter json, Enum? value) => json.WriteStringValue(value is null ? null : WireNames.Of(value));
}

/// <summary>What a cell means.</summary>
internal sealed record ImportMapValue(string Target, string Cell, string Value);

internal sealed class ImportMapValueType : WrittenType<ImportMapValue>
{
    public ImportMapValueType()
        : base("ImportMapValue", "What a cell of the files means, where its field has fixed values.")
    {
        RequiredText("target", value => value.Target, ImportMapTexts.ValueTarget);
        RequiredText("cell", value => value.Cell, ImportMapTexts.ValueCell);
        Text("value", value => value.Value.Length == 0 ? null : value.Value, ImportMapTexts.ValueValue);
    }
}

internal static class ImportMapTexts
{
    public const string Delimiter = "What parts the cells: `auto`, `comma`, `semicolon`, `tab`, `pipe`, or the character itself.";
    public const string Encoding = "The encoding: `auto`, or a name such as `utf-8`.";
    public const string HasHeader = "Whether the first row names the columns. A map for files without a header is found by its name only.";
    public const string MatchKeys = "What contacts are matched by: of `email`, `phone`, `mobile`, `external_crm_id`.";
    public const string OnDuplicate = "What becomes of rows that match a contact.";
    public const string DefaultCountry = "The ISO code of the country that telephone numbers without one belong to.";
    public const string BlankCells = "What blank cells do.";
    public const string Values = "What cells mean, where their field has fixed values: \"Kunde\" may be `ACTIVE`.";
    public const string ValueTarget = "The field, as imports name it: `status`, `source`, `visibility`, `preferred_channel`, `custom:size`.";
    public const string ValueCell = "What the files say; case aside.";
    public const string ValueValue = "What it is: a code, or an option; null for a cell that says nothing.";
}
