using System.Text;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Search;

/// <summary>
/// Whether one contact is found by a search, asked of its fields rather than of the index: for words that so many contacts have that
/// walking an order and looking at each is quicker than fetching them all. Says what <see cref="SearchTokens"/> and the index would.
/// Fields come as the UTF-8 that the database holds, since thousands are looked at in a request.
/// </summary>
internal sealed class SearchProbe
{
    [ThreadStatic]
    private static SearchProbe? last;

    private readonly byte[] _query;
    private readonly (string Text, byte[] Bytes)[] _tokens;

    private SearchProbe(byte[] query)
    {
        _query = query;
        _tokens = [.. Encoding.UTF8.GetString(query).Split(' ').Select(t => (t, Encoding.UTF8.GetBytes(t)))];
    }

    /// <summary>The probe of tokens with single spaces between, none led by a tenant. One statement asks the same again and again.</summary>
    public static SearchProbe Of(ReadOnlySpan<byte> query) => last is { } known && query.SequenceEqual(known._query) ? known : last = new(query.ToArray());

    /// <summary>A bit for each token: what must be found.</summary>
    public uint All => (1u << _tokens.Length) - 1;

    /// <summary>What is still missing when the words of a name, an e-mail, a company or a title are known.</summary>
    public uint WithoutWords(uint missing, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || missing == 0)
            return missing;
        return Ascii.IsValid(text) ? WithoutAscii(missing, text) : WithoutText(missing, Encoding.UTF8.GetString(text));
    }

    /// <summary>What is still missing when a phone number is known: in E.164 where it can be.</summary>
    public uint WithoutNumber(uint missing, ReadOnlySpan<byte> number)
    {
        if (number.IsEmpty || missing == 0)
            return missing;
        Span<byte> digits = stackalloc byte[SearchTokens.MaxDigits];
        var count = -1;
        for (var i = 0; i < _tokens.Length; i++)
        {
            var token = _tokens[i].Bytes;
            if ((missing & (1u << i)) == 0 || token.Length < SearchTokens.MinDigits || !char.IsAsciiDigit((char)token[0]))
                continue;
            if (count < 0)
                count = SearchTokens.LastDigits(number, digits);
            // Each suffix is a token, and one of them begins with this.
            if (digits[..count].IndexOf(token) >= 0)
                missing &= ~(1u << i);
        }

        return missing;
    }

    private uint WithoutAscii(uint missing, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < _tokens.Length; i++)
        {
            if ((missing & (1u << i)) != 0 && InAscii(_tokens[i].Bytes, text))
                missing &= ~(1u << i);
        }

        return missing;
    }

    private static bool InAscii(ReadOnlySpan<byte> token, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i <= text.Length - token.Length; i++)
        {
            if ((text[i] | 0x20) == (token[0] | 0x20) && (i == 0 || !char.IsAsciiLetterOrDigit((char)text[i - 1])) && Ascii.EqualsIgnoreCase(text.Slice(i, token.Length), token))
                return true;
        }

        return false;
    }

    private uint WithoutText(uint missing, string text)
    {
        foreach (var word in TextFold.Words(text))
        {
            for (var i = 0; i < _tokens.Length; i++)
            {
                if ((missing & (1u << i)) != 0 && word.StartsWith(_tokens[i].Text, StringComparison.Ordinal))
                    missing &= ~(1u << i);
            }
        }

        return missing;
    }
}
