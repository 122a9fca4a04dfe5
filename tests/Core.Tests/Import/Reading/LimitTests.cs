using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Reading;

/// <summary>Each limit has its own refusal, which names the line and the cause; what is within it goes in.</summary>
public class LimitTests
{
    [Fact]
    public void A_thousand_columns_go_in_and_one_more_does_not()
    {
        Assert.Equal(1_000, Csv.Detect(Csv.Utf8(string.Join(',', Enumerable.Range(0, 1_000)) + "\n")).Columns);
        var refused = Assert.Throws<CsvRefused>(() => Csv.Detect(Csv.Utf8("\n\n" + string.Join(',', Enumerable.Range(0, 1_001)) + "\n")));
        Assert.Equal(("too_many_columns", 3L), (refused.Code, refused.Line));
        Assert.Contains("Line 3: the file has 1001 columns; at most 1000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_header_the_rows_are_measured()
    {
        var refused = Assert.Throws<CsvRefused>(() => Csv.Detect(Csv.Utf8("a,b\n" + string.Join(',', Enumerable.Range(0, 1_001)) + "\n"), new(HasHeader: false, Delimiter: ",")));
        Assert.Equal(("too_many_columns", 2L), (refused.Code, refused.Line));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(2, 6L)]
    [InlineData(1, 4L)]
    public void More_rows_than_the_limit_are_refused_with_the_line_of_the_first_too_many(long limit, long? line)
    {
        using var file = new MemoryStream(Csv.Utf8("a,b\n\n1,2\n\"Bad\"x,\"1\n2\"\n5,6\n"));
        var format = CsvSource.Detect(file, new());
        if (line is null)
        {
            CsvRows.RefuseMore(file, format, limit);
            return;
        }
        var refused = Assert.Throws<CsvRefused>(() => CsvRows.RefuseMore(file, format, limit));
        Assert.Equal(("too_many_rows", line), (refused.Code, refused.Line));
        Assert.Contains($"more than {limit} rows", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_million_rows_go_in_and_one_more_does_not()
    {
        using var file = new RepeatedText("a\n", "x\n", 10_000_001);
        var format = CsvSource.Detect(file, new(Encoding: "utf-8", Delimiter: "comma"));
        var refused = Assert.Throws<CsvRefused>(() => CsvRows.RefuseMore(file, format, CsvLimits.Default.Rows));
        Assert.Equal(("too_many_rows", 10_000_002L), (refused.Code, refused.Line));
        Assert.Contains("10,000,000", refused.Message, StringComparison.Ordinal);
        CsvRows.RefuseMore(file, format, 10_000_001);
    }

    [Theory]
    [InlineData("utf-8", 1)]
    [InlineData("utf-16le", 2)]
    public void A_cell_of_a_mebibyte_goes_in_and_a_larger_one_is_an_error_with_its_line(string encoding, int width)
    {
        var fits = new string('x', 1 << 20);
        var file = Csv.In(encoding, $"a,b\n{fits},1\n\"{fits}\",1\n{fits}y,1\n\"{fits}y\",1\nb,2\n");
        var rows = Csv.Rows(file, new(Encoding: encoding));
        Assert.Equal([null, null, "field_too_large", "field_too_large", null], rows.Select(r => r.Fault?.Code));
        Assert.Equal("Line 4: a cell is larger than 1 MiB.", rows[2].Fault!.Message);
        Assert.Equal((fits.Length, file.Length), (rows[1].Cells[0].Length, (int)rows[^1].ByteEnd));
        Assert.Equal(4 * width, rows[^1].ByteEnd - rows[^1].ByteStart);
    }

    [Fact]
    public void The_limits_are_settings()
    {
        var limits = new CsvLimits { Columns = 2, FieldBytes = 2048 };
        Assert.Equal("too_many_columns", Assert.Throws<CsvRefused>(() => Csv.Detect(Csv.Utf8("a,b,c\n"), new() { Limits = limits })).Code);
        var fault = Csv.Rows(Csv.Utf8($"a,b\n{new string('x', 2049)},1\n"), new() { Limits = limits })[0].Fault;
        Assert.Equal(("field_too_large", "Line 2: a cell is larger than 2 KiB."), (fault?.Code, fault?.Message));
    }
}
