using CrmContacts.Core.Data;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.CustomFields;

/// <summary>The door to custom fields and to their values.</summary>
public sealed class CustomFieldReader(Snapshot snapshot)
{
    /// <summary>Every field of the tenant, in its place.</summary>
    public async Task<IReadOnlyList<CustomField>> AllAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return await CustomFieldRows.AllAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, cancellation);
    }

    /// <summary>The values of each of these contacts, in the order of their fields; callers pass ids of contacts that they have read.</summary>
    public async Task<ILookup<Guid, CustomValue>> OfContactsAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return contactIds.Count == 0
            ? Array.Empty<CustomValue>().ToLookup(_ => Guid.Empty)
            : await CustomValueRows.OfContactsAsync(await snapshot.SessionAsync(cancellation), viewer.Tenant.Key, contactIds, cancellation);
    }
}
