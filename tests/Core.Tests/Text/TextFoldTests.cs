using System.Text;
using CrmContacts.Core.Text;
using CsCheck;

namespace CrmContacts.Core.Tests.Text;

public class TextFoldTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("smith", "smith", "smith")]
    [InlineData("SMITH 42", "smith 42", "smith 42")]
    [InlineData("Müller", "mu\u0308ller", "muller")]
    [InlineData("STRASSE", "strasse", "strasse")]
    [InlineData("Straße", "strasse", "strasse")]
    [InlineData("GROẞ", "gross", "gross")]
    [InlineData("Ærøskøbing", "aeroskobing", "aeroskobing")]
    [InlineData("ŁÓDŹ", "lo\u0301dz\u0301", "lodz")]
    [InlineData("Đorđe", "dorde", "dorde")]
    [InlineData("Œuvre", "oeuvre", "oeuvre")]
    [InlineData("Þór", "tho\u0301r", "thor")]
    [InlineData("ΣΊΣΥΦΟΣ", "σι\u0301συφοσ", "σισυφοσ")]
    [InlineData("ςΣσ", "σσσ", "σσσ")]
    [InlineData("ИВАН Й", "иван и\u0306", "иван и")]
    [InlineData("ﬁne ①", "fine 1", "fine 1")]
    [InlineData("ＡＢＣ", "abc", "abc")]
    [InlineData("𐐀", "𐐨", "𐐨")]
    [InlineData("İI", "i\u0307i", "ii")]
    [InlineData("ı", "ı", "ı")]
    public void Text_folds_as_the_store_compares_it(string text, string filter, string search)
    {
        Assert.Equal(filter, TextFold.ForFilter(text));
        Assert.Equal(search, TextFold.ForSearch(text));
    }

    [Fact]
    public void Folding_what_is_folded_changes_nothing()
    {
        Gen.String.Sample(text =>
        {
            var filter = TextFold.ForFilter(text);
            var search = TextFold.ForSearch(text);
            return TextFold.ForFilter(filter) == filter && TextFold.ForSearch(search) == search && TextFold.ForSearch(filter) == search;
        });
        for (var c = 0; c < 0x10000; c++)
        {
            if (char.IsSurrogate((char)c)) continue;
            var folded = TextFold.ForFilter(((char)c).ToString());
            Assert.True(TextFold.ForFilter(folded) == folded, $"U+{c:X4}");
        }
    }

    [Fact]
    public void The_table_gives_what_the_definition_gives()
    {
        var letters = Gen.OneOf<char>(Gen.Char['\0', '\u0600'], Gen.Char['a', 'z'], Gen.OneOf('ß', 'É', '\u0301', 'ø', 'Й'));
        letters.Array[0, 12].Select(chars => new string(chars)).Sample(text =>
            TextFold.ForFilter(text) == FoldTable.Slowly(text, true) && TextFold.ForSearch(text) == FoldTable.Slowly(text, false));
    }

    [Fact]
    public void The_culture_has_no_say()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new("tr-TR");
            Assert.Equal("istanbul", TextFold.ForFilter("ISTANBUL"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Plain_lower_case_text_is_itself() => Assert.Same("already plain", TextFold.ForFilter("already plain"));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFD", TextFold.ForFilter("A\uD800"));

    [Fact]
    public void Nothing_sorts_after_everything()
    {
        Assert.Equal([0xFF], TextFold.SortKey(null));
        Assert.Empty(TextFold.SortKey(""));
        Gen.String.Sample(text => TextFold.SortKey(text).AsSpan().SequenceCompareTo(TextFold.SortKey(null)) < 0);
    }

    [Fact]
    public void Words_are_runs_of_letters_and_digits() =>
        Assert.Equal(["jean", "luc", "o", "neil", "2nd", "𐐨x"], TextFold.Words("  Jean-Luc O'Neil, 2nd 𐐀X!"));

    [Fact]
    public void Words_of_nothing_are_none() => Assert.Empty(TextFold.Words(" - "));

    [Fact]
    public void The_sort_key_is_UTF8() => Assert.Equal(Encoding.UTF8.GetBytes("muller"), TextFold.SortKey("MÜLLER"));
}
