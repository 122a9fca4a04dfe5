namespace CrmContacts.Core.CustomFields;

/// <summary>What the values of a custom field are. Numbers are stored: never renumber.</summary>
public enum CustomFieldKind { Text = 0, Number = 1, Date = 2, Dropdown = 3, Checkbox = 4, Textarea = 5 }

/// <summary>A field that an organization added to its contacts.</summary>
/// <param name="Key">The stable name in the API, made from the first name: a–z, 0–9 and _.</param>
/// <param name="Name">As people read it; unique without case in the tenant.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Options">What a dropdown offers, in order; empty for the others.</param>
public sealed record CustomField(string Key, string Name, CustomFieldKind Kind, IReadOnlyList<string> Options)
{
    public Guid Id { get; init; }

    /// <summary>A new contact needs a value, and nobody may clear it.</summary>
    public bool Required { get; init; }

    /// <summary>Its place among the others; equal places go by name.</summary>
    public int SortOrder { get; init; }
}

/// <summary>One value of one contact.</summary>
/// <param name="Value">A string (text, textarea, dropdown), <see cref="decimal"/>, <see cref="DateOnly"/> or <see cref="bool"/>, by the kind of the field.</param>
public sealed record CustomValue(CustomField Field, object Value);
