using CrmContacts.Core.Import;

namespace CrmContacts.Rest.Import;

/// <summary>How a file was imported, in the words of the options of an import; <c>mapping</c> is in the order of its columns.</summary>
internal sealed record RunOptionsJson(
    IReadOnlyList<MappedColumnJson> Mapping, IReadOnlyList<string> MatchKeys, string OnDuplicate, string BlankCells, string ListMode, string? List,
    string DefaultCountry, string Encoding, string Delimiter, bool HasHeader)
{
    public static RunOptionsJson? Of(ImportSettings? settings) => settings is null ? null : new(
        [.. settings.Headers.Zip(settings.Mapping, (header, target) => new MappedColumnJson(header, target))], settings.MatchKeys,
        settings.OnDuplicate.ToString().ToLowerInvariant(), settings.BlankCells.ToString().ToLowerInvariant(),
        settings.ListMode == ImportListMode.PerRow ? "per_row" : settings.ListMode.ToString().ToLowerInvariant(), settings.ListId?.ToString() ?? settings.ListName,
        settings.DefaultCountry, settings.Encoding, settings.Delimiter, settings.HasHeader);
}

/// <summary>Where a column went; null is nowhere.</summary>
internal sealed record MappedColumnJson(string Header, string? Target);
