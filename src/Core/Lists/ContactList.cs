namespace CrmContacts.Core.Lists;

/// <summary>Static: members are stored. Dynamic: members are the contacts matching a filter. Numbers are stored.</summary>
public enum ContactListKind { Static = 0, Dynamic = 1 }

/// <summary>A list as one viewer sees it.</summary>
/// <param name="ContactCount">How many of its members the viewer may see; exact, from the kept counts.</param>
public sealed record ContactList(Guid Id, string Name, string? Description, ContactListKind Kind, long ContactCount, bool Counting, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
