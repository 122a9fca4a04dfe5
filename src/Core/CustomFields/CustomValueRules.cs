using System.Diagnostics.CodeAnalysis;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.CustomFields;

/// <summary>What must hold of a value, whichever way it comes in.</summary>
internal static class CustomValueRules
{
    /// <summary>The option of a dropdown that the text names, whatever its case; in the field's own spelling.</summary>
    public static string? Option(CustomField field, string text)
    {
        var folded = TextFold.ForFilter(text.Trim());
        return field.Options.FirstOrDefault(option => TextFold.ForFilter(option) == folded);
    }

    /// <summary>The value as the field keeps it: texts trimmed, blank is null; false with what is wrong.</summary>
    public static bool TryRead(CustomField field, object? given, out object? value, [NotNullWhen(false)] out FieldFault? fault)
    {
        fault = null;
        value = given is string text ? text.Trim() is { Length: > 0 } trimmed ? trimmed : null : given;
        if (value is null)
        {
            if (field.Required)
                fault = Fault(field.Key, "REQUIRED", $"{field.Name} must have a value.");
        }
        else
        {
            fault = (field.Kind, value) switch
            {
                (CustomFieldKind.Text, string one) => TextFault(field, one, ContactRules.MaxText),
                (CustomFieldKind.Textarea, string one) => TextFault(field, one, ContactRules.MaxNotes),
                (CustomFieldKind.Dropdown, string one) => (value = Option(field, one)) is null
                    ? Fault(field.Key, "OPTION_UNKNOWN", $"{field.Name} is one of {string.Join(", ", field.Options)}.")
                    : null,
                (CustomFieldKind.Number, decimal one) => CustomNumbers.Fits(one)
                    ? null
                    : Fault(field.Key, "NUMBER_INVALID", $"{field.Name} has at most 12 digits and 6 decimals."),
                (CustomFieldKind.Date, DateOnly) or (CustomFieldKind.Checkbox, bool) => null,
                _ => Fault(field.Key, "TYPE_MISMATCH", $"{field.Name} takes {Takes(field.Kind)}."),
            };
            if (fault is null && value is decimal number)
                value = CustomNumbers.Plain(number);
        }

        return fault is null;
    }

    public static FieldFault Fault(string key, string code, string message) => new(CustomChange.NameOf(key), code, message);

    private static FieldFault? TextFault(CustomField field, string text, int limit)
    {
        if (text.Length > limit)
            return Fault(field.Key, "TOO_LONG", $"{field.Name} has {text.Length} characters; at most {limit} are kept.");
        if (text.Contains('\0'))
            return Fault(field.Key, "NUL_IN_TEXT", $"{field.Name} holds a NUL character.");
        return UnicodeText.IsWhole(text) ? null : Fault(field.Key, "TEXT_INVALID", $"{field.Name} holds half of a character.");
    }

    private static string Takes(CustomFieldKind kind) => kind switch
    {
        CustomFieldKind.Number => "a number",
        CustomFieldKind.Date => "a date",
        CustomFieldKind.Checkbox => "true or false",
        _ => "a text",
    };
}
