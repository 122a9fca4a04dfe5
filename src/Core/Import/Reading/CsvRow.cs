namespace CrmContacts.Core.Import.Reading;

/// <summary>One data row of a file.</summary>
/// <param name="RowNumber">From 1; the header and blank lines do not count.</param>
/// <param name="LineNumber">The physical line, from 1, where the row starts.</param>
/// <param name="ByteStart">Where its bytes start in the file.</param>
/// <param name="ByteEnd">Where the next row's bytes start: the line break belongs to the row.</param>
/// <param name="Cells">Never fewer than the file's columns: a missing cell is empty. More only with <c>row_too_long</c>; none when the row's quotes are broken.</param>
public sealed record CsvRow(long RowNumber, long LineNumber, long ByteStart, long ByteEnd, IReadOnlyList<string> Cells, CsvFault? Fault)
{
    /// <summary>Physical line, from 1, of <see cref="ByteEnd"/>.</summary>
    public long NextLine { get; init; } = LineNumber + 1;

    /// <summary>Where a reader goes on behind this row: what a run keeps as its checkpoint.</summary>
    public CsvPosition After => new(ByteEnd, RowNumber, NextLine);

    /// <summary>No cell says anything, as in the rows of delimiters that spreadsheets leave at the end of a file.</summary>
    public bool IsBlank
    {
        get
        {
            if (Fault is not null) return false;
            foreach (var cell in Cells)
                if (!string.IsNullOrWhiteSpace(cell)) return false;
            return true;
        }
    }
}

/// <summary>Where a reader stands between two rows; a run that stops here goes on from here.</summary>
/// <param name="Byte">Offset of the next row in the file.</param>
/// <param name="Row">Data rows read so far.</param>
/// <param name="Line">Physical line, from 1, of <paramref name="Byte"/>.</param>
public readonly record struct CsvPosition(long Byte, long Row, long Line);
