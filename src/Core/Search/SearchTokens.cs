using System.Globalization;
using System.Text;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Search;

/// <summary>
/// The words of a contact that search finds by their beginnings, and the digits of its phone numbers by any run of three
/// or more: each suffix of a number is a token of its own. What is short is common, and an index answers a prefix by merging all that begin
/// with it: so the first one to four letters of a word (three of one that begins with a digit), and the first three digits of a suffix, are
/// tokens of their own, led by a second colon and found whole. A letter is a code point. Every token is led by its tenant.
/// </summary>
internal static class SearchTokens
{
    private const int MaxWord = 60;
    private const int MaxBeginning = 4;
    private const char Beginning = ':';
    public const int MinDigits = 3;
    public const int MaxDigits = 18;

    /// <summary>The tokens of a contact, each once, with single spaces between.</summary>
    public static string Of(long tenant, Contact contact, string? accountName)
    {
        var lead = tenant.ToString(CultureInfo.InvariantCulture) + ":";
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        AddWords(tokens, contact.FirstName);
        AddWords(tokens, contact.LastName);
        AddWords(tokens, contact.Email);
        AddWords(tokens, accountName);
        AddWords(tokens, contact.Title);
        AddDigits(tokens, contact.PhoneE164 ?? contact.Phone);
        AddDigits(tokens, contact.MobileE164 ?? contact.Mobile);
        var text = new StringBuilder(tokens.Count * 12);
        foreach (var token in tokens)
        {
            if (text.Length > 0)
                text.Append(' ');
            text.Append(lead).Append(token);
        }

        return text.ToString();
    }

    /// <summary>True when a change touched what search knows.</summary>
    public static bool Differ(Contact before, Contact after) =>
        before.FirstName != after.FirstName || before.LastName != after.LastName || before.Email != after.Email
        || before.AccountId != after.AccountId || before.Title != after.Title
        || before.Phone != after.Phone || before.PhoneE164 != after.PhoneE164
        || before.Mobile != after.Mobile || before.MobileE164 != after.MobileE164
        || before.DeletedAt != after.DeletedAt;

    /// <summary>What somebody typed, as tokens to be found by prefix; a number in any spelling is one token. Empty: nothing can match.</summary>
    public static IReadOnlyList<string> OfQuery(long tenant, string search)
    {
        var lead = tenant.ToString(CultureInfo.InvariantCulture) + ":";
        var digits = Digits(search);
        if (digits.Length >= MinDigits && !search.Any(char.IsLetter))
            return [lead + Asked(NationalPart(search, digits))];
        return [.. TextFold.Words(search).Select(word => lead + Asked(word)).Distinct(StringComparer.Ordinal).Take(16)];
    }

    /// <summary>True when a token of a query is found whole, false when it is found by prefix.</summary>
    public static bool IsWhole(string token) => token[token.IndexOf(':', StringComparison.Ordinal) + 1] == Beginning;

    private static string Asked(string word)
    {
        var at = Letters(word, BeginningOf(word));
        return at == word.Length ? Beginning + word : Cut(word);
    }

    /// <summary>Of how many letters beginnings are kept: a run of digits may be one of a phone number, which has one of three.</summary>
    private static int BeginningOf(string word) => char.IsAsciiDigit(word[0]) ? MinDigits : MaxBeginning;

    /// <summary>How many chars the first letters of a word are, all of them where it has fewer.</summary>
    private static int Letters(string word, int count)
    {
        var at = 0;
        for (; count > 0 && at < word.Length; count--)
            at += char.IsSurrogatePair(word, at) ? 2 : 1;
        return at;
    }

    /// <summary>The token that every number with these last digits has; null when they are too few.</summary>
    public static string? OfLastDigits(long tenant, string number)
    {
        var digits = Digits(number);
        return digits.Length < MinDigits ? null : tenant.ToString(CultureInfo.InvariantCulture) + ":" + (digits.Length <= MaxDigits ? digits : digits[^MaxDigits..]);
    }

    /// <summary>"0171 …" is written without its trunk zero in E.164, "0049 …" without its zeros.</summary>
    private static string NationalPart(string search, string digits)
    {
        var trimmed = search.TrimStart().StartsWith('+') ? digits : digits.TrimStart('0');
        trimmed = trimmed.Length >= MinDigits ? trimmed : digits;
        return trimmed.Length <= MaxDigits ? trimmed : trimmed[^MaxDigits..];
    }

    private static void AddWords(HashSet<string> tokens, string? text)
    {
        if (text is null)
            return;
        Span<char> beginning = stackalloc char[1 + (2 * MaxBeginning)];
        foreach (var word in TextFold.Words(text))
        {
            var at = 0;
            for (var letters = 1; letters <= BeginningOf(word) && at < word.Length; letters++)
            {
                at = Letters(word, letters);
                AddBeginning(tokens, beginning, word.AsSpan(0, at));
            }

            if (at < word.Length)
                tokens.Add(Cut(word));
        }
    }

    private static void AddBeginning(HashSet<string> tokens, Span<char> text, ReadOnlySpan<char> letters)
    {
        text[0] = Beginning;
        letters.CopyTo(text[1..]);
        tokens.GetAlternateLookup<ReadOnlySpan<char>>().Add(text[..(letters.Length + 1)]);
    }

    private static string Cut(string word) => word.Length <= MaxWord ? word : word[..(char.IsHighSurrogate(word[MaxWord - 1]) ? MaxWord - 1 : MaxWord)];

    private static void AddDigits(HashSet<string> tokens, string? number)
    {
        if (number is null)
            return;
        var digits = Digits(number);
        if (digits.Length > MaxDigits)
            digits = digits[^MaxDigits..];
        Span<char> beginning = stackalloc char[1 + MinDigits];
        for (var start = 0; digits.Length - start >= MinDigits; start++)
        {
            tokens.Add(digits[start..]);
            AddBeginning(tokens, beginning, digits.AsSpan(start, MinDigits));
        }
    }

    /// <summary>The words and digits of a query's tokens, with single spaces between.</summary>
    public static string Plain(IReadOnlyList<string> tokens) => string.Join(' ', tokens.Select(t => t[(t.LastIndexOf(':') + 1)..]));

    /// <summary>Writes the last digits of a number, as many as fit, and says how many.</summary>
    public static int LastDigits(ReadOnlySpan<byte> number, Span<byte> digits)
    {
        var at = digits.Length;
        for (var i = number.Length - 1; i >= 0 && at > 0; i--)
        {
            if (char.IsAsciiDigit((char)number[i]))
                digits[--at] = number[i];
        }

        digits[at..].CopyTo(digits);
        return digits.Length - at;
    }

    /// <summary>The digits of a number, in order.</summary>
    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
