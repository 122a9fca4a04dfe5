using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door to contacts that a viewer may see.</summary>
public sealed class ContactReader
{
    /// <summary>One page, in a total order, by keyset; with the total when it is asked for.</summary>
    /// <exception cref="Errors.CrmException">Page size, cursor, paging or order is not valid.</exception>
    public Task<ContactPage> PageAsync(Viewer viewer, ContactQuery query, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The visible ones of these ids.</summary>
    public Task<IReadOnlyDictionary<Guid, Contact>> ByIdsAsync(Viewer viewer, IReadOnlyCollection<Guid> ids, IReadOnlySet<ContactField>? fields = null, CancellationToken cancellation = default) => throw new NotImplementedException();
}
