using System.Globalization;
using System.Text;

namespace CrmContacts.Core.Text;

/// <summary>
/// The one way text is compared: compatibility decomposition (NFKD), simple case fold, and the letters that
/// Unicode does not decompose (ß ø ł đ æ œ þ) spelled out. Results are the same on every machine and culture,
/// and <see cref="FoldSql"/> gives the same ones inside PostgreSQL.
/// </summary>
public static class TextFold
{
    /// <summary>For <c>eq</c>, <c>in</c>, <c>startsWith</c>: combining marks are kept, so <c>é</c> and <c>e</c> differ.</summary>
    public static string ForFilter(string text) => Fold(text, keepMarks: true);

    /// <summary>For search and sorting: combining marks are removed, so <c>é</c> and <c>e</c> are one.</summary>
    public static string ForSearch(string text) => Fold(text, keepMarks: false);

    /// <summary>UTF-8 of <see cref="ForSearch"/>, to be compared bytewise. Null is the single byte 0xFF, greater than any text.</summary>
    public static byte[] SortKey(string? text) => text is null ? [0xFF] : Encoding.UTF8.GetBytes(ForSearch(text));

    /// <summary>The runs of letters and digits of <see cref="ForSearch"/>, in order, repeats included.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var folded = ForSearch(text);
        var start = -1;
        for (var i = 0; i < folded.Length;)
        {
            var pair = char.IsSurrogatePair(folded, i);
            if (pair ? char.IsLetterOrDigit(folded, i) : char.IsLetterOrDigit(folded[i]))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                yield return folded[start..i];
                start = -1;
            }
            i += pair ? 2 : 1;
        }
        if (start >= 0) yield return start == 0 ? folded : folded[start..];
    }

    private static string Fold(string text, bool keepMarks)
    {
        var plain = text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7F');
        if (plain < 0) return text.AsSpan().ContainsAnyInRange('A', 'Z') ? Lower(text) : text;
        var table = keepMarks ? FoldTable.Kept : FoldTable.Removed;
        var length = 0;
        foreach (var c in text)
        {
            // Marks may reorder with what stands before them, and the rest is rare: both take the long way.
            if (c >= FoldTable.Size || table[c] is not { } folded) return FoldTable.Slowly(text, keepMarks);
            length += folded.Length;
        }
        return string.Create(length, (text, table), static (span, state) =>
        {
            var at = 0;
            foreach (var c in state.text)
            {
                var folded = state.table[c]!;
                if (folded.Length == 1) span[at++] = folded[0];
                else
                {
                    folded.CopyTo(span[at..]);
                    at += folded.Length;
                }
            }
        });
    }

    private static string Lower(string ascii) =>
        string.Create(ascii.Length, ascii, static (span, source) => Ascii.ToLower(source, span, out _));

    /// <summary>One code point folded by itself. Marks stay as they are, so folding never changes their order.</summary>
    /// <remarks>
    /// Simple case folding is taken as the lower case of the upper case, both invariant: that brings together
    /// what CaseFolding.txt does (σ and ς, for one) with the tables that .NET carries.
    /// </remarks>
    internal static Rune FoldRune(Rune rune) => IsMark(rune) ? rune : Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));

    internal static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>The letters that Unicode leaves whole, after the case fold.</summary>
    internal static string? SpelledOut(int folded) => folded switch
    {
        'ß' => "ss", 'ø' => "o", 'ł' => "l", 'đ' => "d", 'æ' => "ae", 'œ' => "oe", 'þ' => "th", _ => null,
    };
}
