using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Import.Maps;

/// <summary>A column of the files that a map is for.</summary>
/// <param name="Header">Its name; compared without case, accents and stray spaces.</param>
/// <param name="Target">The key of a target field; null for a column that is not imported.</param>
public sealed record ImportMapColumn(string Header, string? Target);

/// <summary>
/// Options that belong to files of one make, each null where the map says nothing. What a request says itself wins over
/// them. Lists and dry runs belong to one import, so a map does not keep them.
/// </summary>
public sealed record ImportMapOptions
{
    public string? Delimiter { get; init; }
    public string? Encoding { get; init; }
    public bool? HasHeader { get; init; }

    /// <summary>Of <c>email, phone, mobile, external_crm_id</c>.</summary>
    public IReadOnlyList<string>? MatchKeys { get; init; }
    public OnDuplicate? OnDuplicate { get; init; }

    /// <summary>ISO code for phone numbers.</summary>
    public string? DefaultCountry { get; init; }
    public BlankCells? BlankCells { get; init; }

    /// <summary>What cells mean, by target with fixed values and cell as it is written; "" for a cell that says nothing. See <see cref="Mapping.ValuesJson"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Values { get; init; }
}

/// <summary>A saved mapping with its options. Everybody who imports in the tenant may take it; its maker and <c>crm.manage</c> may change it.</summary>
public sealed record ImportMap
{
    public required Guid Id { get; init; }

    /// <summary>Unique without case in the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>Who made it.</summary>
    public required string AgentId { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<ImportMapColumn> Columns { get; init; }
    public ImportMapOptions Options { get; init; } = new();
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What an input sets of a map. A part that is not set stays as it is.</summary>
public sealed record ImportMapPatch
{
    public Optional<string> Name { get; init; }
    public Optional<IReadOnlyList<ImportMapColumn>> Columns { get; init; }
    public Optional<ImportMapOptions> Options { get; init; }
}

/// <summary>There is no such import map.</summary>
public sealed record ImportMapNotFound(Guid ImportMapId) : IDomainFault;
