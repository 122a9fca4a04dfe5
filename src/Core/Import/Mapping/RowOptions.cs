using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>What a parser of rows has to know of tenant and import.</summary>
public sealed record RowOptions
{
    /// <summary>ISO code for phone numbers without a country; empty for none.</summary>
    public string DefaultCountry { get; init; } = "";
    public BlankCells BlankCells { get; init; } = BlankCells.Keep;
    public NamesLookup Agents { get; init; } = NamesLookup.Empty;
    public NamesLookup Queues { get; init; } = NamesLookup.Empty;
    public IReadOnlyList<CustomField> CustomFields { get; init; } = [];

    /// <summary>What cells mean, by target and folded cell; see <see cref="ValuesJson"/>.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Values { get; init; } = ValuesJson.None;
}
