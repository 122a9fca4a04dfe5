using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Settles, before a run exists, everything that could be wrong with its file and options.</summary>
internal static class RunPlanning
{
    private const int SampleRows = 200;
    private const int PreviewRows = 20;
    private const int Samples = 5;

    /// <exception cref="CrmException">The file is none that can be imported.</exception>
    public static DetectedFormat Detect(Stream file, ImportOptions options, CsvLimits limits)
    {
        try
        {
            var format = CsvSource.Detect(file, new FormatOptions(options.Delimiter, options.Encoding, options.HasHeader) { Limits = limits });
            CsvRows.RefuseMore(file, format, limits.Rows);
            return format.HasRows
                ? format
                : throw new CrmException(ErrorCode.FileHeaderOnly, "The file has a header and no rows below it. There is nothing to import.", "file", 1);
        }
        catch (CsvRefused refused)
        {
            throw new CrmException(CodeOf(refused.Code), refused.Message, WhereOf(refused.Code), refused.Line) { Details = new Dictionary<string, object?> { ["reason"] = refused.Code } };
        }
    }

    private static string WhereOf(string code) => code switch { "encoding_unknown" => "encoding", "delimiter_invalid" => "delimiter", _ => "file" };

    private static ErrorCode CodeOf(string code) => code switch
    {
        "empty_file" => ErrorCode.FileEmpty,
        "header_only" => ErrorCode.FileHeaderOnly,
        "not_csv" => ErrorCode.FileNotCsv,
        "encoding_unknown" or "delimiter_invalid" => ErrorCode.OptionInvalid,
        _ => ErrorCode.FileRefused,
    };

    public static ImportPreview Preview(Stream file, Guid staged, DetectedFormat format, Colleagues colleagues, IReadOnlyList<CustomField> fields, ImportMap? map, CancellationToken cancellation)
    {
        var sample = CsvSource.Sample(file, format, SampleRows);
        var suggestions = map is null ? Suggest(format, sample, colleagues, fields) : ImportMapFit.Of(map, format.Headers, fields).Suggest();
        var columns = format.Headers.Select((header, i) =>
        {
            var cells = sample.Where(r => r.Cells.Count > i).Select(r => r.Cells[i]).ToList();
            var filled = cells.Where(c => c.Trim().Length > 0).ToList();
            var suggestion = suggestions[i];
            return new PreviewColumn(i, header, [.. filled.Distinct(StringComparer.Ordinal).Take(Samples)],
                cells.Count == 0 ? 0 : Math.Round((double)filled.Count / cells.Count, 4), suggestion.Target?.Key, Math.Round(suggestion.Confidence, 2), suggestion.Reason);
        }).ToList();
        return new ImportPreview(staged, format.Encoding, format.Delimiter, format.HasHeader, columns,
            [.. sample.Take(PreviewRows).Select(r => r.Cells)], CsvRows.Count(file, format, cancellation)) { ImportMap = map?.Id };
    }

    private static IReadOnlyList<MappingSuggestion> Suggest(DetectedFormat format, IReadOnlyList<CsvRow> sample, Colleagues colleagues, IReadOnlyList<CustomField> fields) =>
        MappingSuggester.Suggest(format.Headers, [.. sample.Select(r => r.Cells)], fields, colleagues.Agents, colleagues.Queues);

    /// <exception cref="CrmException">The mapping or an option is not valid.</exception>
    public static RunPlan Settle(Stream file, DetectedFormat format, ImportOptions options, Tenant tenant, Colleagues colleagues, IReadOnlyList<CustomField> fields, ImportMap? map)
    {
        var mapping = options.MappingJson is { Length: > 0 } json
            ? MappingJson.Parse(json, format.Headers, fields)
            : map is not null ? ImportMapFit.Of(map, format.Headers, fields).Whole(map)
            : new ColumnMapping([.. Suggest(format, CsvSource.Sample(file, format, SampleRows), colleagues, fields).Select(s => s.Target)]);
        mapping.RequireNames();
        var unknown = options.MatchKeys.FirstOrDefault(k => !ImportOptions.KnownMatchKeys.Contains(k));
        if (unknown is not null)
            throw new CrmException(ErrorCode.OptionInvalid, $"match_keys names '{unknown}'; there are {string.Join(", ", ImportOptions.KnownMatchKeys)}.", "match_keys");
        var country = (options.DefaultCountry ?? tenant.DefaultCountry).ToUpperInvariant();
        if (!Countries.IsValid(country))
            throw new CrmException(ErrorCode.OptionInvalid, $"default_country is '{country}'; it must be an ISO 3166 code such as US or DE.", "default_country");
        if (options.ListMode == ImportListMode.PerRow && !mapping.Has(MappingTarget.List))
            throw new CrmException(ErrorCode.OptionInvalid, "list_mode is per_row, and no column is mapped to _list.", "list_mode");
        if (options.ListMode == ImportListMode.None && !string.IsNullOrWhiteSpace(options.List) && !options.Given.Contains("list_mode"))
            throw new CrmException(ErrorCode.OptionInvalid, "list names a list, and list_mode does not say what to do with it: existing or new.", "list_mode");
        return new RunPlan
        {
            Format = format,
            Mapping = [.. mapping.Targets.Select(t => t?.Key)],
            CustomFields = [.. fields.Where(f => mapping.Targets.Any(t => t?.Key == MappingTarget.CustomPrefix + f.Key))],
            Values = Values(options, mapping, map),
            MatchKeys = options.MatchKeys,
            OnDuplicate = options.OnDuplicate,
            ListMode = options.ListMode,
            DefaultCountry = country,
            BlankCells = options.BlankCells,
        };
    }

    /// <summary>Those that were sent, else those of the map that was named or whose mapping is taken.</summary>
    private static Dictionary<string, Dictionary<string, string>>? Values(ImportOptions options, ColumnMapping mapping, ImportMap? map)
    {
        if (options.ValuesJson is { Length: > 0 } json)
            return ValuesJson.Parse(json, mapping);
        var taken = options.ImportMap is not null || string.IsNullOrEmpty(options.MappingJson);
        return taken && map?.Options.Values is { } kept ? ValuesJson.Of(kept, [.. mapping.Targets.Select(t => t?.Key)]) : null;
    }

    /// <summary>Finds the list that the options name, or sees that its name is free.</summary>
    /// <exception cref="CrmException">There is no such static list, or there is one already.</exception>
    public static async Task<RunPlan> WithListAsync(WriteSession session, RunPlan plan, ImportOptions options, CancellationToken cancellation)
    {
        if (plan.ListMode is ImportListMode.None or ImportListMode.PerRow)
            return plan;
        if (string.IsNullOrWhiteSpace(options.List))
            throw new CrmException(ErrorCode.OptionInvalid, "list_mode needs the name of a list in 'list'.", "list");
        var name = options.List.Trim();
        var sql = new Data.Sql.SqlText();
        var byId = Guid.TryParse(name, out var id);
        sql.Add($"SELECT l.id, l.kind FROM crm_lists l WHERE l.tenant = {sql.Arg(session.Tenant)} AND ");
        sql.Add(byId ? $"l.id = {sql.Arg(id)}" : $"l.name_fold = {sql.Arg(TextFold.ForFilter(name))}");
        var found = await session.ListAsync(sql, row => (Id: session.Dialect.ReadId(row, 0), Kind: (ContactListKind)row.GetInt32(1)), cancellation);
        if (plan.ListMode == ImportListMode.New)
        {
            return found.Count == 0 && name.Length <= Contacts.ContactRules.MaxText
                ? plan with { ListName = name }
                : throw new CrmException(ErrorCode.OptionInvalid, $"There is a list named '{name}' already; take list_mode=existing, or another name.", "list");
        }

        if (found.Count != 1)
            throw new CrmException(ErrorCode.ListUnknown, $"There is no list '{name}'.", "list");
        return found[0].Kind == ContactListKind.Static
            ? plan with { ListId = found[0].Id }
            : throw new CrmException(ErrorCode.ListUnknown, $"The list '{name}' is dynamic: its members are chosen by its filter.", "list");
    }
}
