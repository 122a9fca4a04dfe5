using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>The door to lists, with the viewer's own counts.</summary>
public sealed class ListReader
{
    /// <summary>Every list of the tenant, by name.</summary>
    public Task<IReadOnlyList<ContactList>> AllAsync(Viewer viewer, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The static lists that each of these contacts is in; callers pass ids of contacts that they have read.</summary>
    public Task<ILookup<Guid, ContactList>> OfContactsAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default) => throw new NotImplementedException();
}
