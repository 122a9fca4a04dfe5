namespace CrmContacts.Core.Import.Mapping;

public enum CustomFieldKind { Text, Number, Date, Dropdown, Checkbox, Textarea }

/// <summary>A custom field of contacts, as far as an import has to know it.</summary>
/// <param name="Options">What a dropdown offers; empty for the others.</param>
public sealed record CustomField(string Key, string Label, CustomFieldKind Kind, IReadOnlyList<string> Options);
