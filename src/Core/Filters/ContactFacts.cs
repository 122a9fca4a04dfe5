using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;

namespace CrmContacts.Core.Filters;

/// <summary>A static list, as far as a filter may ask.</summary>
public sealed record ListFact(Guid Id, string Name);

/// <summary>A contact in memory with everything that a filter may ask of it.</summary>
/// <param name="Contact">With every field read.</param>
public sealed record ContactFacts(Contact Contact)
{
    /// <summary>Names of tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The static lists that the contact is on.</summary>
    public IReadOnlyList<ListFact> Lists { get; init; } = [];

    /// <summary>The values that it has; a field without a value has no entry.</summary>
    public IReadOnlyList<CustomValue> CustomValues { get; init; } = [];

    /// <summary>The name of its company; null when it has none.</summary>
    public string? AccountName { get; init; }
}
