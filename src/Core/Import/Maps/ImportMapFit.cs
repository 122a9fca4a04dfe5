using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Maps;

/// <summary>A map laid over the header of a file.</summary>
/// <param name="Targets">One entry per column of the file, null for what is not imported.</param>
/// <param name="Gone">Columns whose custom field was deleted since: they are not imported.</param>
/// <param name="Missing">Mapped columns that the file does not have.</param>
internal sealed record ImportMapFit(IReadOnlyList<MappingTarget?> Targets, IReadOnlySet<int> Gone, IReadOnlyList<ImportMapColumn> Missing)
{
    public const string Reason = "import_map";
    public const string GoneReason = "custom_field_gone";

    /// <summary>Columns are found by name, a name that is repeated means the next column of that name.</summary>
    public static ImportMapFit Of(ImportMap map, IReadOnlyList<string> headers, IReadOnlyList<CustomField> fields)
    {
        var targets = new MappingTarget?[headers.Count];
        var gone = new HashSet<int>();
        var missing = new List<ImportMapColumn>();
        var places = headers.Select((header, index) => (Fold: FoldOf(header), index)).GroupBy(h => h.Fold, h => h.index).ToDictionary(g => g.Key, g => new Queue<int>(g), StringComparer.Ordinal);
        foreach (var column in map.Columns)
        {
            if (!places.TryGetValue(FoldOf(column.Header), out var free) || !free.TryDequeue(out var index))
            {
                if (column.Target is not null)
                    missing.Add(column);
            }
            else if (column.Target is { } key && (targets[index] = MappingTarget.Find(key, fields)) is null)
            {
                gone.Add(index);
            }
        }

        return new(targets, gone, missing);
    }

    /// <summary>For an import: what the map promises has to be in the file.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.MappingInvalid"/>, naming the column.</exception>
    public ColumnMapping Whole(ImportMap map) => Missing.Count == 0
        ? new([.. Targets])
        : throw new CrmException(ErrorCode.MappingInvalid, $"The import map \"{map.Name}\" takes {Missing[0].Target} from the column \"{Missing[0].Header}\", which the file does not have. Send mapping_json for this file, or change the map.", "import_map");

    /// <summary>For a preview: what fits.</summary>
    public IReadOnlyList<MappingSuggestion> Suggest() =>
        [.. Targets.Select((target, i) => target is not null ? new(target, 1, Reason) : Gone.Contains(i) ? new(null, 0, GoneReason) : MappingSuggestion.None)];

    private static string FoldOf(string header) => TextFold.ForSearch(header.Trim());
}
