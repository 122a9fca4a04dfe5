using CrmContacts.Core.Text;

namespace CrmContacts.Core.CustomFields;

/// <summary>What must hold of a value, whichever way it comes in.</summary>
internal static class CustomValueRules
{
    /// <summary>The option of a dropdown that the text names, whatever its case; in the field's own spelling.</summary>
    public static string? Option(CustomField field, string text)
    {
        var folded = TextFold.ForFilter(text.Trim());
        return field.Options.FirstOrDefault(option => TextFold.ForFilter(option.Trim()) == folded);
    }
}
