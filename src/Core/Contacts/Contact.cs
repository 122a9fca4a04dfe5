namespace CrmContacts.Core.Contacts;

/// <summary>A person, as readers give it and writers keep it. Fields that were not selected hold their default.</summary>
public sealed record Contact
{
    public Guid Id { get; init; }
    public string FirstName { get; init; } = "";
    public string LastName { get; init; } = "";
    public string? Email { get; init; }

    /// <summary>The number as it was written; <see cref="PhoneE164"/> is what it means, null when it cannot be parsed.</summary>
    public string? Phone { get; init; }
    public string? PhoneE164 { get; init; }
    public string? Mobile { get; init; }
    public string? MobileE164 { get; init; }
    public string? Title { get; init; }
    public string? Department { get; init; }
    public Guid? AccountId { get; init; }
    public ContactSource Source { get; init; } = ContactSource.Api;
    public ContactStatus Status { get; init; }
    public ContactVisibility Visibility { get; init; }
    public string? AssignedQueueId { get; init; }
    public string? AssignedToId { get; init; }
    public PreferredChannel? PreferredChannel { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Language { get; init; }

    /// <summary>IANA id.</summary>
    public string? TimeZone { get; init; }
    public ConsentState ConsentEmail { get; init; }
    public ConsentState ConsentSms { get; init; }
    public ConsentState ConsentWhatsapp { get; init; }
    public string? Notes { get; init; }
    public string? ExternalCrmId { get; init; }
    public string? ExternalCrmProvider { get; init; }

    /// <summary>Activities and interactions together.</summary>
    public int ActivityCount { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>1 when created, one more with each change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The run that made it, if one did.</summary>
    internal Guid? CreatedRun { get; init; }
    internal DateTimeOffset? DeletedAt { get; init; }

    /// <summary>First and last name, as a person is called.</summary>
    public string FullName => FirstName.Length == 0 ? LastName : LastName.Length == 0 ? FirstName : FirstName + " " + LastName;
}
