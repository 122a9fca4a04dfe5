using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Maps;

/// <summary>How imports take maps up and leave them behind.</summary>
internal static class ImportMapUse
{
    /// <summary>The map that the options name by id or name; null when they name none.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.ImportMapUnknown"/>.</exception>
    public static async Task<ImportMap?> NamedAsync(Session session, Viewer viewer, ImportOptions options, CancellationToken cancellation)
    {
        if (options.ImportMap is not { } named)
            return null;
        var map = Guid.TryParse(named, out var id)
            ? await ImportMapRows.FindAsync(session, viewer.Tenant.Key, id, cancellation)
            : null;
        return map ?? await ImportMapRows.NamedAsync(session, viewer.Tenant.Key, named, cancellation)
            ?? throw new CrmException(ErrorCode.ImportMapUnknown, "There is no saved import map with this id or name.", "import_map");
    }

    /// <summary>What a map says, where the caller says nothing.</summary>
    public static ImportOptions Under(this ImportMapOptions map, ImportOptions given) => given with
    {
        Delimiter = given.Delimiter == "auto" ? map.Delimiter ?? "auto" : given.Delimiter,
        Encoding = given.Encoding == "auto" ? map.Encoding ?? "auto" : given.Encoding,
        HasHeader = given.Given.Contains("has_header") ? given.HasHeader : map.HasHeader ?? given.HasHeader,
        MatchKeys = given.Given.Contains("match_keys") ? given.MatchKeys : map.MatchKeys ?? given.MatchKeys,
        OnDuplicate = given.Given.Contains("on_duplicate") ? given.OnDuplicate : map.OnDuplicate ?? given.OnDuplicate,
        BlankCells = given.Given.Contains("blank_cells") ? given.BlankCells : map.BlankCells ?? given.BlankCells,
        DefaultCountry = given.DefaultCountry ?? map.DefaultCountry,
    };

    /// <summary>Keeps the mapping of a run that is being started, under the name of <c>save_map_as</c>, in the run's own transaction. A dry run only sees that it could.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.NameTaken"/>: the name is another agent's map; the own one is replaced, for <c>crm.manage</c> any.</exception>
    public static async Task SaveAsync(WriteSession session, Viewer viewer, RunPlan plan, ImportOptions options, CancellationToken cancellation)
    {
        if (options.SaveMapAs?.Trim() is not { } name)
            return;
        if (ImportMapRules.NameFaults(name).FirstOrDefault() is { } fault)
            throw new CrmException(ErrorCode.OptionInvalid, fault.Message, "save_map_as");
        var earlier = await ImportMapRows.NamedAsync(session, session.Tenant, name, cancellation);
        if (earlier is not null && earlier.AgentId != viewer.AgentId && !viewer.SeesAll)
            throw Taken(name);
        if (earlier is null && await session.ScalarAsync<long>("SELECT count(*) FROM crm_import_maps WHERE tenant = @p0", [session.Tenant], cancellation) >= ImportMapRules.MaxMaps)
            throw new CrmException(ErrorCode.OptionInvalid, $"At most {ImportMapRules.MaxMaps} import maps are kept; delete some first.", "save_map_as");
        if (options.DryRun)
            return;
        var now = session.Store.Clock.Now();
        var map = new ImportMap
        {
            Id = Ids.New(now),
            Name = name,
            AgentId = viewer.AgentId,
            Columns = [.. plan.Format.Headers.Select((header, i) => new ImportMapColumn(header, plan.Mapping[i])).Where(c => !MappingTarget.ErrorColumns.Contains(c.Header.ToLowerInvariant()))],
            Options = Kept(plan, options),
            CreatedAt = now,
            UpdatedAt = now,
        };
        // Somebody else may have taken the name since it was looked up.
        if (!await ImportMapRows.SaveAsync(session, map, viewer.SeesAll, cancellation))
            throw Taken(name);
    }

    private static ImportMapOptions Kept(RunPlan plan, ImportOptions options) => new()
    {
        Delimiter = options.Given.Contains("delimiter") ? options.Delimiter : null,
        Encoding = options.Given.Contains("encoding") ? options.Encoding : null,
        HasHeader = plan.Format.HasHeader,
        MatchKeys = plan.MatchKeys,
        OnDuplicate = plan.OnDuplicate,
        DefaultCountry = options.DefaultCountry,
        BlankCells = plan.BlankCells,
        Values = Written(plan, options),
    };

    /// <summary>In the words that were sent; those of a map that was taken are here as the run has them.</summary>
    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Written(RunPlan plan, ImportOptions options)
    {
        var values = options.ValuesJson is { Length: > 0 } json
            ? ValuesJson.Written(json)
            : plan.Values?.ToDictionary(v => v.Key, v => (IReadOnlyDictionary<string, string>)v.Value, StringComparer.Ordinal);
        var mapped = values?.Where(v => v.Value.Count > 0 && plan.Mapping.Contains(v.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
        return mapped is { Count: > 0 } ? mapped : null;
    }

    private static CrmException Taken(string name) =>
        new(ErrorCode.NameTaken, $"Another agent has an import map named '{name}'. Save it under another name.", "save_map_as");
}
