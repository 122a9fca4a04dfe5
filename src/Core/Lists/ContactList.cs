namespace CrmContacts.Core.Lists;

/// <summary>Static: members are stored. Dynamic: members are the contacts matching a filter. Numbers are stored.</summary>
public enum ContactListKind { Static = 0, Dynamic = 1 }

/// <summary>A list as one viewer sees it.</summary>
/// <param name="Where">The filter of a dynamic list as JSON, as the API takes it; null for a static one.</param>
/// <param name="ContactCount">How many of its contacts the viewer may see; exact, unless it is <paramref name="Counting"/>.</param>
/// <param name="Counting">It was defined anew and is being counted: until then it shows the number that it had.</param>
public sealed record ContactList(Guid Id, string Name, string? Description, ContactListKind Kind, string? Where, long ContactCount, bool Counting, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What is wrong with the filter: it cannot be read, or asks for something that is gone. Null where all is well, or where it was not asked for.</summary>
    public string? WhereProblem { get; init; }
}
