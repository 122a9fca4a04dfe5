using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>The door through which lists and their members change.</summary>
public sealed class ListWriter
{
    /// <summary>Makes a static list; the name is unique without case in the tenant. Needs <c>crm.edit</c>.</summary>
    /// <exception cref="Errors.CrmException">The name is blank, too long or taken.</exception>
    public Task<Guid> CreateStaticAsync(Viewer viewer, string name, string? description, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Adds visible contacts to a static list; those that are in it already stay. Answers how many were added. Needs <c>crm.edit</c>.</summary>
    public Task<int> AddMembersAsync(Viewer viewer, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default) => throw new NotImplementedException();
}
