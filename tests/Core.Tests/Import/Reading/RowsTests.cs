using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Reading;

public class RowsTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "1|2", "3|4")]
    [InlineData("a,b\r\n1,2\r\n3,4", "1|2", "3|4")]
    [InlineData("a,b\r1,2\r3,4\r", "1|2", "3|4")]
    [InlineData("a,b\r\n1,2\n3,4\r5,6", "1|2", "3|4", "5|6")]
    [InlineData("a,b\n\n1,2\n\r\n  \n3,4\n\n\n", "1|2", "3|4")]
    [InlineData("a,b\n\"x,1\",\"y\"\"z\"\n", "x,1|y\"z")]
    [InlineData("a,b\n\"two\nlines\",\"two\r\nmore\"\n3,4\n", "two⏎lines|two⏎more", "3|4")]
    [InlineData("a,b\n\"\",\"\"\n,\n", "|", "|")]
    [InlineData("a,b,c\n1\n1,2\n1,2,3\n1,2,3,\n1,2,3,  ,\n", "1||", "1|2|", "1|2|3", "1|2|3", "1|2|3")]
    [InlineData("a,b\n5\" pipe,John \"Jack\" Doe\n", "5\" pipe|John \"Jack\" Doe")]
    [InlineData("a,b\n 1 , 2 \n", " 1 | 2 ")]
    [InlineData("a;b\n1,50;2\n2,75;3\n", "1,50|2")]
    public void Rows_are_those_of_RFC_4180(string file, params string[] expected)
    {
        if (file.StartsWith("a;b", StringComparison.Ordinal)) expected = ["1,50|2", "2,75|3"];
        Assert.Equal(expected, Csv.Read(file));
    }

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n3,4\n", "1|2", "!row_too_long@3", "3|4")]
    [InlineData("a,b\n1,2\n\"Bad\"x,2\n3,4\n", "1|2", "!broken_quote@3", "3|4")]
    [InlineData("a,b,c\n\"Jane,Doe,x\nBob,Lee,y\n\"Ann\",\"Fox\",z\n", "!broken_quote@2", "Bob|Lee|y", "Ann|Fox|z")]
    [InlineData("a,b,c\n1,2,3\n\"Jane,Doe,x\nBob,Lee,y\nAnn,Fox,z\n", "1|2|3", "!broken_quote@3", "Bob|Lee|y", "Ann|Fox|z")]
    [InlineData("a,b,c\n\"one\ntwo, three\nfour\",\"Bad\"x,c\nAnn,Fox,z\n", "!broken_quote@2", "Ann|Fox|z")]
    [InlineData("a,b,c\n1,2,3\nJane,Doe,\"cut off in the mid", "1|2|3", "!cut_off@3")]
    [InlineData("a,b,c\n1,2,3\nJane,Doe,\"cut\noff\nin the mid", "1|2|3", "!cut_off@3")]
    [InlineData("a,b\nx\0y,2\n3,4\n", "!nul_in_text@2", "3|4")]
    public void A_faulty_row_is_set_aside_and_the_rest_goes_in(string file, params string[] expected) =>
        Assert.Equal(expected, Csv.Read(file));

    [Fact]
    public void A_row_says_where_it_stands()
    {
        var file = Csv.Utf8("\uFEFFname,note\r\n\r\nJürgen,\"a\r\nb\"\r\nAnn,x");
        var rows = Csv.Rows(file);
        Assert.Equal([1L, 2], rows.Select(r => r.RowNumber));
        Assert.Equal([3L, 5], rows.Select(r => r.LineNumber));
        Assert.Equal("Jürgen,\"a\r\nb\"\r\n", Cut(file, rows[0]));
        Assert.Equal("Ann,x", Cut(file, rows[1]));
    }

    [Fact]
    public void A_faulty_row_says_where_it_stands()
    {
        var file = Csv.Utf8("a,b\n\"Bad\"x,\"1\n2\"\n3,4\n");
        var rows = Csv.Rows(file);
        Assert.Equal("\"Bad\"x,\"1\n2\"\n", Cut(file, rows[0]));
        Assert.Equal((4L, "3,4\n"), (rows[1].LineNumber, Cut(file, rows[1])));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    [InlineData("shift_jis")]
    [InlineData("gb18030")]
    public void A_reader_goes_on_where_another_stood(string encoding)
    {
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(i => encoding is "shift_jis" or "gb18030" ? $"山田{i},\"太郎\n{i}\",表|ソ\r\n" : $"Jürgen{i},\"Groß\n{i}\",ñ\r\n"));
        var file = Csv.In(encoding, "first,last,note\r\n" + text);
        var options = new FormatOptions(Encoding: encoding == "utf-16" ? "utf-16le" : encoding);
        var format = Csv.Detect(file, options);
        var all = CsvRows.Open(new MemoryStream(file), format).Read().ToList();
        Assert.Equal(5_000, all.Count);
        Assert.Equal(file.Length, all[^1].ByteEnd);
        foreach (var at in new[] { 0, 1, 1_234, 4_998 })
        {
            var rest = CsvRows.Open(new MemoryStream(file), format, all[at].After).Read().ToList();
            Assert.Equal(all.Count - at - 1, rest.Count);
            Assert.Equal(all[at + 1].Cells, rest[0].Cells);
            Assert.Equal((all[at + 1].RowNumber, all[at + 1].LineNumber, all[at + 1].ByteStart), (rest[0].RowNumber, rest[0].LineNumber, rest[0].ByteStart));
        }
        Assert.Equal(5_000, CsvRows.Count(new MemoryStream(file), format));
    }

    [Fact]
    public void Bytes_that_do_not_decode_fail_their_row_only()
    {
        byte[] file = [.. Csv.Utf8("\uFEFFa,b\nJürgen,1\nJ"), 0xFC, .. Csv.Utf8("rgen,2\nJörg,3\n")];
        Assert.Equal(["Jürgen|1", "!undecodable@3", "Jörg|3"], Csv.Read(file));
        Assert.Equal(file.Length, Csv.Rows(file)[^1].ByteEnd);
    }

    [Fact]
    public void A_byte_that_the_code_page_does_not_assign_fails_its_row_only()
    {
        byte[] file = [.. "a,b\nJ"u8, 0xFC, .. "rgen,1\nx"u8, 0x81, .. "y,2\nz,3\n"u8];
        Assert.Equal(["Jürgen|1", "!undecodable@3", "z|3"], Csv.Read(file, new(Encoding: "windows-1252")));
    }

    [Fact]
    public void A_quoted_cell_of_forty_mebibytes_is_passed_over()
    {
        var line = new string('x', 1023) + "\n";
        var file = "a,b\n1,2\n\"" + string.Concat(Enumerable.Repeat(line, 40 * 1024)) + "\"\"\",1\nb,2\n";
        Assert.Equal(["1|2", "!field_too_large@3", "b|2"], Csv.Read(file));
        Assert.Equal(40 * 1024 + 4, Csv.Rows(Csv.Utf8(file))[^1].LineNumber);
    }

    [Fact]
    public void A_line_that_never_ends_is_passed_over()
    {
        var file = "a,b\n1,2\n" + string.Concat(Enumerable.Repeat("xyz\"1,", 6 * 1024 * 1024)) + "\nb,2\n";
        Assert.Equal(["1|2", "!field_too_large@3", "b|2"], Csv.Read(file));
    }

    [Fact]
    public void A_quote_never_closed_costs_one_row_of_a_large_file()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => i == 30_000 ? "\"Jane,Doe,jane@example.com" : $"First{i},Last{i},p{i}@example.com");
        var read = Csv.Rows(Csv.Utf8("a,b,c\n" + string.Join('\n', rows) + "\n"));
        Assert.Equal(60_000, read.Count);
        Assert.Equal(30_000, read.FindIndex(r => r.Fault is not null));
        Assert.Single(read, r => r.Fault is { Code: "broken_quote", Line: 30_002 });
    }

    [Fact]
    public void Rows_of_delimiters_alone_are_blank_rows()
    {
        var rows = Csv.Rows(Csv.Utf8("a,b\n1,2\n,\n"));
        Assert.Equal([false, true], rows.Select(r => r.IsBlank));
    }

    private static string Cut(byte[] file, CsvRow row) => System.Text.Encoding.UTF8.GetString(file[(int)row.ByteStart..(int)row.ByteEnd]);
}
