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
        foreach (var candidate in Candidates)
        {
            var widths = Widths(sample, (byte)candidate, whole, out var broken);
            if (widths.Count == 0) continue;
            if (widths.TrueForAll(w => w == 1))
            {
                if (unused == '\0' && broken == 0) unused = candidate;
                continue;
            }
            var score = Score(widths, broken);
            if (score > bestScore) (best, bestScore, bestHeader) = (candidate, score, widths[Preamble(widths)]);
        }
        // One column beats a weak agreement that the header does not share: commas in the text of every other row, say.
        return best != '\0' && (unused == '\0' || bestHeader > 1 || bestScore >= 0.5) ? best : unused != '\0' ? unused : ',';
    }

    private static double Score(List<int> widths, int broken)
    {
        var mode = widths.GroupBy(w => w).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;
        if (mode == 1) return 0.01;
        var preamble = Preamble(widths);
        var rows = widths.Count - preamble;
        var agreeing = widths.Skip(preamble).Count(w => w == mode);
        var first = widths[preamble];
        // A header that is not as wide as its rows speaks against them.
        var header = first == mode ? 1.0 : first > mode ? 0.8 : 0.3;
        return (agreeing / (double)rows * header * rows / (rows + (4.0 * broken))) + Math.Min(mode, 50) / 1000.0;
    }

    /// <summary>How many leading rows are notes above the header: rows of one cell in a file of three columns or more.</summary>
    public static int Preamble(List<int> widths)
    {
        var lead = widths.TakeWhile(w => w == 1).Count();
        if (lead is 0 or > 20 || lead == widths.Count) return 0;
        var first = widths[lead];
        return first >= 3 && widths.Skip(lead).Count(w => w == first) * 2 >= widths.Count - lead ? lead : 0;
    }

    /// <summary>Cells of each row of the sample; its last row is left out when the sample cuts it.</summary>
    public static List<int> Widths(ReadOnlySpan<byte> sample, byte delimiter, bool whole, out int broken)
    {
        broken = 0;
        List<int> widths = [];
        var at = 0;
        while (widths.Count < Rows)
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
            if (content.ContainsAnyExcept((byte)' ', (byte)'\t')) widths.Add(RowScanner.Cells(content, delimiter));
            at = row.Next;
        }
        return widths;
    }
}
