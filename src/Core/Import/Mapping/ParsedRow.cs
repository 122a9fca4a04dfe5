using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>What is wrong with a row, or worth saying of it.</summary>
/// <param name="Code">snake_case, stable.</param>
/// <param name="Target">Key of the target; null when it is about the whole row.</param>
/// <param name="Message">What is wrong and, where there is a choice, what is allowed.</param>
public sealed record RowFault(string Code, string? Target, string Message);

/// <summary>
/// A row of a file as values of a contact. A field is set when its column is mapped and the cell is not blank, or is blank
/// and blank cells clear; set with null (a name: with the empty string) it is to be cleared.
/// </summary>
public sealed class ParsedRow
{
    public required long RowNumber { get; init; }

    /// <summary>Our own id, which matches first and alone; null when not mapped or blank.</summary>
    public Guid? Id { get; internal set; }
    public Optional<string> FirstName { get; internal set; }
    public Optional<string> LastName { get; internal set; }
    public Optional<string> Email { get; internal set; }

    /// <summary>As it is written; <see cref="PhoneE164"/> beside it, null when it cannot be parsed.</summary>
    public Optional<string> Phone { get; internal set; }
    public string? PhoneE164 { get; internal set; }
    public Optional<string> Mobile { get; internal set; }
    public string? MobileE164 { get; internal set; }
    public Optional<string> Title { get; internal set; }
    public Optional<string> Department { get; internal set; }

    /// <summary>Name of the company.</summary>
    public Optional<string> Account { get; internal set; }
    public Optional<ContactStatus?> Status { get; internal set; }
    public Optional<ContactSource?> Source { get; internal set; }
    public Optional<ContactVisibility?> Visibility { get; internal set; }
    public Optional<PreferredChannel?> PreferredChannel { get; internal set; }
    public Optional<string> Language { get; internal set; }
    public Optional<string> TimeZone { get; internal set; }
    public Optional<string> Notes { get; internal set; }

    /// <summary>Id of the agent.</summary>
    public Optional<string> AssignedTo { get; internal set; }

    /// <summary>Id of the queue.</summary>
    public Optional<string> AssignedQueue { get; internal set; }
    public Optional<string> ExternalCrmId { get; internal set; }
    public Optional<string> ExternalCrmProvider { get; internal set; }

    /// <summary>To be added to the contact's; no repeats.</summary>
    public IReadOnlyList<string> Tags { get; internal set; } = [];

    /// <summary>Names of lists to be on.</summary>
    public IReadOnlyList<string> ListNames { get; internal set; } = [];

    /// <summary>By key of the custom field: string, decimal, DateOnly, bool, or null to clear.</summary>
    public IReadOnlyDictionary<string, object?> Custom { get; internal set; } = System.Collections.Frozen.FrozenDictionary<string, object?>.Empty;

    /// <summary>Any fault makes the row an error.</summary>
    public IReadOnlyList<RowFault> Faults { get; internal set; } = [];

    /// <summary>The row goes in all the same.</summary>
    public IReadOnlyList<RowFault> Warnings { get; internal set; } = [];

    public bool IsValid => Faults.Count == 0;

    /// <summary>The fields that writers take as a patch. Account, tags, lists and custom fields stand beside it.</summary>
    public ContactPatch ToPatch() => new()
    {
        FirstName = FirstName, LastName = LastName, Email = Email, Phone = Phone, Mobile = Mobile, Title = Title, Department = Department,
        Status = Status, Source = Source, Visibility = Visibility, PreferredChannel = PreferredChannel, Language = Language, TimeZone = TimeZone,
        Notes = Notes, AssignedToId = AssignedTo, AssignedQueueId = AssignedQueue, ExternalCrmId = ExternalCrmId, ExternalCrmProvider = ExternalCrmProvider,
    };
}
