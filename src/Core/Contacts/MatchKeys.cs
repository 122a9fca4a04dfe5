using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>Numbers are stored: never renumber. Phone and mobile are both kind phone.</summary>
internal enum MatchKind { Email = 0, Phone = 1, External = 2 }

/// <summary>What a contact is found again by: normalised, not unique (families share a number).</summary>
internal readonly record struct MatchKey(MatchKind Kind, string Value);

internal static class MatchKeys
{
    /// <summary>Longer values are no keys: an index entry has an end, and nobody has such an address.</summary>
    private const int MaxLength = 255;

    public static readonly Table Table = new("crm_match_keys",
        new("tenant", ColumnKind.Long), new("kind", ColumnKind.Short), new("value", ColumnKind.Text), new("contact", ColumnKind.Id));

    /// <summary>Takes away the keys of contacts that are going for good.</summary>
    public static Task RemoveAsync(WriteSession session, IEnumerable<Contact> contacts, CancellationToken cancellation) =>
        session.DeleteAsync(Table, [.. contacts.SelectMany(c => Of(c).Select(key => new object?[] { session.Tenant, (long)key.Kind, key.Value, c.Id }))], cancellation);

    /// <summary>The keys of a contact, each once. One that is deleted has none.</summary>
    public static List<MatchKey> Of(Contact contact)
    {
        var keys = new List<MatchKey>(4);
        if (contact.DeletedAt is not null)
            return keys;
        Add(keys, OfEmail(contact.Email));
        Add(keys, OfPhone(contact.PhoneE164));
        Add(keys, OfPhone(contact.MobileE164));
        Add(keys, OfExternal(contact.ExternalCrmId));
        return keys;
    }

    public static MatchKey? OfEmail(string? email) => Make(MatchKind.Email, email is null ? null : Emails.Normalize(email));

    public static MatchKey? OfPhone(string? e164) => Make(MatchKind.Phone, e164);

    /// <summary>The provider is compared on the contact itself, and only when the file names one.</summary>
    public static MatchKey? OfExternal(string? id) => Make(MatchKind.External, id is null ? null : TextFold.ForFilter(id));

    private static MatchKey? Make(MatchKind kind, string? value) =>
        value is { Length: > 0 and <= MaxLength } ? new MatchKey(kind, value) : null;

    private static void Add(List<MatchKey> keys, MatchKey? key)
    {
        if (key is { } one && !keys.Contains(one))
            keys.Add(one);
    }
}
