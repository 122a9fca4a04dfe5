using System.Buffers;

namespace CrmContacts.Core.Import.Reading;

internal enum RowEnd { Clean, NeedsMore, BrokenQuote, OpenQuote, Nothing }

/// <summary>Where one row of a UTF-8 buffer ends.</summary>
/// <param name="End">Past the row's last byte.</param>
/// <param name="Next">Past its line break.</param>
/// <param name="At">Where a broken or open quote is.</param>
internal readonly record struct RowSpan(RowEnd How, int End, int Next, int At, bool HasQuotes, bool HasStrayQuotes);

/// <summary>
/// Finds where rows end, so that broken ones can be set aside before the parser sees them: RFC 4180, with a quote in the
/// middle of an unquoted cell taken as text, and CR, LF and CRLF all ending a row.
/// </summary>
internal static class RowScanner
{
    private static readonly SearchValues<byte> Stops = SearchValues.Create("\"\r\n"u8);

    /// <param name="last">Nothing follows the buffer.</param>
    public static RowSpan Scan(ReadOnlySpan<byte> buffer, int start, byte delimiter, bool last)
    {
        if (start >= buffer.Length) return new(last ? RowEnd.Nothing : RowEnd.NeedsMore, start, start, start, false, false);
        bool quotes = false, stray = false;
        var at = start;
        while (true)
        {
            var found = buffer[at..].IndexOfAny(Stops);
            if (found < 0)
                return new(last ? RowEnd.Clean : RowEnd.NeedsMore, buffer.Length, buffer.Length, at, quotes, stray);
            at += found;
            if (buffer[at] == '\n') return new(RowEnd.Clean, at, at + 1, at, quotes, stray);
            if (buffer[at] == '\r')
            {
                if (at + 1 == buffer.Length && !last) return new(RowEnd.NeedsMore, at, at, at, quotes, stray);
                var next = at + 1 < buffer.Length && buffer[at + 1] == '\n' ? at + 2 : at + 1;
                return new(RowEnd.Clean, at, next, at, quotes, stray);
            }
            if (at > start && buffer[at - 1] != delimiter)
            {
                stray = true;
                at++;
                continue;
            }
            quotes = true;
            var open = at++;
            while (true)
            {
                found = buffer[at..].IndexOf((byte)'"');
                if (found < 0) return new(last ? RowEnd.OpenQuote : RowEnd.NeedsMore, buffer.Length, buffer.Length, open, true, stray);
                at += found + 1;
                if (at == buffer.Length)
                {
                    if (!last) return new(RowEnd.NeedsMore, at, at, open, true, stray);
                    break;
                }
                if (buffer[at] == '"')
                {
                    at++;
                    continue;
                }
                if (buffer[at] == delimiter || buffer[at] == '\r' || buffer[at] == '\n') break;
                return new(RowEnd.BrokenQuote, at, at, at - 1, true, stray);
            }
        }
    }

    /// <summary>Line breaks in these bytes: CR, LF and CRLF each count once.</summary>
    public static int LineBreaks(ReadOnlySpan<byte> bytes)
    {
        var lines = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            var found = bytes[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (found < 0) break;
            at += found;
            lines++;
            if (bytes[at] == '\r' && at + 1 < bytes.Length && bytes[at + 1] == '\n') at++;
        }
        return lines;
    }

    /// <summary>Cells of a clean row.</summary>
    public static int Cells(ReadOnlySpan<byte> row, byte delimiter)
    {
        var cells = 1;
        for (var at = 0; at < row.Length;)
        {
            if (row[at] == '"')
            {
                at++;
                while (at < row.Length && (row[at] != '"' || (at + 1 < row.Length && row[at + 1] == '"' && ++at > 0))) at++;
            }
            var next = at < row.Length ? row[at..].IndexOf(delimiter) : -1;
            if (next < 0) break;
            at += next + 1;
            cells++;
        }
        return cells;
    }

    /// <summary>Where, after a row whose quotes are broken, the next row surely starts; -1 when nothing is sure.</summary>
    /// <remarks>
    /// A line counts that reads as a whole row by itself: clean quotes, and as many cells as the file has columns. Short of
    /// that, a line in the middle of a cell of several lines could be taken for a person.
    /// </remarks>
    public static int Resume(ReadOnlySpan<byte> buffer, int start, byte delimiter, int columns)
    {
        const int Lines = 50;
        const int Window = 64 * 1024;
        var at = start;
        for (var line = 0; line < Lines; line++)
        {
            var found = buffer[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (found < 0) return -1;
            at += found + (buffer[at + found] == '\r' && at + found + 1 < buffer.Length && buffer[at + found + 1] == '\n' ? 2 : 1);
            if (at >= buffer.Length) return -1;
            var end = Math.Min(buffer.Length, at + Window);
            var row = Scan(buffer[..end], at, delimiter, last: true);
            if (row is { How: RowEnd.Clean, HasStrayQuotes: false } && row.End > at && Cells(buffer[at..row.End], delimiter) == columns) return at;
        }
        return -1;
    }
}
