namespace CrmContacts.Core.Import;

/// <summary>What a run was settled to do when it was started: the options, with everything that was found out filled in.</summary>
/// <param name="Encoding">Name of the encoding.</param>
/// <param name="Delimiter">What separates the cells.</param>
/// <param name="Mapping">A target for each column of the file; null for an ignored one.</param>
/// <param name="MatchKeys">Of <c>email, phone, mobile, external_crm_id</c>.</param>
/// <param name="ListId">The list of <see cref="ImportListMode.Existing"/>.</param>
/// <param name="ListName">The name of the list of <see cref="ImportListMode.New"/>.</param>
/// <param name="DefaultCountry">ISO code that numbers without one were read with.</param>
public sealed record ImportSettings(
    string Encoding, string Delimiter, bool HasHeader, IReadOnlyList<string> Headers, IReadOnlyList<string?> Mapping, IReadOnlyList<string> MatchKeys,
    OnDuplicate OnDuplicate, ImportListMode ListMode, Guid? ListId, string? ListName, string DefaultCountry, BlankCells BlankCells);
