namespace CrmContacts.Core.Text;

/// <summary>Whether a .NET string is text at all: JSON and GraphQL can spell half of a surrogate pair, which no database takes.</summary>
public static class UnicodeText
{
    /// <summary>False for what no database column holds: NUL, or half of a surrogate pair.</summary>
    public static bool IsStorable(string text) => !text.Contains('\0') && IsWhole(text);

    /// <summary>False when half of a surrogate pair stands alone.</summary>
    public static bool IsWhole(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
