using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Tags;

/// <summary>The door to tags.</summary>
public sealed class TagReader
{
    /// <summary>The tags of each of these contacts, by name; callers pass ids of contacts that they have read.</summary>
    public Task<ILookup<Guid, string>> OfContactsAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default) => throw new NotImplementedException();
}
