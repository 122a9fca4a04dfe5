using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using CsvHelper;

namespace CrmContacts.Core.Import.Reading;

/// <summary>
/// The data rows of a file, one after the other, in flat memory. <see cref="RowScanner"/> finds where rows end and sets
/// broken ones aside; the parser splits the whole ones, a batch at a time, in place. Not thread-safe.
/// </summary>
public sealed class CsvRows
{
    private const int Batch = 2_000;

    private readonly RowBuffer buffer;
    private readonly ByteSource source;
    private readonly int columns;
    private readonly int fieldBytes;
    private readonly byte delimiter;
    private readonly CsvReaderOptions options;
    private readonly Queue<CsvRow> ready = new();
    private readonly List<Found> found = [];
    private CsvPosition ahead;

    private readonly record struct Found(int Start, int End, long Row, long Line, long NextLine, long ByteStart, long ByteEnd);

    private CsvRows(Stream stream, DetectedFormat format, CsvPosition from, int columns)
    {
        stream.Position = from.Byte;
        source = ByteSource.Open(stream, Charset.Named(format.Encoding));
        buffer = new(source);
        this.columns = columns;
        fieldBytes = format.FieldBytes;
        delimiter = (byte)format.Delimiter[0];
        options = new() { Separator = format.Delimiter[0], HasHeader = false, IncludeValuesInExceptions = false };
        Position = ahead = from;
    }

    /// <summary>From the first data row. The stream is the file from its very first byte, seekable, and stays open.</summary>
    public static CsvRows Open(Stream stream, DetectedFormat format) => new(stream, format, format.DataStart, format.Columns);

    /// <summary>From where another reader of the same file stood.</summary>
    public static CsvRows Open(Stream stream, DetectedFormat format, CsvPosition from) => new(stream, format, from, format.Columns);

    /// <summary>The same, by its three parts.</summary>
    public static CsvRows Open(Stream stream, DetectedFormat format, long startByte, long startRow, long startLine) =>
        Open(stream, format, new CsvPosition(startByte, startRow, startLine));

    /// <summary>Before the columns are known.</summary>
    internal static CsvRows OpenRaw(Stream stream, DetectedFormat format, CsvPosition from) => new(stream, format, from, columns: 0);

    /// <summary>Behind the row that was read last.</summary>
    public CsvPosition Position { get; private set; }

    /// <summary>How many data rows the file has, faulty ones included: one quick pass.</summary>
    public static long Count(Stream stream, DetectedFormat format, CancellationToken cancellation = default)
    {
        var rows = Open(stream, format);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            rows.ready.Clear();
        }
        while (rows.Scan(parse: false));
        return rows.ahead.Row;
    }

    /// <summary>One quick pass, and none over a file too short to hold so many rows.</summary>
    /// <exception cref="CsvRefused"><c>too_many_rows</c>, with the line of the first that is too many.</exception>
    public static void RefuseMore(Stream stream, DetectedFormat format, long limit)
    {
        // The shortest row is one letter and its line break.
        if ((stream.Length - format.DataStart.Byte) / 2 < limit) return;
        var rows = Open(stream, format);
        do
        {
            rows.ready.Clear();
            if (!rows.Scan(parse: false)) return;
        }
        while (rows.ahead.Row <= limit);
        var line = rows.found.Count == 0 ? rows.ready.Peek().LineNumber : rows.found.First(row => row.Row > limit).Line;
        throw new CsvRefused("too_many_rows", FormattableString.Invariant($"Line {line}: the file has more than {limit:N0} rows. Split it, and import one part after the other."), line);
    }

    /// <summary>The next row, or false at the end.</summary>
    public bool TryRead([NotNullWhen(true)] out CsvRow? row)
    {
        while (!ready.TryDequeue(out row))
            if (!Scan(parse: true))
            {
                Position = ahead;
                return false;
            }
        Position = row.After;
        return true;
    }

    public IEnumerable<CsvRow> Read()
    {
        while (TryRead(out var row)) yield return row;
    }

    /// <summary>Reads the next rows ahead; false when nothing is left.</summary>
    private bool Scan(bool parse)
    {
        found.Clear();
        var from = buffer.Start;
        while (found.Count < Batch)
        {
            var row = RowScanner.Scan(buffer.Span, buffer.Start, delimiter, buffer.Last);
            if (row.How == RowEnd.Clean) Take(row);
            else if (found.Count > 0) break;
            else if (row.How == RowEnd.Nothing) return false;
            else if (row.How == RowEnd.NeedsMore)
            {
                if (IsTooLarge(row)) return TakeTooLarge(row);
                buffer.Fill();
                from = buffer.Start;
            }
            else return TakeBroken(row);
        }
        if (parse && found.Count > 0) Parse(from);
        return true;
    }

    private void Take(RowSpan row)
    {
        var start = buffer.Start;
        var content = buffer.Span[start..row.End];
        var lines = 1 + (row.HasQuotes ? RowScanner.LineBreaks(content) : 0);
        var end = ahead.Byte + source.LengthInFile(buffer.Span[start..row.Next]);
        if (IsBlankLine(content))
        {
            content.Fill((byte)'\n');
            ahead = ahead with { Byte = end, Line = ahead.Line + lines };
        }
        else
        {
            found.Add(new(start, row.End, ahead.Row + 1, ahead.Line, ahead.Line + lines, ahead.Byte, end));
            ahead = new(end, ahead.Row + 1, ahead.Line + lines);
        }
        buffer.Start = row.Next;
    }

    private bool IsBlankLine(ReadOnlySpan<byte> content)
    {
        foreach (var b in content)
            if (b != ' ' && (b != '\t' || delimiter == '\t')) return false;
        return true;
    }

    private void Parse(int from)
    {
        // The parser skips this empty line; a byte order mark in the middle of a file then is text.
        buffer.Span[from - 1] = (byte)'\n';
        var bytes = buffer.Memory(from - 1, buffer.Start);
        var suspicious = bytes.Span.Contains((byte)0) || !Utf8.IsValid(bytes.Span);
        using var reader = CsvReader.Create(bytes, options);
        foreach (var row in found)
        {
            if (!reader.Read() || reader.ByteOffset != row.Start - from + 1)
                throw new InvalidOperationException($"The row at line {row.Line} was split in two ways.");
            var count = Math.Max(reader.FieldCount, columns);
            var fault = row.End - row.Start > fieldBytes ? TooLarge(reader, row) : null;
            if (suspicious) fault ??= Unreadable(buffer.Span[row.Start..row.End], row);
            if (columns > 0 && reader.FieldCount > columns)
            {
                if (Extra(reader)) fault ??= new(CsvFault.RowTooLong, $"Line {row.Line}: the row has {reader.FieldCount} cells, the file has {columns} columns.", row.Line);
                else count = columns;
            }
            var cells = new string[count];
            for (var i = 0; i < count; i++) cells[i] = i < reader.FieldCount ? reader.GetString(i) : "";
            ready.Enqueue(new(row.Row, row.Line, row.ByteStart, row.ByteEnd, cells, fault) { NextLine = row.NextLine });
        }
    }

    private bool Extra(CsvReader reader)
    {
        for (var i = columns; i < reader.FieldCount; i++)
            if (reader.GetSpan(i).ContainsAnyExcept((byte)' ', (byte)'\t')) return true;
        return false;
    }

    private CsvFault? TooLarge(CsvReader reader, Found row)
    {
        for (var i = 0; i < reader.FieldCount; i++)
            if (reader.GetSpan(i).Length > fieldBytes) return FieldTooLarge(row.Line);
        return null;
    }

    private CsvFault FieldTooLarge(long line) =>
        new(CsvFault.FieldTooLarge, $"Line {line}: a cell is larger than {CsvLimits.InWords(fieldBytes)}.", line);

    private static CsvFault? Unreadable(ReadOnlySpan<byte> row, Found found)
    {
        if (!Utf8.IsValid(row))
            return new(CsvFault.Undecodable, $"Line {found.Line}: the row holds bytes that are no text in the file's encoding. Choose another encoding, or correct the row.", found.Line);
        return row.Contains((byte)0) ? new(CsvFault.NulInText, $"Line {found.Line}: the row holds a NUL character.", found.Line) : null;
    }

    /// <summary>Sets a row with broken quotes aside, up to where the next one surely starts.</summary>
    private bool TakeBroken(RowSpan row)
    {
        // What follows may still be in the file.
        if (!buffer.Last && buffer.End - row.At < 64 * 1024)
        {
            var at = row.At - buffer.Start;
            buffer.Fill();
            row = row with { At = at + buffer.Start };
        }
        var next = columns == 1 ? LineEnd(buffer.Start) : columns > 1 ? RowScanner.Resume(buffer.Span, buffer.Start, delimiter, columns) : -1;
        if (next < 0) next = row.How == RowEnd.OpenQuote ? buffer.End : LineEnd(row.At);
        var atLine = ahead.Line + RowScanner.LineBreaks(buffer.Span[buffer.Start..row.At]);
        Aside(next, row.How == RowEnd.OpenQuote && next == buffer.End
            ? new(CsvFault.CutOff, $"Line {atLine}: the file ends inside a quoted cell that opens here; it may have been cut off.", atLine)
            : new(CsvFault.BrokenQuote, row.How == RowEnd.OpenQuote
                ? $"Line {atLine}: a quote opens a cell here and is never closed."
                : $"Line {ahead.Line}: the quotes of this row are broken; a quote inside a quoted cell is written twice.", row.How == RowEnd.OpenQuote ? atLine : ahead.Line));
        return true;
    }

    private int LineEnd(int from)
    {
        var rest = buffer.Span[from..];
        var found = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (found < 0) return buffer.End;
        return from + found + (rest[found] == '\r' && found + 1 < rest.Length && rest[found + 1] == '\n' ? 2 : 1);
    }

    private void Aside(int next, CsvFault fault)
    {
        var bytes = buffer.Span[buffer.Start..next];
        var end = ahead.Byte + source.LengthInFile(bytes);
        var lines = Math.Max(1, RowScanner.LineBreaks(bytes));
        ready.Enqueue(new(ahead.Row + 1, ahead.Line, ahead.Byte, end, [], fault) { NextLine = ahead.Line + lines });
        ahead = new(end, ahead.Row + 1, ahead.Line + lines);
        buffer.Start = next;
    }

    private bool IsTooLarge(RowSpan row) =>
        buffer.IsFull || (row.HasQuotes && buffer.End - row.At > fieldBytes + 2 && buffer.Span[row.At] == '"');

    /// <summary>Passes over a row that memory should not hold, whichever way it ends.</summary>
    private bool TakeTooLarge(RowSpan row)
    {
        if (row.HasQuotes && columns > 1 && RowScanner.Resume(buffer.Span, buffer.Start, delimiter, columns) is > 0 and var next)
        {
            Aside(next, new(CsvFault.BrokenQuote, $"Line {ahead.Line}: a quote opens a cell of this row and is not closed within {CsvLimits.InWords(fieldBytes)}.", ahead.Line));
            return true;
        }
        var begun = ahead;
        var quoted = row.HasQuotes && row.At < buffer.End && buffer.Span[row.At] == '"';
        var at = quoted ? row.At + 1 : row.At;
        while (true)
        {
            var rest = buffer.Span[at..];
            var stop = quoted ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)'\r', (byte)'\n', (byte)'"');
            // A quote and a line break are judged with what stands around them.
            if (stop < 0 || (at + stop + 1 == buffer.End && !buffer.Last))
            {
                if (buffer.Last) return PassedOver(begun, buffer.End);
                var kept = stop < 0 ? 1 : 2;
                Drop(buffer.End - kept);
                buffer.Fill();
                at = buffer.Start + (stop < 0 ? kept : kept - 1);
                continue;
            }
            at += stop;
            if (!quoted && buffer.Span[at] != '"') return PassedOver(begun, LineEnd(at));
            if (quoted && at + 1 < buffer.End && buffer.Span[at + 1] == '"') at += 2;
            else
            {
                if (quoted || buffer.Span[at - 1] == delimiter) quoted = !quoted;
                at++;
            }
        }
    }

    private void Drop(int to)
    {
        var bytes = buffer.Span[buffer.Start..to];
        ahead = ahead with { Byte = ahead.Byte + source.LengthInFile(bytes), Line = ahead.Line + RowScanner.LineBreaks(bytes) };
        buffer.Start = to;
    }

    private bool PassedOver(CsvPosition begun, int next)
    {
        Drop(next);
        ahead = ahead with { Row = begun.Row + 1, Line = Math.Max(ahead.Line, begun.Line + 1) };
        ready.Enqueue(new(ahead.Row, begun.Line, begun.Byte, ahead.Byte, [], FieldTooLarge(begun.Line)) { NextLine = ahead.Line });
        return true;
    }
}
