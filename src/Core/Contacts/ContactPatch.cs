using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Contacts;

/// <summary>A value that an input may leave out: absent stays, null clears.</summary>
public readonly record struct Optional<T>(bool IsSet, T? Value)
{
    public static implicit operator Optional<T>(T? value) => new(true, value);
}

/// <summary>What an input sets on a contact. A field that is not set stays as it is.</summary>
public sealed record ContactPatch
{
    public Optional<string> FirstName { get; init; }
    public Optional<string> LastName { get; init; }
    public Optional<string> Email { get; init; }
    public Optional<string> Phone { get; init; }
    public Optional<string> Mobile { get; init; }
    public Optional<string> Title { get; init; }
    public Optional<string> Department { get; init; }
    public Optional<Guid?> AccountId { get; init; }
    public Optional<ContactSource?> Source { get; init; }
    public Optional<ContactStatus?> Status { get; init; }
    public Optional<ContactVisibility?> Visibility { get; init; }
    public Optional<string> AssignedQueueId { get; init; }
    public Optional<string> AssignedToId { get; init; }
    public Optional<PreferredChannel?> PreferredChannel { get; init; }
    public Optional<string> Language { get; init; }
    public Optional<string> TimeZone { get; init; }
    public Optional<ConsentState?> ConsentEmail { get; init; }
    public Optional<ConsentState?> ConsentSms { get; init; }
    public Optional<ConsentState?> ConsentWhatsapp { get; init; }
    public Optional<string> Notes { get; init; }
    public Optional<string> ExternalCrmId { get; init; }
    public Optional<string> ExternalCrmProvider { get; init; }

    /// <summary>Replaces all tags; tags that do not exist are made.</summary>
    public Optional<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>Values of custom fields to set or to clear; fields that are not named stay as they are.</summary>
    public IReadOnlyList<CustomValueInput> CustomFields { get; init; } = [];
}

/// <summary>One field of a stale write: what the author sent and what is there now.</summary>
public sealed record FieldConflict(string Field, object? Yours, object? Theirs);

/// <summary>How a write ended. Exactly one of the four outcomes holds.</summary>
public sealed record ContactWriteResult
{
    /// <summary>The contact as its author has just written it.</summary>
    public Contact? Contact { get; init; }

    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>The contact does not exist or may not be seen: there is no telling which.</summary>
    public bool NotFound { get; init; }

    /// <summary>Which it is, where several were named.</summary>
    public Guid? NotFoundId { get; init; }

    /// <summary>The version in the store when the given one was stale.</summary>
    public int? CurrentVersion { get; init; }

    public IReadOnlyList<FieldConflict> Conflicts { get; init; } = [];
}
