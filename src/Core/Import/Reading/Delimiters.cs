namespace CrmContacts.Core.Import.Reading;

/// <summary>Which character separates the cells of a file.</summary>
internal static class Delimiters
{
    private const string Candidates = ",;\t|";
    private const int Rows = 200;

    /// <summary>The delimiter that an option names, or null for <c>auto</c>.</summary>
    /// <exception cref="CsvRefused"><c>delimiter_invalid</c>.</exception>
    public static char? Named(string option) => option switch
    {
        "" => null,
        _ when option.Equals("auto", StringComparison.OrdinalIgnoreCase) => null,
        _ when option.Equals("comma", StringComparison.OrdinalIgnoreCase) => ',',
        _ when option.Equals("semicolon", StringComparison.OrdinalIgnoreCase) => ';',
        "\\t" => '\t',
        _ when option.Equals("tab", StringComparison.OrdinalIgnoreCase) => '\t',
        _ when option.Equals("pipe", StringComparison.OrdinalIgnoreCase) => '|',
        [var c] when char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('"' or '\r' or '\n' or '\0' or ' ') => c,
        _ => throw new CsvRefused("delimiter_invalid", "The delimiter must be auto, comma, semicolon, tab, pipe, or one ASCII character that is no letter, digit, quote, space or line break."),
    };

    /// <summary>
    /// The candidate under which most rows have the same number of cells, that of the first full row; broken quotes count
    /// against it. A file of one column has none, and gets one that occurs nowhere in it.
    /// </summary>
    public static char Detect(ReadOnlySpan<byte> sample, bool whole)
    {
        var best = '\0';
        var bestScore = 0.0;
        var bestHeader = 0;
        var unused = '\0';
        var unreadable = '\0';
        foreach (var candidate in Candidates)
        {
            var rows = Shapes(sample, (byte)candidate, whole, out var broken);
            if (rows.Count == 0)
            {
                if (broken > 0 && unreadable == '\0' && sample.Contains((byte)candidate)) unreadable = candidate;
                continue;
            }
            if (rows.TrueForAll(r => r.Cells == 1))
            {
                if (unused == '\0' && broken == 0) unused = candidate;
                continue;
            }
            var score = Score(rows, broken);
            if (score > bestScore) (best, bestScore, bestHeader) = (candidate, score, rows[Preamble(rows)].Cells);
        }
        // A header whose quotes are broken is told as that, not taken for one odd name.
        if (best == '\0' && unreadable != '\0') return unreadable;
        // One column beats a weak agreement that the header does not share: commas in the text of every other row, say.
        return best != '\0' && (unused == '\0' || bestHeader > 1 || bestScore >= 0.5) ? best : unused != '\0' ? unused : ',';
    }

    private static double Score(List<RowShape> shapes, int broken)
    {
        var mode = shapes.GroupBy(s => s.Cells).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;
        if (mode == 1) return 0.01;
        var preamble = Preamble(shapes);
        var rows = shapes.Count - preamble;
        var agreeing = shapes.Skip(preamble).Count(s => s.Cells == mode);
        var first = shapes[preamble].Cells;
        // A header that is not as wide as its rows speaks against them, and so does one that is taken for a note.
        var header = first == mode ? (preamble == 0 ? 1.0 : 0.9) : first > mode ? 0.8 : 0.3;
        return (agreeing / (double)rows * header * rows / (rows + (4.0 * broken))) + Math.Min(mode, 50) / 1000.0;
    }

    /// <summary>How many leading rows are notes or titles above the header, as LinkedIn and table programs write them.</summary>
    /// <remarks>
    /// Notes are rows of one cell above a table of three columns or more. A title is as wide as the table and has one cell
    /// filled: it is passed over when the row below it is filled throughout and holds no data, and some row below that does.
    /// </remarks>
    public static int Preamble(List<RowShape> rows)
    {
        var lead = rows.TakeWhile(r => r.Cells == 1 || r.Filled <= 1).Count();
        if (lead is 0 or > 20 || lead == rows.Count) return 0;
        var header = rows[lead];
        if (header.Cells < 3 || rows.Skip(lead).Count(r => r.Cells == header.Cells) * 2 < rows.Count - lead) return 0;
        if (rows.Take(lead).All(r => r.Cells == 1)) return lead;
        return header.Filled == header.Cells && !header.HasData && rows.Skip(lead + 1).Any(r => r.HasData) ? lead : 0;
    }

    /// <summary>The rows of the sample; its last one is left out when the sample cuts it.</summary>
    public static List<RowShape> Shapes(ReadOnlySpan<byte> sample, byte delimiter, bool whole, out int broken)
    {
        broken = 0;
        List<RowShape> shapes = [];
        var at = 0;
        while (shapes.Count < Rows)
        {
            var row = RowScanner.Scan(sample, at, delimiter, whole);
            if (row.How is RowEnd.Nothing or RowEnd.NeedsMore or RowEnd.OpenQuote)
            {
                if (row.How == RowEnd.OpenQuote) broken++;
                break;
            }
            if (row.How == RowEnd.BrokenQuote)
            {
                broken++;
                var end = sample[row.At..].IndexOfAny((byte)'\r', (byte)'\n');
                if (end < 0) break;
                at = row.At + end + 1;
                continue;
            }
            var content = sample[at..row.End];
            if (content.ContainsAnyExcept((byte)' ', (byte)'\t')) shapes.Add(RowShape.Of(content, delimiter));
            at = row.Next;
        }
        return shapes;
    }
}
