using System.Text;

namespace CrmContacts.Tests.Support.Csv;

/// <summary>Writes RFC 4180 by hand, so that the tests do not check a CSV library with itself.</summary>
public static class CsvText
{
    /// <summary>Appends one record, quoted where it must be, ended by CRLF.</summary>
    public static void Append(StringBuilder to, IReadOnlyList<string> cells, char delimiter)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                to.Append(delimiter);
            var cell = cells[i];
            if (cell.AsSpan().IndexOfAny([delimiter, '"', '\r', '\n']) < 0)
                to.Append(cell);
            else
                to.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        to.Append("\r\n");
    }

    /// <summary>Reads records as RFC 4180 has them: quotes, doubled quotes, newlines inside quotes. A byte order mark is passed over.</summary>
    public static List<string[]> Read(string text, char delimiter = ',')
    {
        var records = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        var i = text.StartsWith('\uFEFF') ? 1 : 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == delimiter)
            {
                EndCell();
            }
            else if (c == '\n')
            {
                EndRecord();
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
            EndRecord();
        return records;

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }

        void EndRecord()
        {
            EndCell();
            records.Add([.. cells]);
            cells.Clear();
        }
    }
}
