using CrmContacts.Core.Text;

namespace CrmContacts.Core.Search;

/// <summary>
/// Whether one contact is found by a search, asked of its fields rather than of the index: for words that so many contacts have that
/// walking an order and looking at each is quicker than fetching them all. Says what <see cref="SearchTokens"/> and the index would.
/// </summary>
internal sealed class SearchProbe(string query)
{
    [ThreadStatic]
    private static SearchProbe? last;

    private readonly string _query = query;
    private readonly string[] _tokens = query.Split(' ');

    /// <summary>The probe of tokens with single spaces between, none led by a tenant. One statement asks the same again and again.</summary>
    public static SearchProbe Of(string query) => last is { } known && known._query == query ? known : last = new(query);

    /// <param name="texts">First and last name, e-mail, company, title.</param>
    /// <param name="numbers">Phone and mobile, in E.164 where that is known.</param>
    public bool Finds(ReadOnlySpan<string?> texts, ReadOnlySpan<string?> numbers)
    {
        foreach (var token in _tokens)
        {
            if (!InWords(token, texts) && !InNumbers(token, numbers))
                return false;
        }

        return true;
    }

    private static bool InWords(string token, ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not null && (System.Text.Ascii.IsValid(text) ? InAscii(token, text) : InText(token, text)))
                return true;
        }

        return false;
    }

    private static bool InAscii(string token, string text)
    {
        for (var i = 0; i <= text.Length - token.Length; i++)
        {
            if ((i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1])) && text.AsSpan(i, token.Length).Equals(token, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool InText(string token, string text)
    {
        foreach (var word in TextFold.Words(text))
        {
            if (word.StartsWith(token, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool InNumbers(string token, ReadOnlySpan<string?> numbers)
    {
        if (!char.IsAsciiDigit(token[0]))
            return false;
        Span<char> digits = stackalloc char[SearchTokens.MaxDigits];
        foreach (var number in numbers)
        {
            if (number is not null && SearchTokens.LastDigits(number, digits) is var count && Starts(digits[..count], token))
                return true;
        }

        return false;
    }

    /// <summary>Each suffix of three digits or more is a token, and one of them begins with this.</summary>
    private static bool Starts(ReadOnlySpan<char> digits, string token)
    {
        for (var i = 0; i <= digits.Length - Math.Max(token.Length, SearchTokens.MinDigits); i++)
        {
            if (digits[i..].StartsWith(token, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
