using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Maps;

/// <summary>What must hold of a map.</summary>
internal static class ImportMapRules
{
    public const int MaxName = 100;
    public const int MaxMaps = 1_000;
    private const int MaxColumns = 1_000;
    private const int MaxHeader = 1_000;

    public static ImportMap Apply(ImportMapPatch patch, ImportMap to) => to with
    {
        Name = patch.Name.IsSet ? patch.Name.Value?.Trim() ?? "" : to.Name,
        Columns = patch.Columns.IsSet ? [.. (patch.Columns.Value ?? []).Select(c => new ImportMapColumn(c.Header.Trim(), string.IsNullOrWhiteSpace(c.Target) ? null : c.Target.Trim()))] : to.Columns,
        Options = patch.Options.IsSet ? patch.Options.Value ?? new() : to.Options,
    };

    /// <summary>Everything that is wrong, all together. Columns are looked at only where they are new: a field that is gone since takes nothing, and breaks no map.</summary>
    public static IEnumerable<FieldFault> Faults(ImportMapPatch patch, ImportMap map, IReadOnlyList<CustomField> fields) =>
        NameFaults(map.Name).Concat(patch.Columns.IsSet ? ColumnFaults(map.Columns, fields) : []).Concat(OptionFaults(map.Options));

    public static IEnumerable<FieldFault> NameFaults(string name)
    {
        if (name.Length is 0 or > MaxName || !UnicodeText.IsStorable(name))
            yield return new("name", name.Length == 0 ? "REQUIRED" : "NAME_INVALID", $"The name of an import map has 1 to {MaxName} characters.");
    }

    private static IEnumerable<FieldFault> ColumnFaults(IReadOnlyList<ImportMapColumn> columns, IReadOnlyList<CustomField> fields)
    {
        if (columns.Count is 0 or > MaxColumns)
        {
            yield return new("columns", columns.Count == 0 ? "REQUIRED" : "TOO_MANY", $"A map has 1 to {MaxColumns} columns.");
            yield break;
        }

        var used = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (header, target) in columns)
        {
            var where = $"column \"{Shown(header)}\"";
            if (header.Length > MaxHeader || !UnicodeText.IsStorable(header))
                yield return new("columns", "HEADER_INVALID", $"The header of {where} has at most {MaxHeader} characters and no NUL.");
            if (target is null)
                continue;
            if (MappingTarget.Find(target, fields) is null)
                yield return new("columns", "TARGET_UNKNOWN", $"The {where} is mapped to \"{Shown(target)}\", which does not exist. There are {string.Join(", ", MappingTarget.All.Select(t => t.Key))} and custom:KEY for each custom field.");
            else if (!used.TryAdd(target, header))
                yield return new("columns", "TARGET_REPEATED", $"The {where} is mapped to \"{target}\", and so is the column \"{Shown(used[target])}\".");
        }

        if (!columns.Any(c => c.Target is "first_name" or "last_name" or "_full_name" or "_id"))
            yield return new("columns", "NAMES_MISSING", "No column is imported as a name. Map a column to first_name, last_name or _full_name.");
    }

    private static IEnumerable<FieldFault> OptionFaults(ImportMapOptions options)
    {
        if (Refusal(() => Delimiters.Named(options.Delimiter ?? "auto")) is { } delimiter)
            yield return new("options.delimiter", "OPTION_INVALID", delimiter);
        if (options.Encoding is { } name and not "auto" && Refusal(() => Charset.Named(name)) is { } encoding)
            yield return new("options.encoding", "OPTION_INVALID", encoding);
        if (options.MatchKeys?.FirstOrDefault(k => !ImportOptions.KnownMatchKeys.Contains(k)) is { } unknown)
            yield return new("options.match_keys", "OPTION_INVALID", $"match_keys names '{Shown(unknown)}'; there are {string.Join(", ", ImportOptions.KnownMatchKeys)}.");
        if (options.Values is { } values && ValuesJson.Refusal(values) is { } refusal)
            yield return new("options.values", "OPTION_INVALID", "values " + refusal);
        if (options.DefaultCountry is { } country && !Countries.IsValid(country))
            yield return new("options.default_country", "OPTION_INVALID", $"default_country is '{Shown(country)}'; it must be an ISO 3166 code such as US or DE.");
    }

    private static string? Refusal(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (CsvRefused refused)
        {
            return refused.Message;
        }
    }

    private static string Shown(string text) => text.Length <= 64 ? text : text[..63] + "…";
}
