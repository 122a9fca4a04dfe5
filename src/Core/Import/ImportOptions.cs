namespace CrmContacts.Core.Import;

public enum OnDuplicate { Update, Skip }

public enum BlankCells { Keep, Clear }

public enum ImportListMode { None, Existing, New, PerRow }

/// <summary>How a file is to be imported. The defaults are those of the REST contract.</summary>
public sealed record ImportOptions
{
    /// <summary>Array in column order, or an object header → target; null takes the suggested mapping.</summary>
    public string? MappingJson { get; init; }

    /// <summary>What cells mean where a target has fixed values: an object target → { cell → code }, null for a cell that says nothing.</summary>
    public string? ValuesJson { get; init; }

    /// <summary>Of <c>email, phone, mobile, external_crm_id</c>.</summary>
    public IReadOnlyList<string> MatchKeys { get; init; } = ["email", "external_crm_id"];
    public OnDuplicate OnDuplicate { get; init; } = OnDuplicate.Update;
    public bool DryRun { get; init; }

    /// <summary><c>auto</c>, the character, or <c>comma|semicolon|tab|pipe</c>.</summary>
    public string Delimiter { get; init; } = "auto";

    /// <summary><c>auto</c>, or the name of an encoding.</summary>
    public string Encoding { get; init; } = "auto";
    public bool HasHeader { get; init; } = true;
    public ImportListMode ListMode { get; init; } = ImportListMode.None;

    /// <summary>Id or name of the list of <see cref="ImportListMode.Existing"/>; the name of the one to make for <see cref="ImportListMode.New"/>.</summary>
    public string? List { get; init; }

    /// <summary>ISO code for phone numbers; null takes the tenant's.</summary>
    public string? DefaultCountry { get; init; }
    public BlankCells BlankCells { get; init; } = BlankCells.Keep;

    /// <summary>
    /// Id or name of a saved import map, whose mapping and options hold where the caller says nothing: <see cref="MappingJson"/> and the
    /// options in <see cref="Given"/> win. A file without a mapped column of it is refused; a custom field that is gone is not imported.
    /// </summary>
    public string? ImportMap { get; init; }

    /// <summary>
    /// Keeps the run's mapping and options under this name, once the run starts. The agent's own map of that name is replaced (for
    /// <c>crm.manage</c> any); another's is refused before anything is started. A dry run sees that it could, and keeps nothing.
    /// </summary>
    public string? SaveMapAs { get; init; }

    /// <summary>The options that the caller gave, by their names on the wire, in order.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    internal static readonly IReadOnlyList<string> KnownMatchKeys = ["email", "phone", "mobile", "external_crm_id"];
}
