using System.Text.Json;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>Takes a change back: the fields that it wrote as they were before, from what the history says.</summary>
internal static class ChangeReverse
{
    /// <summary>The contact as it was before the change whose <paramref name="fields"/> these are, nothing else about it touched.</summary>
    public static ContactChange Of(LoadedContact current, string fields, string country, DateTimeOffset now)
    {
        var contact = current.Contact with { Version = current.Contact.Version + 1, UpdatedAt = now };
        var tags = current.Tags;
        using var json = JsonDocument.Parse(fields);
        foreach (var change in json.RootElement.EnumerateObject())
        {
            var before = change.Value[0];
            if (change.Name == "tags")
                tags = [.. before.EnumerateArray().Select(id => id.GetGuid())];
            else if (change.Name == ChangeHistory.Deleted)
                contact = contact with { DeletedAt = before.GetBoolean() ? now : null };
            else if (ContactFields.Find(change.Name) is { With: { } with } field)
                contact = with(contact, Value(field, before));
        }

        if (contact.Phone != current.Contact.Phone)
            contact = contact with { PhoneE164 = contact.Phone is { } phone ? Phones.TryE164(phone, country) : null };
        if (contact.Mobile != current.Contact.Mobile)
            contact = contact with { MobileE164 = contact.Mobile is { } mobile ? Phones.TryE164(mobile, country) : null };
        return new ContactChange(current, contact, tags, []);
    }

    private static object? Value(ContactField field, JsonElement value) => value.ValueKind == JsonValueKind.Null
        ? null
        : field.Kind switch
        {
            FieldKind.Enum => WireNames.Parse(field.EnumType!, value.GetString()!),
            FieldKind.Uuid => value.GetGuid(),
            FieldKind.Int => value.GetInt32(),
            _ => value.GetString(),
        };
}
