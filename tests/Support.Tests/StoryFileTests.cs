using System.Text;
using CrmContacts.Tests.Support.Csv;

namespace CrmContacts.Support.Tests;

public sealed class StoryFileTests
{
    [Fact]
    public void Story_file_counts_every_row_once()
    {
        var story = StoryFile.Utf8();

        Assert.Equal(10_000, story.Rows);
        Assert.Equal(story.Rows, story.Imported + story.Updated + story.Unchanged + story.Errors);
        Assert.Equal((9_700, 100, 100, 100), (story.Imported, story.Updated, story.Unchanged, story.Errors));
    }

    [Fact]
    public void Story_file_reads_back_as_it_was_written()
    {
        var story = StoryFile.Utf8();

        var records = CsvText.Read(Encoding.UTF8.GetString(story.Bytes));

        Assert.Equal(10_001, records.Count);
        Assert.Equal(StoryFile.Columns, records[0]);
        Assert.All(records, r => Assert.Equal(StoryFile.Columns.Count, r.Length));
        Assert.Contains(records, r => r[7].Contains('\n'));
        Assert.Contains(records, r => r[4].Contains('"'));
        Assert.Equal(story.BadRows, records.Where((_, i) => i > 0 && (i - 1) % 100 == 80));
    }

    [Fact]
    public void Twin_is_windows_1252_and_no_utf_8()
    {
        var twin = StoryFile.Windows1252();

        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, true).GetString(twin.Bytes));
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(twin.Bytes);
        Assert.Contains("Müller", text, StringComparison.Ordinal);
        Assert.Contains("5 €", text, StringComparison.Ordinal);
        Assert.DoesNotContain('?', text);
        Assert.Equal(10_001, CsvText.Read(text, ';').Count);
    }
}
