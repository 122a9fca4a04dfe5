using System.Text;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Import.Runs;

namespace CrmContacts.Core.Import;

/// <summary>
/// The cells of failing rows, asked for in the order of the file: one reader goes on from row to row, and leaps where the next failing one is
/// far. A reader of its own for each would read a buffer for each.
/// </summary>
internal sealed class FailingCells(Func<Stream> open, DetectedFormat format) : IDisposable
{
    /// <summary>Nearer rows are reached by reading on.</summary>
    private const long Near = 128 * 1024;

    private const int LongestRaw = 64 * 1024;

    private readonly Stream _file = open();
    private Stream? _raw;
    private CsvRows? _rows;

    /// <summary>As many as the file has columns: of a longer row, the last has all that is left; of a row whose quotes are broken, the first has its raw text.</summary>
    public IEnumerable<string> Of(ErrorRow error)
    {
        var cells = Read(error);
        if (cells.Count == 0)
            cells = [Raw(error)];
        if (cells.Count > format.Columns)
            cells = [.. cells.Take(format.Columns - 1), string.Join(format.Delimiter, cells.Skip(format.Columns - 1))];
        // An export protected its cells already; protecting twice would change them.
        return cells.Concat(Enumerable.Repeat("", format.Columns - cells.Count)).Select(c => SafeCell.Protect(SafeCell.Unprotect(c)));
    }

    private IReadOnlyList<string> Read(ErrorRow error)
    {
        if (_rows is null || _rows.Position.Byte > error.ByteStart || error.ByteStart - _rows.Position.Byte > Near)
            _rows = At(error);
        while (_rows.TryRead(out var row))
        {
            if (row.ByteStart == error.ByteStart)
                return row.Cells;
            if (row.ByteStart > error.ByteStart)
                break;
        }

        // Rows that are broken may part otherwise from another place on: the row's own is what counts.
        _rows = At(error);
        return _rows.TryRead(out var own) ? own.Cells : [];
    }

    private CsvRows At(ErrorRow error) => CsvRows.Open(_file, format, error.ByteStart, error.Row - 1, error.Line);

    private string Raw(ErrorRow error)
    {
        _raw ??= open();
        var bytes = new byte[Math.Min(error.ByteEnd - error.ByteStart, LongestRaw)];
        _raw.Position = error.ByteStart;
        var read = _raw.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.GetEncoding(format.Encoding).GetString(bytes, 0, read).TrimEnd('\r', '\n');
    }

    public void Dispose()
    {
        _file.Dispose();
        _raw?.Dispose();
    }
}
