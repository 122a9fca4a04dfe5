using System.Buffers;

namespace CrmContacts.Core.Import.Reading;

/// <summary>Writes CSV by RFC 4180. Cells go out as they are: <see cref="SafeCell"/> is the caller's choice.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\"\r\n,;\t|");

    /// <summary>One row with its CRLF; null is an empty cell. A row of one empty cell is written <c>""</c>, so it is no blank line.</summary>
    public static void Write(TextWriter writer, IEnumerable<string?> cells, char delimiter = ',')
    {
        var count = 0;
        var last = "";
        foreach (var cell in cells)
        {
            if (count++ > 0) writer.Write(delimiter);
            last = cell ?? "";
            Write(writer, last, delimiter);
        }
        if (count == 1 && last.Length == 0) writer.Write("\"\"");
        writer.Write("\r\n");
    }

    private static void Write(TextWriter writer, string cell, char delimiter)
    {
        // Spaces at the ends and every usual delimiter are quoted too: readers differ in what they make of them.
        if (cell.Length == 0 || (cell[0] != ' ' && cell[^1] != ' ' && !cell.AsSpan().ContainsAny(Quoted) && !cell.Contains(delimiter)))
        {
            writer.Write(cell);
            return;
        }
        writer.Write('"');
        writer.Write(cell.Contains('"') ? cell.Replace("\"", "\"\"", StringComparison.Ordinal) : cell);
        writer.Write('"');
    }
}
