using System.Text;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>The name of a column as names are compared: folded, letters and digits only.</summary>
/// <param name="Plain">All of it in one word: <c>E-Mail 1 - Value</c> → <c>email1value</c>.</param>
/// <param name="Words">Word by word, whether written with spaces, underscores or humps: <c>phoneMobile2</c> → <c>phone, mobile, 2</c>.</param>
internal sealed record ColumnName(string Plain, IReadOnlyList<string> Words)
{
    /// <remarks>Names that start with an underscore are our own and stay what they are: <c>_id</c> is not <c>id</c>.</remarks>
    public static ColumnName Of(string header)
    {
        if (header.AsSpan().TrimStart().StartsWith('_')) return new(header.Trim().ToLowerInvariant(), [header.Trim().ToLowerInvariant()]);
        string[] words = [.. TextFold.Words(Apart(header))];
        return new(string.Concat(words), words);
    }

    /// <summary>The same words in any order.</summary>
    public string Sorted => Words.Count < 2 ? Plain : string.Join(' ', Words.Order(StringComparer.Ordinal));

    /// <summary>A space where a hump or a digit starts a word.</summary>
    private static string Apart(string header)
    {
        var text = new StringBuilder(header.Length + 8);
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            if (i > 0 && ((char.IsUpper(c) && char.IsLower(header[i - 1])) || (char.IsAsciiDigit(c) && char.IsLetter(header[i - 1])) || (char.IsLetter(c) && char.IsAsciiDigit(header[i - 1]))))
                text.Append(' ');
            text.Append(c);
        }
        return text.ToString();
    }
}
