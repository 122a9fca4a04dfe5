using System.Text.RegularExpressions;
using CrmContacts.Core.Import.Reading;
using CsCheck;

namespace CrmContacts.Core.Tests.Import.Reading;

public class SafeCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 171", "'+49 171")]
    [InlineData("-5", "'-5")]
    [InlineData("@home", "'@home")]
    [InlineData("\tx", "'\tx")]
    [InlineData("'=x", "''=x")]
    [InlineData("'", "'")]
    [InlineData("'tis", "'tis")]
    [InlineData("", "")]
    [InlineData("a=b", "a=b")]
    public void A_cell_that_would_run_gets_one_apostrophe(string cell, string expected)
    {
        Assert.Equal(expected, SafeCell.Protect(cell));
        Assert.Equal(cell, SafeCell.Unprotect(expected));
    }

    [Fact]
    public void Out_and_back_changes_nothing()
    {
        var cells = Gen.OneOf("", "'", "''").SelectMany(lead => Gen.OneOf("", "=", "+", "-", "@", "\t", "\r", "x").SelectMany(sign => Gen.String.Select(rest => lead + sign + rest)));
        cells.Sample(cell => SafeCell.Unprotect(SafeCell.Protect(cell)) == cell);
    }

    /// <summary>The rule as it is written down, against what does it.</summary>
    [Fact]
    public void The_rule_is_the_documented_one()
    {
        var risky = new Regex(@"^'*[=+\-@\t\r]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        Gen.OneOf<char>(Gen.OneOf('\'', '\'', '=', '+', '-', '@', '\t', '\r', '\n', ' ', 'a'), Gen.Char).Array[0, 5].Select(chars => new string(chars)).Sample(cell =>
            SafeCell.Protect(cell) == (risky.IsMatch(cell) ? "'" + cell : cell) && SafeCell.Unprotect(cell) == (cell.StartsWith('\'') && risky.IsMatch(cell) ? cell[1..] : cell));
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var cell = Gen.OneOf<char>(Gen.Char['a', 'c'], Gen.OneOf('"', ',', ';', '\n', '\r', ' ', 'ü')).Array[0, 6].Select(chars => new string(chars));
        cell.Array[3].Array[1, 6].Sample(rows =>
        {
            var writer = new StringWriter();
            CsvText.Write(writer, ["a", "b", "c"]);
            foreach (var row in rows) CsvText.Write(writer, row);
            var read = Csv.Rows(Csv.Utf8(writer.ToString()), new(Delimiter: ","));
            return read.Count == rows.Length && read.Zip(rows).All(pair => pair.First.Fault is null && pair.First.Cells.SequenceEqual(pair.Second));
        });
    }

    [Fact]
    public void A_row_of_one_empty_cell_is_no_blank_line()
    {
        var writer = new StringWriter();
        CsvText.Write(writer, [null]);
        Assert.Equal("\"\"\r\n", writer.ToString());
    }
}
