using System.Text;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.CustomFields;

/// <summary>What must hold of a definition.</summary>
internal static class CustomFieldRules
{
    public const int MaxFields = 200;
    public const int MaxName = 100;
    public const int MaxOptions = 200;
    private const int MaxKey = 60;

    public static CustomField Apply(CustomFieldPatch patch, CustomField to) => to with
    {
        Name = patch.Name.IsSet ? patch.Name.Value?.Trim() ?? "" : to.Name,
        Kind = patch.Kind.Value ?? to.Kind,
        Required = patch.Required.Value ?? to.Required,
        SortOrder = patch.SortOrder.Value ?? to.SortOrder,
        Options = patch.Options.Value is { } options ? [.. options.Select(o => o.Trim())] : to.Options,
    };

    public static IEnumerable<FieldFault> Faults(CustomFieldPatch patch, CustomField field)
    {
        if (patch.Kind is { IsSet: true, Value: null })
            yield return Required("kind");
        if (patch.Required is { IsSet: true, Value: null })
            yield return Required("required");
        if (patch.SortOrder is { IsSet: true, Value: null })
            yield return Required("sortOrder");
        if (patch.Options is { IsSet: true, Value: null })
            yield return Required("options");
        if (field.Name.Length is 0 or > MaxName || !IsText(field.Name))
            yield return new("name", field.Name.Length == 0 ? "REQUIRED" : "NAME_INVALID", $"The name of a field has 1 to {MaxName} characters.");
        if (field.Kind == CustomFieldKind.Dropdown && field.Options.Count is 0 or > MaxOptions)
            yield return new("options", "OPTIONS_INVALID", $"A dropdown has 1 to {MaxOptions} options.");
        if (field.Kind != CustomFieldKind.Dropdown && field.Options.Count > 0)
            yield return new("options", "OPTIONS_INVALID", "Only a dropdown has options.");
        if (field.Options.Any(o => o.Length is 0 or > ContactRules.MaxText || !IsText(o)))
            yield return new("options", "OPTIONS_INVALID", $"An option has 1 to {ContactRules.MaxText} characters.");
        if (field.Options.DistinctBy(TextFold.ForFilter).Count() < field.Options.Count)
            yield return new("options", "OPTIONS_INVALID", "An option stands there twice; case makes no difference.");
    }

    /// <summary>The key of a new field: its name in a–z, 0–9 and _, with a number behind it when another field has it.</summary>
    public static string KeyOf(string name, IReadOnlyCollection<string> taken)
    {
        var key = new StringBuilder();
        foreach (var c in TextFold.ForSearch(name))
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                key.Append(c);
            else if (key.Length > 0 && key[^1] != '_')
                key.Append('_');
            if (key.Length == MaxKey)
                break;
        }

        var stem = key.ToString().Trim('_') is { Length: > 0 } some ? some : "field";
        return taken.Contains(stem) ? Enumerable.Range(2, taken.Count + 1).Select(i => $"{stem}_{i}").First(k => !taken.Contains(k)) : stem;
    }

    private static bool IsText(string text) => !text.Contains('\0') && UnicodeText.IsWhole(text);

    private static FieldFault Required(string field) => new(field, "REQUIRED", $"{field} must not be null.");
}
