namespace CrmContacts.Core.Text;

/// <summary>Language tags by the shape of BCP 47.</summary>
public static class Languages
{
    public static bool IsValid(string text) => Normalize(text) is not null;

    /// <summary>The tag in its usual case (<c>de-AT</c>, <c>zh-Hant-TW</c>); <c>_</c> counts as <c>-</c>. Null when it has not the shape.</summary>
    public static string? Normalize(string text)
    {
        var tag = text.Trim();
        if (tag.Length == 2 && char.IsAsciiLetterLower(tag[0]) && char.IsAsciiLetterLower(tag[1])) return tag;
        if (tag.Length is < 2 or > 35) return null;
        var parts = tag.Replace('_', '-').Split('-');
        var single = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.Length is 0 or > 8 || part.AsSpan().ContainsAnyExcept(Alphanumeric)) return null;
            if (i == 0)
            {
                if (part.Length is not (2 or 3) || part.AsSpan().ContainsAnyInRange('0', '9')) return null;
                parts[i] = part.ToLowerInvariant();
            }
            else if (part.Length == 1)
            {
                if (i == parts.Length - 1) return null;
                single = true;
                parts[i] = part.ToLowerInvariant();
            }
            else parts[i] = single ? part.ToLowerInvariant() : Cased(part);
        }
        return string.Join('-', parts);
    }

    private static string Cased(string part) => part.Length switch
    {
        2 => part.ToUpperInvariant(),
        4 when !char.IsAsciiDigit(part[0]) => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant(),
        _ => part.ToLowerInvariant(),
    };

    private static readonly System.Buffers.SearchValues<char> Alphanumeric =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
