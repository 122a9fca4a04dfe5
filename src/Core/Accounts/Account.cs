namespace CrmContacts.Core.Accounts;

/// <summary>A company that contacts belong to.</summary>
public sealed record Account(Guid Id, string Name);
