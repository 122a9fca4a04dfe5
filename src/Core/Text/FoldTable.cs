using System.Text;

namespace CrmContacts.Core.Text;

/// <summary>
/// The folds of the first code points (Latin, Greek, Cyrillic, Armenian), one by one. Each of them starts with a
/// base character, so the fold of a text made of them alone is the folds put together.
/// </summary>
internal static class FoldTable
{
    public const int Size = 0x590;

    /// <summary>Null where a code point is itself a mark.</summary>
    public static readonly string?[] Kept = Build(keepMarks: true);
    public static readonly string?[] Removed = Build(keepMarks: false);

    /// <summary>Any text, by the definition.</summary>
    public static string Slowly(string text, bool keepMarks)
    {
        var whole = WithoutNonText(text).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(whole.Length);
        Span<char> two = stackalloc char[2];
        foreach (var rune in whole.EnumerateRunes())
        {
            if (!keepMarks && TextFold.IsMark(rune)) continue;
            var lower = TextFold.FoldRune(rune);
            if (TextFold.SpelledOut(lower.Value) is { } spelled) folded.Append(spelled);
            else folded.Append(two[..lower.EncodeToUtf16(two)]);
        }
        return folded.ToString();
    }

    private static string?[] Build(bool keepMarks)
    {
        var table = new string?[Size];
        for (var c = 0; c < Size; c++)
            if (!TextFold.IsMark(new Rune(c))) table[c] = Slowly(((char)c).ToString(), keepMarks);
        return table;
    }

    /// <summary>Half of a pair and U+FFFE are no text; they cannot be normalised.</summary>
    private static string WithoutNonText(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\uFFFE')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0xFFFE ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }
}
