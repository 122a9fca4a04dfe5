using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Everything that decides how a file is imported, settled when the run was started and stored with it.</summary>
internal sealed record RunPlan
{
    public required DetectedFormat Format { get; init; }

    /// <summary>A target for each column, null for ignored ones.</summary>
    public required IReadOnlyList<string?> Mapping { get; init; }

    /// <summary>The custom fields that columns are mapped to, as they were when the run was started: a run that is taken up again reads its cells alike.</summary>
    public IReadOnlyList<CustomField> CustomFields { get; init; } = [];

    /// <summary>What cells mean where a target has fixed values; see <see cref="Core.Import.Mapping.ValuesJson"/>.</summary>
    public Dictionary<string, Dictionary<string, string>>? Values { get; init; }
    public required IReadOnlyList<string> MatchKeys { get; init; }
    public OnDuplicate OnDuplicate { get; init; }
    public ImportListMode ListMode { get; init; }

    /// <summary>The list of <see cref="ImportListMode.Existing"/>.</summary>
    public Guid? ListId { get; init; }

    /// <summary>The name of the list of <see cref="ImportListMode.New"/>.</summary>
    public string? ListName { get; init; }
    public required string DefaultCountry { get; init; }
    public BlankCells BlankCells { get; init; }
    public HiddenMatch HiddenMatch { get; init; }

    /// <summary>What of it people are told.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ImportSettings Settings => new(Format.Encoding, Format.Delimiter, Format.HasHeader, Format.Headers, Mapping, MatchKeys, OnDuplicate, ListMode, ListId, ListName, DefaultCountry, BlankCells);
}

/// <summary>A row of the file, read and checked, with all that can be made ready before the store is asked.</summary>
internal sealed record PreparedRow
{
    public required CsvRow Source { get; init; }

    /// <summary>What the row sets; null when it has faults.</summary>
    public ContactPatch? Patch { get; init; }

    /// <summary>What it becomes when it matches nobody, without account.</summary>
    public Contact? Fresh { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Lists { get; init; } = [];
    public string? Account { get; init; }

    /// <summary>What the row sets of custom fields, by the field's id; null clears.</summary>
    public IReadOnlyList<(Guid Field, object? Value)> Custom { get; init; } = [];

    /// <summary>Our own id, from an export: it matches first and alone.</summary>
    public Guid? OwnId { get; init; }

    /// <summary>The keys that the run matches by.</summary>
    public IReadOnlyList<MatchKey> Keys { get; init; } = [];

    /// <summary>Every key of <see cref="Fresh"/>.</summary>
    public IReadOnlyList<MatchKey> FreshKeys { get; init; } = [];

    /// <summary>The values of <see cref="Fresh"/> as they will be written; the account is missing.</summary>
    public object?[]? FreshRow { get; init; }
    public IReadOnlyList<RowProblem> Faults { get; init; } = [];

    /// <summary>What is wrong with <see cref="Fresh"/>: it matters where the row matches nobody.</summary>
    public IReadOnlyList<RowProblem> FreshFaults { get; init; } = [];
}

/// <summary>Why a row did not go in.</summary>
internal sealed record RowProblem(string Code, string Message);
