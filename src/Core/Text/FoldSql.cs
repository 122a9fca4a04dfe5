using System.Globalization;
using System.Text;

namespace CrmContacts.Core.Text;

/// <summary>
/// <see cref="TextFold"/> as functions of PostgreSQL (15 and later, UTF-8), generated from the same tables.
/// The result is the same for every character that both know; PostgreSQL 15 decomposes by Unicode 14.
/// </summary>
public static class FoldSql
{
    /// <summary><c>CREATE OR REPLACE FUNCTION name(text) RETURNS text</c> that is <see cref="TextFold.ForFilter"/>.</summary>
    public static string CreateFilterFold(string functionName) => Create(functionName, Spelled("normalize($1, NFKD)"));

    /// <summary><c>CREATE OR REPLACE FUNCTION name(text) RETURNS text</c> that is <see cref="TextFold.ForSearch"/>.</summary>
    public static string CreateSearchFold(string functionName) =>
        Create(functionName, Spelled($"regexp_replace(normalize($1, NFKD), '[{Marks()}]', '', 'g')"));

    // Plain ASCII, most of what is ever asked, goes past the tables.
    private static string Create(string name, string fold) =>
        $"""
        CREATE OR REPLACE FUNCTION {name}(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $fold$
        SELECT CASE WHEN octet_length($1) = length($1) THEN lower($1 COLLATE "C") ELSE {fold} END
        $fold$
        """;

    private static string Spelled(string normalized)
    {
        var (from, to) = CasePairs();
        var sql = $"translate({normalized}, '{from}', '{to}')";
        foreach (var letter in "ßæœþ") sql = $"replace({sql}, '{letter}', '{TextFold.SpelledOut(letter)}')";
        return sql;
    }

    /// <summary>Every code point that survives decomposition and folds to another one.</summary>
    private static (string From, string To) CasePairs()
    {
        StringBuilder from = new("\uFFFE"), to = new("\uFFFD");
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out var rune) || value == 0xFFFE) continue;
            var folded = TextFold.FoldRune(rune);
            var one = TextFold.SpelledOut(folded.Value) is { Length: 1 } letter ? letter : folded.ToString();
            if (one == rune.ToString() || !rune.ToString().IsNormalized(NormalizationForm.FormKD)) continue;
            from.Append(rune.ToString());
            to.Append(one);
        }
        return (from.ToString(), to.ToString());
    }

    private static string Marks()
    {
        var ranges = new StringBuilder();
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!IsMark(value)) continue;
            var first = value;
            while (IsMark(value + 1)) value++;
            ranges.Append(CultureInfo.InvariantCulture, $"\\U{first:X8}-\\U{value:X8}");
        }
        return ranges.ToString();
    }

    private static bool IsMark(int value) => Rune.TryCreate(value, out var rune) && TextFold.IsMark(rune);
}
