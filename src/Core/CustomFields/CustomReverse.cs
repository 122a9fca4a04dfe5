using System.Globalization;
using System.Text.Json;

namespace CrmContacts.Core.CustomFields;

/// <summary>The custom values of one contact while changes of them are taken back. A field that is gone, or is of another kind by now, is nobody's to take back.</summary>
internal sealed class CustomReverse(IReadOnlyList<CustomField> fields, IEnumerable<CustomValue> values)
{
    public static readonly CustomReverse None = new([], []);

    private readonly Dictionary<Guid, object> _stored = values.ToDictionary(v => v.Field.Id, v => v.Value);
    private readonly Dictionary<Guid, object?> _now = [];

    /// <summary>What has become of them.</summary>
    public IReadOnlyList<CustomChange> Changes =>
        [.. _now.Where(n => !Equals(n.Value, _stored.GetValueOrDefault(n.Key))).Select(n => new CustomChange(fields.First(f => f.Id == n.Key), _stored.GetValueOrDefault(n.Key), n.Value))];

    /// <summary>Gives a value its former one back. False where it is another one than the change had made.</summary>
    public bool TryUndo(string name, JsonElement before, JsonElement after)
    {
        if (Find(name) is not { } field || !TryRead(field, before, out var former) || !TryRead(field, after, out var made))
            return true;
        if (!Equals(Current(field), made))
            return false;
        _now[field.Id] = former;
        return true;
    }

    /// <summary>True where the value is this one, or is nobody's any more.</summary>
    public bool Is(string name, JsonElement value) =>
        Find(name) is not { } field || !TryRead(field, value, out var read) || Equals(Current(field), read);

    private CustomField? Find(string name) => fields.FirstOrDefault(f => CustomChange.NameOf(f.Key) == name);

    private object? Current(CustomField field) => _now.TryGetValue(field.Id, out var value) ? value : _stored.GetValueOrDefault(field.Id);

    private static bool TryRead(CustomField field, JsonElement json, out object? value)
    {
        value = (field.Kind, json.ValueKind) switch
        {
            (CustomFieldKind.Number, JsonValueKind.Number) => json.GetDecimal(),
            (CustomFieldKind.Date, JsonValueKind.String) => DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            (CustomFieldKind.Checkbox, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
            (CustomFieldKind.Text or CustomFieldKind.Textarea or CustomFieldKind.Dropdown, JsonValueKind.String) => json.GetString(),
            _ => null,
        };
        return value is not null || json.ValueKind == JsonValueKind.Null;
    }
}
