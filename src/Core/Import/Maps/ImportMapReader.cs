using CrmContacts.Core.Data;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Maps;

/// <summary>The door to saved mappings: all of the tenant's, for everybody who imports. Needs <c>crm.edit</c>.</summary>
public sealed class ImportMapReader(Snapshot snapshot)
{
    /// <summary>Every map of the tenant, by name.</summary>
    public async Task<IReadOnlyList<ImportMap>> AllAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        return await ImportMapRows.ListAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, _ => " ORDER BY m.name_fold", cancellation);
    }

    /// <summary>The map, or null when the tenant has none of this id.</summary>
    public async Task<ImportMap?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        return await ImportMapRows.FindAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, id, cancellation);
    }
}
