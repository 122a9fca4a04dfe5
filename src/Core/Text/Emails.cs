namespace CrmContacts.Core.Text;

/// <summary>E-mail addresses, by shape: whether one is reachable only a letter can tell.</summary>
public static class Emails
{
    private const int MaxLength = 254;
    private const int MaxLocal = 64;

    /// <summary>One <c>@</c>, something before it, a domain with a dot after it, no spaces. International addresses pass.</summary>
    public static bool IsValid(string text)
    {
        var address = text.AsSpan().Trim();
        var at = address.IndexOf('@');
        return address.Length <= MaxLength && at is > 0 and <= MaxLocal && IsLocal(address[..at]) && IsDomain(address[(at + 1)..]);
    }

    /// <summary>For matching: trimmed and folded.</summary>
    public static string Normalize(string text) => TextFold.ForFilter(text.Trim());

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (var c in local)
            if (c <= ' ' || c == '\x7F' || c is '"' or '(' or ')' or ',' or ':' or ';' or '<' or '>' or '[' or ']' or '\\' || (c > '\x7F' && (char.IsWhiteSpace(c) || char.IsControl(c))))
                return false;
        return local[0] != '.' && local[^1] != '.';
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var dots = 0;
        var label = 0;
        for (var i = 0; i < domain.Length; i++)
        {
            var c = domain[i];
            if (c == '.')
            {
                if (label is 0 or > 63 || domain[i - 1] == '-') return false;
                dots++;
                label = 0;
            }
            else if (char.IsAsciiLetterOrDigit(c) || (c == '-' && label > 0) || (c > '\x7F' && !char.IsWhiteSpace(c) && !char.IsControl(c))) label++;
            else return false;
        }
        return dots > 0 && label is > 1 and <= 63 && domain[^1] != '-';
    }
}
