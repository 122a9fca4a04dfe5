using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>What must hold of a contact, whichever way it comes in.</summary>
public static class ContactRules
{
    public const int MaxText = 255;
    public const int MaxNotes = 65_536;
    public const int MaxTag = 64;
    public const int MaxTags = 200;

    /// <summary>Every fault of a contact, all of them together.</summary>
    public static IEnumerable<FieldFault> Faults(Contact contact)
    {
        if (contact.FirstName.Length == 0 && contact.LastName.Length == 0)
            yield return new("lastName", "REQUIRED", "A contact needs a first or a last name.");
        foreach (var field in ContactFields.All)
        {
            if (field.Kind is not (FieldKind.Text or FieldKind.Key) || field == ContactFields.FullName || field.Get(contact) is not string text)
                continue;
            var limit = field == ContactFields.Notes ? MaxNotes : MaxText;
            if (text.Length > limit)
                yield return new(field.Name, "TOO_LONG", $"{field.Name} has {text.Length} characters; at most {limit} are kept.");
            if (text.Contains('\0'))
                yield return new(field.Name, "NUL_IN_TEXT", $"{field.Name} holds a NUL character.");
            if (!UnicodeText.IsWhole(text))
                yield return new(field.Name, "TEXT_INVALID", $"{field.Name} holds half of a character.");
        }

        if (contact.Email is { } email && !Emails.IsValid(email))
            yield return new("email", "EMAIL_INVALID", $"'{email}' is no e-mail address.");
        if (contact.TimeZone is { } zone && !TimeZones.IsValid(zone))
            yield return new("timezone", "TIMEZONE_UNKNOWN", $"'{zone}' is no IANA time zone.");
        if (contact.Language is { } language && !Languages.IsValid(language))
            yield return new("language", "LANGUAGE_INVALID", $"'{language}' is no BCP 47 language tag.");
        if (contact.Visibility == ContactVisibility.Queue && contact.AssignedQueueId is null)
            yield return new("assignedQueueId", "REQUIRED", "Visibility QUEUE needs an assigned queue.");
        if (contact.Visibility == ContactVisibility.Owner && contact.AssignedToId is null)
            yield return new("assignedToId", "REQUIRED", "Visibility OWNER needs an assigned agent.");
    }

    /// <summary>Every fault of a set of tags.</summary>
    public static IEnumerable<FieldFault> TagFaults(IReadOnlyList<string> tags)
    {
        if (tags.Count > MaxTags)
            yield return new("tags", "TOO_MANY", $"A contact has at most {MaxTags} tags.");
        foreach (var tag in tags)
        {
            if (tag.Trim().Length is 0 or > MaxTag)
                yield return new("tags", "TAG_INVALID", $"A tag has 1 to {MaxTag} characters.");
            else if (!UnicodeText.IsWhole(tag))
                yield return new("tags", "TAG_INVALID", "A tag holds half of a character.");
            else if (tag.Contains(';') || tag.Contains('\0'))
                yield return new("tags", "TAG_INVALID", $"The tag '{tag}' holds a semicolon or NUL.");
        }
    }
}
