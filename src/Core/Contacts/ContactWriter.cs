using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door through which contacts change. Checks, writes, counts and history are one transaction; events follow the commit.</summary>
public sealed class ContactWriter
{
    /// <summary>Makes a contact; it always creates, e-mail and phone are not unique. Needs <c>crm.edit</c>.</summary>
    public Task<ContactWriteResult> CreateAsync(Viewer viewer, ContactPatch input, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Changes a visible contact. <paramref name="version"/> is only compared: a stale one gives the conflict. Needs <c>crm.edit</c>.</summary>
    public Task<ContactWriteResult> UpdateAsync(Viewer viewer, Guid id, int? version, ContactPatch input, CancellationToken cancellation = default) => throw new NotImplementedException();
}
