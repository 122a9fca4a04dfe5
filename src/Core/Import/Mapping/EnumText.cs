using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>The values of an enum as a cell may write them: code or label, in any case, with any punctuation.</summary>
public sealed class EnumText<T> where T : struct, Enum
{
    private readonly Dictionary<string, T> values = new(StringComparer.OrdinalIgnoreCase);

    internal EnumText(string code)
    {
        Code = code;
        foreach (var value in Enum.GetValues<T>())
        {
            values[value.ToString()] = value;
            values[CodeOf(value)] = value;
            values[LabelOf(value)] = value;
        }
    }

    /// <summary>Of the fault that an unknown value is.</summary>
    public string Code { get; }

    /// <summary>The codes, for a message.</summary>
    public string Allowed { get; } = string.Join(", ", Enum.GetValues<T>().Select(CodeOf));

    public bool TryRead(string text, out T value) => values.TryGetValue(text, out value) || values.TryGetValue(Bare(text), out value);

    /// <summary><c>DoNotContact</c> → <c>DO_NOT_CONTACT</c>.</summary>
    public static string CodeOf(T value) => Spaced(value, '_').ToUpperInvariant();

    /// <summary><c>DoNotContact</c> → <c>Do not contact</c>.</summary>
    public static string LabelOf(T value) => Spaced(value, ' ') is var text ? text[..1] + text[1..].ToLowerInvariant() : "";

    private static string Spaced(T value, char with) =>
        string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"{with}{c}" : c.ToString()));

    private static string Bare(string text) => text.Length > 64 ? "" : string.Concat(text.Where(char.IsLetterOrDigit));
}

/// <summary>The enums of a contact.</summary>
public static class EnumTexts
{
    public static readonly EnumText<ContactStatus> Status = new("status_unknown");
    public static readonly EnumText<ContactSource> Source = new("source_unknown");
    public static readonly EnumText<ContactVisibility> Visibility = new("visibility_unknown");
    public static readonly EnumText<PreferredChannel> PreferredChannel = new("preferred_channel_unknown");
}
