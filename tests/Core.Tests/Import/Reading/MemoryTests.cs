using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Reading;

/// <summary>However long a file is, what is kept of it stays small.</summary>
[Collection(nameof(Alone))]
public class MemoryTests
{
    private const long Little = 4 << 20;

    [Fact]
    public void Two_hundred_megabytes_leave_nothing_behind()
    {
        const string Row = "Jürgen,\"Groß, Köln\",jurgen@example.com,+49 221 4711,\"two\nlines\"\n";
        var bytes = System.Text.Encoding.UTF8.GetByteCount(Row);
        using var file = new RepeatedText("first,last,email,phone,note\n", Row, 200_000_000 / bytes);
        var format = CsvSource.Detect(file, new());
        var rows = CsvRows.Open(file, format);
        for (var i = 0; i < 10_000; i++) Assert.True(rows.TryRead(out _));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        while (rows.TryRead(out var row))
        {
            Assert.Null(row.Fault);
            if (row.RowNumber % 500_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal((200_000_000 / bytes, file.Length), (rows.Position.Row, rows.Position.Byte));
        Assert.InRange(most, long.MinValue, Little);
    }

    [Fact]
    public void A_million_empty_lines_are_no_rows_and_no_memory()
    {
        using var file = new RepeatedText("a,b\n1,2\n", "\r\n", 1_000_000);
        var format = CsvSource.Detect(file, new());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var rows = CsvRows.Open(file, format);
        Assert.True(rows.TryRead(out _));
        Assert.False(rows.TryRead(out _));
        Assert.Equal((1L, 1_000_003L, file.Length), (rows.Position.Row, rows.Position.Line, rows.Position.Byte));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Little);
        GC.KeepAlive(rows);
    }

    [Theory]
    [InlineData("a,b\n1,2\n\"", "x\n")]
    [InlineData("a,b\n1,2\n", "xyz\"1,")]
    public void A_row_of_a_hundred_megabytes_is_passed_over(string head, string text)
    {
        using var file = new RepeatedText(head, text, 100_000_000 / text.Length);
        var format = CsvSource.Detect(file, new(Encoding: "utf-8", Delimiter: "comma"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var rows = CsvRows.Open(file, format);
        Assert.True(rows.TryRead(out _));
        Assert.True(rows.TryRead(out var row));
        Assert.NotNull(row.Fault);
        // The buffer grows to what one row may have, and no further.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, (2 * CsvLimits.RowBytes) + Little);
        GC.KeepAlive(rows);
    }
}

/// <summary>Memory is the whole process's: what measures it runs when nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
