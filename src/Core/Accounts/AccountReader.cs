using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Accounts;

/// <summary>The door to accounts.</summary>
public sealed class AccountReader
{
    /// <summary>The accounts with these ids.</summary>
    public Task<IReadOnlyDictionary<Guid, Account>> ByIdsAsync(Viewer viewer, IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default) => throw new NotImplementedException();
}
