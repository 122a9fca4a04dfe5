using System.Text.Json;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>
/// Takes changes back, field by field, from what the history says: a field that still has the value which the change gave it gets the
/// one before. Several changes are taken back newest first, so that one contact's chain of them comes off whole; what somebody else has
/// put in between or behind stays.
/// </summary>
internal sealed class ChangeReverse
{
    private readonly LoadedContact _current;
    private readonly CustomReverse _custom;
    private readonly string _country;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, JsonElement> _edited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private Contact _contact;
    private IReadOnlyList<Guid> _tags;

    /// <param name="current">The contact as it is.</param>
    /// <param name="custom">Its custom values.</param>
    /// <param name="country">Reads numbers of which the history does not say what they meant.</param>
    /// <param name="now">When they are taken back.</param>
    public ChangeReverse(LoadedContact current, CustomReverse custom, string country, DateTimeOffset now)
    {
        (_current, _custom, _country, _now) = (current, custom, country, now);
        (_contact, _tags) = (current.Contact, current.Tags);
    }

    /// <summary>Takes one change back, the newest first.</summary>
    /// <param name="fields">As <see cref="ChangeHistory"/> keeps them.</param>
    public ChangeReverse Undo(string fields)
    {
        using var json = JsonDocument.Parse(fields);
        foreach (var field in json.RootElement.EnumerateObject())
            Undo(field, json.RootElement);
        return this;
    }

    /// <summary>The fields that somebody has edited since, by name; one that was put back by hand is none.</summary>
    public IReadOnlyList<string> Edited => [.. _edited.Where(e => !Is(e.Key, e.Value)).Select(e => e.Key).Order(StringComparer.Ordinal)];

    /// <summary>The contact without the changes; null where that makes no difference.</summary>
    public ContactChange? Change()
    {
        if (_contact == _current.Contact && ReferenceEquals(_tags, _current.Tags) && _custom.Changes.Count == 0)
            return null;
        return new ContactChange(_current, _contact with { Version = _current.Contact.Version + 1, UpdatedAt = _now }, _tags, []) { Custom = _custom.Changes };
    }

    private void Undo(JsonProperty change, JsonElement all)
    {
        var (before, after) = (change.Value[0], change.Value[1]);
        if (change.Name == "tags")
            UndoTags(before, after);
        else if (change.Name == ChangeHistory.Deleted)
            UndoDeletion(before.GetBoolean(), after.GetBoolean());
        else if (IsCustom(change.Name))
            Note(change.Name, before, _custom.TryUndo(change.Name, before, after));
        else if (ContactFields.Find(change.Name) is { With: { } with } field)
        {
            var isOurs = Equals(field.Get(_contact), Value(field, after));
            if (isOurs)
                _contact = WithNumber(with(_contact, Value(field, before)), field, all);
            Note(change.Name, before, isOurs);
        }
    }

    private void Note(string field, JsonElement before, bool taken)
    {
        // The newest change decides whether it was edited since; the oldest says how it was before.
        if (_seen.Add(field) ? !taken : _edited.ContainsKey(field))
            _edited[field] = before.Clone();
    }

    private bool Is(string name, JsonElement value) =>
        IsCustom(name) ? _custom.Is(name, value) : ContactFields.Find(name) is { } field && Equals(field.Get(_contact), Value(field, value));

    private void UndoTags(JsonElement before, JsonElement after)
    {
        var (had, has) = (Ids(before), Ids(after));
        var tags = _tags.Except(has.Except(had)).Union(had.Except(has)).ToList();
        if (tags.Count != _tags.Count || !tags.ToHashSet().SetEquals(_tags))
            _tags = tags;
    }

    private void UndoDeletion(bool before, bool after)
    {
        if (_contact.DeletedAt is not null == after)
            _contact = _contact with { DeletedAt = before ? _now : null };
    }

    /// <summary>What a number meant depends on the country that it was read with: the history says it.</summary>
    private Contact WithNumber(Contact contact, ContactField field, JsonElement all)
    {
        if (field == ContactFields.Phone)
            return contact with { PhoneE164 = Meant(contact.Phone, ContactFields.PhoneE164, all) };
        return field == ContactFields.Mobile ? contact with { MobileE164 = Meant(contact.Mobile, ContactFields.MobileE164, all) } : contact;
    }

    private string? Meant(string? number, ContactField meaning, JsonElement all)
    {
        if (all.TryGetProperty(meaning.Name, out var known))
            return known[0].GetString();
        return number is null ? null : Phones.TryE164(number, _country);
    }

    private static bool IsCustom(string name) => name.StartsWith(CustomChange.NameOf(""), StringComparison.Ordinal);

    private static List<Guid> Ids(JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.GetGuid())];

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
