using System.Globalization;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.CustomFields;

/// <summary>Values of custom fields in the cells of a table: read as people write them, written as they are read.</summary>
internal static class CustomCells
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/MM/dd", "d.M.yyyy", "yyyyMMdd"];

    /// <returns>The value, or null with what is wrong.</returns>
    public static object? Read(CustomField field, string text, out (string Code, string Message)? fault)
    {
        fault = null;
        switch (field.Kind)
        {
            case CustomFieldKind.Number when Number(text) is { } number:
                return number;
            case CustomFieldKind.Number:
                fault = ("number_invalid", $"\"{Short(text)}\" is no number of at most 12 digits and 6 decimals, written like 1234.56.");
                return null;
            case CustomFieldKind.Date when Date(text) is { } date:
                return date;
            case CustomFieldKind.Date:
                fault = ("date_invalid", $"\"{Short(text)}\" is no date. Write it as YYYY-MM-DD.");
                return null;
            case CustomFieldKind.Checkbox when Flag(text) is { } flag:
                return flag;
            case CustomFieldKind.Checkbox:
                fault = ("checkbox_invalid", $"\"{Short(text)}\" is neither yes nor no.");
                return null;
            case CustomFieldKind.Dropdown:
                if (CustomValueRules.Option(field, text) is { } option) return option;
                fault = ("option_unknown", $"\"{Short(text)}\" is not one of {string.Join(", ", field.Options)}.");
                return null;
            case CustomFieldKind.Textarea when text.Length > ContactRules.MaxNotes:
            case CustomFieldKind.Text when text.Length > ContactRules.MaxText:
                fault = ("too_long", $"The text has {text.Length} characters; at most {(field.Kind == CustomFieldKind.Text ? ContactRules.MaxText : ContactRules.MaxNotes)} go in.");
                return null;
            default:
                return text;
        }
    }

    /// <summary>The cell of a value: a number with a point, a date as YYYY-MM-DD, a checkbox as true or false.</summary>
    public static string Write(object value) => value switch
    {
        decimal number => CustomNumbers.Plain(number).ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => (string)value,
    };

    /// <summary>With a point, or with a comma that cannot be taken for thousands.</summary>
    private static decimal? Number(string text)
    {
        var comma = text.IndexOf(',');
        var plain = comma >= 0 && comma == text.LastIndexOf(',') && !text.Contains('.') && text.Length - comma != 4 ? text.Replace(',', '.') : text;
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && CustomNumbers.Fits(number) ? number : null;
    }

    private static DateOnly? Date(string text)
    {
        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        return text.Length > 10 && text[10] is 'T' or ' ' && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? date : null;
    }

    private static bool? Flag(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "y" or "1" or "x" or "on" or "ja" or "oui" or "sí" or "si" or "wahr" or "checked" => true,
        "false" or "no" or "n" or "0" or "off" or "nein" or "non" or "falsch" or "unchecked" => false,
        _ => null,
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
