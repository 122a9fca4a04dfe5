using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Maps;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Imports;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.ImportMaps;

/// <summary>What a mutation may set of a map.</summary>
internal abstract class ImportMapInput : InputObjectGraphType
{
    protected void Set<TName, TColumns>()
        where TName : IGraphType
        where TColumns : IGraphType
    {
        Add<TName>("name", "The map's name: 1 to 100 characters, unique in the organization, case aside.");
        Add<TColumns>("columns", "The columns of its files, in order: at least one goes to a name, and each target is used once.");
        Add<ImportMapOptionsInput>("options", "Options that hold for its files; they replace those that it has.");
    }

    protected void Add<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Type = typeof(TType), Description = description });

    public static ImportMapPatch Read(InputObject input) => new()
    {
        Name = input.Text("name"),
        Columns = input.IsSet("columns") ? new(true, [.. input.Many<IDictionary<string, object?>>("columns").Select(c => new ImportMapColumn((string)c["header"]!, c.TryGetValue("target", out var target) ? (string?)target : null))]) : default,
        Options = input.IsSet("options") ? new(true, Options(input.Get<IDictionary<string, object?>>("options"))) : default,
    };

    private static ImportMapOptions Options(IDictionary<string, object?>? given)
    {
        var input = new InputObject(given ?? new Dictionary<string, object?>());
        return new()
        {
            Delimiter = input.Get<string>("delimiter"),
            Encoding = input.Get<string>("encoding"),
            HasHeader = input.Get<bool?>("hasHeader"),
            MatchKeys = input.Has("matchKeys") ? input.Many<string>("matchKeys") : null,
            OnDuplicate = input.Get<OnDuplicate?>("onDuplicate"),
            DefaultCountry = input.Get<string>("defaultCountry")?.ToUpperInvariant(),
            BlankCells = input.Get<BlankCells?>("blankCells"),
            Values = input.Has("values") ? Values(input.Many<IDictionary<string, object?>>("values")) : null,
        };
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Values(IReadOnlyList<IDictionary<string, object?>> given)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var target in given.GroupBy(one => (string)one["target"]!, StringComparer.Ordinal))
        {
            var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var one in target)
                meanings[((string)one["cell"]!).Trim()] = one.TryGetValue("value", out var value) ? ((string?)value)?.Trim() ?? "" : "";
            all[target.Key] = meanings;
        }

        return all;
    }
}

internal sealed class CreateImportMapInput : ImportMapInput
{
    public CreateImportMapInput()
    {
        Name = "CreateImportMapInput";
        Description = "A new import map.";
        Set<NonNullGraphType<StringGraphType>, NonNullGraphType<ListGraphType<NonNullGraphType<ImportMapColumnInput>>>>();
    }
}

internal sealed class UpdateImportMapInput : ImportMapInput
{
    public UpdateImportMapInput()
    {
        Name = "UpdateImportMapInput";
        Description = "What changes about an import map. A part that is absent stays as it is.";
        Add<NonNullGraphType<UuidType>>("id", "Which map.");
        Set<StringGraphType, ListGraphType<NonNullGraphType<ImportMapColumnInput>>>();
    }
}

internal sealed class DeleteImportMapInput : InputObjectGraphType
{
    public DeleteImportMapInput()
    {
        Name = "DeleteImportMapInput";
        Description = "Which import map to delete.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which map." });
    }
}

internal sealed class ImportMapColumnInput : InputObjectGraphType
{
    public ImportMapColumnInput()
    {
        Name = "ImportMapColumnInput";
        Description = "A column of the files that a map is for.";
        AddField(new FieldType { Name = "header", Type = typeof(NonNullGraphType<StringGraphType>), Description = "Its name in the header." });
        AddField(new FieldType { Name = "target", Type = typeof(StringGraphType), Description = "The field that it goes to: `first_name`, `_tag`, `custom:size`; null when it is not imported." });
    }
}

internal sealed class ImportMapOptionsInput : InputObjectGraphType
{
    public ImportMapOptionsInput()
    {
        Name = "ImportMapOptionsInput";
        Description = "Options of a map; what is absent is left to the import.";
        Add<StringGraphType>("delimiter", ImportMapTexts.Delimiter);
        Add<StringGraphType>("encoding", ImportMapTexts.Encoding);
        Add<BooleanGraphType>("hasHeader", ImportMapTexts.HasHeader);
        Add<ListGraphType<NonNullGraphType<StringGraphType>>>("matchKeys", ImportMapTexts.MatchKeys);
        Add<OnDuplicateType>("onDuplicate", ImportMapTexts.OnDuplicate);
        Add<StringGraphType>("defaultCountry", ImportMapTexts.DefaultCountry);
        Add<BlankCellsType>("blankCells", ImportMapTexts.BlankCells);
        Add<ListGraphType<NonNullGraphType<ImportMapValueInput>>>("values", ImportMapTexts.Values);
    }

    private void Add<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Type = typeof(TType), Description = description });
}

internal sealed class ImportMapValueInput : InputObjectGraphType
{
    public ImportMapValueInput()
    {
        Name = "ImportMapValueInput";
        Description = "What a cell of the files means, where its field has fixed values.";
        AddField(new FieldType { Name = "target", Type = typeof(NonNullGraphType<StringGraphType>), Description = ImportMapTexts.ValueTarget });
        AddField(new FieldType { Name = "cell", Type = typeof(NonNullGraphType<StringGraphType>), Description = ImportMapTexts.ValueCell });
        AddField(new FieldType { Name = "value", Type = typeof(StringGraphType), Description = ImportMapTexts.ValueValue });
    }
}
