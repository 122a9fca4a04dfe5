using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Maps;

/// <summary>The door through which saved mappings change. Who imports (<c>crm.edit</c>) makes them and changes the own ones; <c>crm.manage</c> changes all.</summary>
public sealed class ImportMapWriter
{
    private readonly Store _store;

    internal ImportMapWriter(Store store) => _store = store;

    /// <summary>Makes a map.</summary>
    public async Task<WriteResult<ImportMap>> CreateAsync(Viewer viewer, ImportMapPatch input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await WriteAsync(viewer, cancellation);
        var now = _store.Clock.Now();
        var map = ImportMapRules.Apply(input, new ImportMap { Id = Ids.New(now), Name = "", AgentId = viewer.AgentId, Columns = [], CreatedAt = now, UpdatedAt = now });
        var faults = ImportMapRules.Faults(input with { Columns = new(true, input.Columns.Value) }, map, await CustomFieldRows.AllAsync(session, session.Tenant, cancellation)).ToList();
        if (await session.ScalarAsync<long>("SELECT count(*) FROM crm_import_maps WHERE tenant = @p0", [session.Tenant], cancellation) >= ImportMapRules.MaxMaps)
            faults.Add(new(null, "TOO_MANY", $"At most {ImportMapRules.MaxMaps} import maps are kept; delete some first."));
        if (faults.Count > 0)
            return WriteResult<ImportMap>.Refused(faults);
        if (await ImportMapRows.NamedAsync(session, session.Tenant, map.Name, cancellation) is not null)
            return WriteResult<ImportMap>.Refused(new NameTaken(map.Name));
        await ImportMapRows.SaveAsync(session, map, replacesAll: false, cancellation);
        await session.CommitAsync(cancellation);
        return new(map);
    }

    /// <summary>Renames a map or says anew what it holds.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.NotAuthorized"/>: it is another agent's.</exception>
    public async Task<WriteResult<ImportMap>> UpdateAsync(Viewer viewer, Guid id, ImportMapPatch input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await WriteAsync(viewer, cancellation);
        if (await MineAsync(session, viewer, id, cancellation) is not { } before)
            return WriteResult<ImportMap>.Refused(new ImportMapNotFound(id));
        var map = ImportMapRules.Apply(input, before) with { UpdatedAt = _store.Clock.Now() };
        var faults = ImportMapRules.Faults(input, map, await CustomFieldRows.AllAsync(session, session.Tenant, cancellation)).ToList();
        if (faults.Count > 0)
            return WriteResult<ImportMap>.Refused(faults);
        if (await ImportMapRows.NamedAsync(session, session.Tenant, map.Name, cancellation) is { } other && other.Id != id)
            return WriteResult<ImportMap>.Refused(new NameTaken(map.Name));
        await ImportMapRows.UpdateAsync(session, map, cancellation);
        await session.CommitAsync(cancellation);
        return new(map);
    }

    /// <summary>Deletes a map. Runs that took it keep what they were started with.</summary>
    /// <returns>The map as it was.</returns>
    /// <exception cref="CrmException"><see cref="ErrorCode.NotAuthorized"/>: it is another agent's.</exception>
    public async Task<WriteResult<ImportMap>> DeleteAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await WriteAsync(viewer, cancellation);
        if (await MineAsync(session, viewer, id, cancellation) is not { } map)
            return WriteResult<ImportMap>.Refused(new ImportMapNotFound(id));
        await session.ExecuteAsync("DELETE FROM crm_import_maps WHERE tenant = @p0 AND id = @p1", [session.Tenant, id], cancellation);
        await session.CommitAsync(cancellation);
        return new(map);
    }

    private static async Task<ImportMap?> MineAsync(WriteSession session, Viewer viewer, Guid id, CancellationToken cancellation)
    {
        var map = await ImportMapRows.FindAsync(session, session.Tenant, id, cancellation);
        // Everybody who imports sees it, so there is nothing to hide: it is refused by name.
        if (map is not null && map.AgentId != viewer.AgentId)
            viewer.Demand(Permission.Manage);
        return map;
    }

    /// <summary>Alone with the tenant's definitions, so that a name is free when it was found free.</summary>
    private ValueTask<WriteSession> WriteAsync(Viewer viewer, CancellationToken cancellation) =>
        _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
}
