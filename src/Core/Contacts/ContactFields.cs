using System.Collections.Frozen;

namespace CrmContacts.Core.Contacts;

/// <summary>The one field table of contacts.</summary>
public static class ContactFields
{
    public static readonly ContactField Id = new("id", "id", FieldKind.Uuid, false, c => c.Id);
    public static readonly ContactField FirstName = new("firstName", "first_name", FieldKind.Text, false, c => c.FirstName) { FoldColumn = "first_name_fold", With = (c, v) => c with { FirstName = (string?)v ?? "" } };
    public static readonly ContactField LastName = new("lastName", "last_name", FieldKind.Text, false, c => c.LastName) { FoldColumn = "last_name_fold", With = (c, v) => c with { LastName = (string?)v ?? "" } };
    public static readonly ContactField FullName = new("fullName", "full_name", FieldKind.Text, false, c => c.FullName);
    public static readonly ContactField Email = new("email", "email", FieldKind.Text, true, c => c.Email) { FoldColumn = "email_fold", With = (c, v) => c with { Email = (string?)v } };
    public static readonly ContactField Phone = new("phone", "phone", FieldKind.Text, true, c => c.Phone) { With = (c, v) => c with { Phone = (string?)v } };
    public static readonly ContactField PhoneE164 = new("phoneE164", "phone_e164", FieldKind.Text, true, c => c.PhoneE164);
    public static readonly ContactField Mobile = new("mobile", "mobile", FieldKind.Text, true, c => c.Mobile) { With = (c, v) => c with { Mobile = (string?)v } };
    public static readonly ContactField MobileE164 = new("mobileE164", "mobile_e164", FieldKind.Text, true, c => c.MobileE164);
    public static readonly ContactField Title = new("title", "title", FieldKind.Text, true, c => c.Title) { With = (c, v) => c with { Title = (string?)v } };
    public static readonly ContactField Department = new("department", "department", FieldKind.Text, true, c => c.Department) { With = (c, v) => c with { Department = (string?)v } };
    public static readonly ContactField AccountId = new("accountId", "account_id", FieldKind.Uuid, true, c => c.AccountId) { Sortable = false, With = (c, v) => c with { AccountId = (Guid?)v } };
    public static readonly ContactField Source = new("source", "source", FieldKind.Enum, false, c => c.Source) { EnumType = typeof(ContactSource), With = (c, v) => c with { Source = (ContactSource)v! } };
    public static readonly ContactField Status = new("status", "status", FieldKind.Enum, false, c => c.Status) { EnumType = typeof(ContactStatus), With = (c, v) => c with { Status = (ContactStatus)v! } };
    public static readonly ContactField Visibility = new("visibility", "visibility", FieldKind.Enum, false, c => c.Visibility) { EnumType = typeof(ContactVisibility), With = (c, v) => c with { Visibility = (ContactVisibility)v! } };
    public static readonly ContactField AssignedQueueId = new("assignedQueueId", "assigned_queue_id", FieldKind.Key, true, c => c.AssignedQueueId) { With = (c, v) => c with { AssignedQueueId = (string?)v } };
    public static readonly ContactField AssignedToId = new("assignedToId", "assigned_to_id", FieldKind.Key, true, c => c.AssignedToId) { With = (c, v) => c with { AssignedToId = (string?)v } };
    public static readonly ContactField PreferredChannel = new("preferredChannel", "preferred_channel", FieldKind.Enum, true, c => c.PreferredChannel) { EnumType = typeof(PreferredChannel), With = (c, v) => c with { PreferredChannel = (PreferredChannel?)v } };
    public static readonly ContactField Language = new("language", "language", FieldKind.Text, true, c => c.Language) { With = (c, v) => c with { Language = (string?)v } };
    public static readonly ContactField TimeZone = new("timezone", "timezone", FieldKind.Text, true, c => c.TimeZone) { With = (c, v) => c with { TimeZone = (string?)v } };
    public static readonly ContactField ConsentEmail = new("consentEmail", "consent_email", FieldKind.Enum, false, c => c.ConsentEmail) { EnumType = typeof(ConsentState), Sortable = false, With = (c, v) => c with { ConsentEmail = (ConsentState)v! } };
    public static readonly ContactField ConsentSms = new("consentSms", "consent_sms", FieldKind.Enum, false, c => c.ConsentSms) { EnumType = typeof(ConsentState), Sortable = false, With = (c, v) => c with { ConsentSms = (ConsentState)v! } };
    public static readonly ContactField ConsentWhatsapp = new("consentWhatsapp", "consent_whatsapp", FieldKind.Enum, false, c => c.ConsentWhatsapp) { EnumType = typeof(ConsentState), Sortable = false, With = (c, v) => c with { ConsentWhatsapp = (ConsentState)v! } };
    public static readonly ContactField Notes = new("notes", "notes", FieldKind.Text, true, c => c.Notes) { Sortable = false, With = (c, v) => c with { Notes = (string?)v } };
    public static readonly ContactField ExternalCrmId = new("externalCrmId", "external_crm_id", FieldKind.Text, true, c => c.ExternalCrmId) { FoldColumn = "external_crm_id_fold", With = (c, v) => c with { ExternalCrmId = (string?)v } };
    public static readonly ContactField ExternalCrmProvider = new("externalCrmProvider", "external_crm_provider", FieldKind.Text, true, c => c.ExternalCrmProvider) { With = (c, v) => c with { ExternalCrmProvider = (string?)v } };
    public static readonly ContactField ActivityCount = new("activityCount", "activity_count", FieldKind.Int, false, c => c.ActivityCount);
    public static readonly ContactField LastActivityAt = new("lastActivityAt", "last_activity_at", FieldKind.Instant, true, c => c.LastActivityAt);
    public static readonly ContactField CreatedAt = new("createdAt", "created_at", FieldKind.Instant, false, c => c.CreatedAt);
    public static readonly ContactField UpdatedAt = new("updatedAt", "updated_at", FieldKind.Instant, false, c => c.UpdatedAt);
    public static readonly ContactField Version = new("version", "version", FieldKind.Int, false, c => c.Version);

    /// <summary>Every field, in the order of the API.</summary>
    public static readonly IReadOnlyList<ContactField> All =
    [
        Id, FirstName, LastName, FullName, Email, Phone, PhoneE164, Mobile, MobileE164, Title, Department, AccountId,
        Source, Status, Visibility, AssignedQueueId, AssignedToId, PreferredChannel, Language, TimeZone,
        ConsentEmail, ConsentSms, ConsentWhatsapp, Notes, ExternalCrmId, ExternalCrmProvider,
        ActivityCount, LastActivityAt, CreatedAt, UpdatedAt, Version,
    ];

    private static readonly FrozenDictionary<string, ContactField> ByName = All.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The field with this API name, or null.</summary>
    public static ContactField? Find(string name) => ByName.GetValueOrDefault(name);
}
