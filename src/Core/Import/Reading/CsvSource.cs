using System.Text;

namespace CrmContacts.Core.Import.Reading;

/// <summary>Finds out how a file is to be read.</summary>
public static class CsvSource
{
    private const int HeadSize = 64 * 1024;
    private const int SampleSize = 512 * 1024;

    /// <summary>Encoding, delimiter, preamble and header of a file.</summary>
    /// <param name="stream">The file from its very first byte; seekable; read through once when it has no byte order mark. Stays open.</param>
    /// <remarks>
    /// A table may start below notes (LinkedIn) or a title (table programs): see <see cref="Delimiters.Preamble"/>. Rows are
    /// numbered from the one below the header; lines and bytes are always those of the file.
    /// </remarks>
    /// <exception cref="CsvRefused">The file is empty, no CSV, too wide; or an option is not valid.</exception>
    public static DetectedFormat Detect(Stream stream, FormatOptions options)
    {
        var chosen = Delimiters.Named(options.Delimiter);
        var head = Head(stream);
        if (head.Length == 0) throw Empty();
        BinaryContent.Refuse(head);
        var (encoding, mark) = EncodingDetection.Detect(stream, head, options.Encoding);

        stream.Position = mark;
        var source = ByteSource.Open(stream, encoding);
        var sample = Sample(source, out var whole);
        if (!sample.Span.ContainsAnyExcept(" \t\r\n\0"u8)) throw Empty();
        var (hint, skipped) = Hint(sample.Span);
        var delimiter = chosen ?? hint ?? Delimiters.Detect(sample.Span, whole);
        var start = new CsvPosition(mark + source.LengthInFile(sample.Span[..skipped]), 0, 1 + RowScanner.LineBreaks(sample.Span[..skipped]));
        var format = new DetectedFormat
        {
            Encoding = Charset.NameOf(encoding), Delimiter = delimiter.ToString(), HasHeader = options.HasHeader, Headers = [], DataStart = start, HasRows = true, FieldBytes = options.Limits.FieldBytes,
        };
        var preamble = options.HasHeader ? Delimiters.Preamble(Delimiters.Shapes(sample.Span[skipped..], (byte)delimiter, whole, out _)) : 0;
        return options.HasHeader ? WithHeader(stream, format, preamble, options.Limits.Columns) : WithoutHeader(stream, format, options.Limits.Columns);
    }

    /// <summary>The first data rows, exactly as parsed.</summary>
    public static IReadOnlyList<CsvRow> Sample(Stream stream, DetectedFormat format, int rows) =>
        [.. CsvRows.Open(stream, format).Read().Take(rows)];

    private static DetectedFormat WithHeader(Stream stream, DetectedFormat format, int preamble, int most)
    {
        var rows = CsvRows.OpenRaw(stream, format, format.DataStart);
        for (var i = 0; i < preamble; i++) rows.TryRead(out _);
        if (!rows.TryRead(out var header)) throw Empty();
        if (header.Fault is { } fault)
            throw new CsvRefused(fault.Code, $"The header cannot be read. {fault.Message}", fault.Line);
        var names = header.Cells.Select(Name).ToArray();
        if (Array.TrueForAll(names, name => name.Length == 0)) throw new CsvRefused("empty_file", $"Line {header.LineNumber}: the header names no column. Give every column a name in the first line.", header.LineNumber);
        RefuseWidth(names.Length, most, header.LineNumber);
        for (var i = 0; i < names.Length; i++)
            if (names[i].Length == 0) names[i] = Numbered(i);
        return format with { Headers = names, DataStart = header.After with { Row = 0 }, HasRows = rows.TryRead(out _) };
    }

    private static DetectedFormat WithoutHeader(Stream stream, DetectedFormat format, int most)
    {
        var width = 0;
        foreach (var row in CsvRows.OpenRaw(stream, format, format.DataStart).Read().Take(100))
        {
            RefuseWidth(row.Cells.Count, most, row.LineNumber);
            // Failing rows that come back corrected have a line of names above them, whether their file had one or not.
            if (row.RowNumber == 1 && row.Cells.Skip(row.Cells.Count - 3).SequenceEqual(["_row", "_code", "_message"], StringComparer.Ordinal))
                return WithHeader(stream, format, preamble: 0, most);
            width = Math.Max(width, row.Cells.Count);
        }
        return format with { Headers = [.. Enumerable.Range(0, Math.Max(1, width)).Select(Numbered)] };
    }

    private static void RefuseWidth(int width, int most, long line)
    {
        if (width > most)
            throw new CsvRefused("too_many_columns", $"Line {line}: the file has {width} columns; at most {most} can be imported. Leave out the ones you do not need.", line);
    }

    private static string Name(string cell) => SafeCell.Unprotect(cell.Trim().Trim('\uFEFF')).ReplaceLineEndings(" ");

    private static string Numbered(int index) => FormattableString.Invariant($"Column {index + 1}");

    private static CsvRefused Empty() => new("empty_file", "The file is empty. Send a CSV file with a header and at least one row.");

    private static byte[] Head(Stream stream)
    {
        stream.Position = 0;
        var head = new byte[HeadSize];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static Memory<byte> Sample(ByteSource source, out bool whole)
    {
        var sample = new byte[SampleSize];
        var length = 0;
        whole = false;
        while (sample.Length - length >= 64 * 1024)
        {
            var read = source.Read(sample.AsSpan(length));
            length += read;
            if (read > 0) continue;
            whole = true;
            break;
        }
        return sample.AsMemory(0, length);
    }

    /// <summary>Excel's first line <c>sep=;</c>.</summary>
    private static (char? Delimiter, int Skipped) Hint(ReadOnlySpan<byte> sample)
    {
        var end = sample.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? sample : sample[..end];
        if (line.Length is < 5 or > 7) return (null, 0);
        var text = Encoding.UTF8.GetString(line).Trim('"');
        if (text.Length != 5 || !text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || !char.IsAscii(text[4])) return (null, 0);
        var skipped = end < 0 ? line.Length : end + (sample[end] == '\r' && end + 1 < sample.Length && sample[end + 1] == '\n' ? 2 : 1);
        return (text[4], skipped);
    }
}
