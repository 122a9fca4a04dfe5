using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.CustomFields;

/// <summary>What an input sets of one custom field: one of the four, by the kind of the field. Null clears; a field that is not named stays as it is.</summary>
/// <param name="Key">The field's key.</param>
public sealed record CustomValueInput(string Key)
{
    /// <summary>Of a text, a textarea, or one of a dropdown's options.</summary>
    public Optional<string> Text { get; init; }
    public Optional<decimal?> Number { get; init; }
    public Optional<DateOnly?> Date { get; init; }
    public Optional<bool?> Flag { get; init; }

    /// <summary>The values that are set, null among them.</summary>
    internal IReadOnlyList<object?> Given =>
    [
        .. Text.IsSet ? [Text.Value] : Array.Empty<object?>(), .. Number.IsSet ? [Number.Value] : Array.Empty<object?>(),
        .. Date.IsSet ? [Date.Value] : Array.Empty<object?>(), .. Flag.IsSet ? [Flag.Value] : Array.Empty<object?>(),
    ];
}

/// <summary>One value of a contact that a write sets, clears or replaces; both ends differ.</summary>
internal sealed record CustomChange(CustomField Field, object? Before, object? After)
{
    /// <summary>As change history and conflicts name it.</summary>
    public string Name => NameOf(Field.Key);

    public static string NameOf(string key) => "customFields." + key;
}
