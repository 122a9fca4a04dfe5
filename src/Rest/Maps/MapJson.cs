using CrmContacts.Core;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Rest.Import;

namespace CrmContacts.Rest.Maps;

/// <summary>Options that go with a map; null where it says nothing.</summary>
internal sealed record MapOptionsJson(
    string? Delimiter, string? Encoding, bool? HasHeader, IReadOnlyList<string>? MatchKeys, string? OnDuplicate, string? DefaultCountry, string? BlankCells,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Values);

/// <summary>A saved mapping on the wire.</summary>
internal sealed record MapJson(Guid Id, string Name, string Agent, IReadOnlyList<MappedColumnJson> Columns, MapOptionsJson Options, string CreatedAt, string UpdatedAt)
{
    public static MapJson Of(ImportMap map) => new(
        map.Id, map.Name, map.AgentId, [.. map.Columns.Select(c => new MappedColumnJson(c.Header, c.Target))],
        new(map.Options.Delimiter, map.Options.Encoding, map.Options.HasHeader, map.Options.MatchKeys,
            map.Options.OnDuplicate?.ToString().ToLowerInvariant(), map.Options.DefaultCountry, map.Options.BlankCells?.ToString().ToLowerInvariant(), map.Options.Values),
        Instants.Format(map.CreatedAt), Instants.Format(map.UpdatedAt));
}

/// <summary>Every map of the tenant, by name.</summary>
internal sealed record MapsJson(IReadOnlyList<MapJson> ImportMaps);
