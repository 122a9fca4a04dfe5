namespace CrmContacts.Core.Import.Reading;

/// <summary>What a row looks like from afar.</summary>
/// <param name="Cells">How many it has.</param>
/// <param name="Filled">How many of them are not blank.</param>
/// <param name="HasData">It holds an @ or five digits in a row, as people's data do and names of columns do not.</param>
internal readonly record struct RowShape(int Cells, int Filled, bool HasData)
{
    private const int Digits = 5;

    /// <param name="row">A whole row without its line break.</param>
    public static RowShape Of(ReadOnlySpan<byte> row, byte delimiter)
    {
        int cells = 1, filled = 0, digits = 0;
        bool quoted = false, blank = true, data = false;
        for (var at = 0; at < row.Length; at++)
        {
            var b = row[at];
            if (b == '"' && quoted && at + 1 < row.Length && row[at + 1] == '"') at++;
            // A quote opens a cell at its very start, and nowhere else.
            else if (b == '"' && (quoted || at == 0 || row[at - 1] == delimiter)) quoted = !quoted;
            if (b == delimiter && !quoted)
            {
                cells++;
                blank = true;
                continue;
            }
            if (blank && b is not ((byte)'"' or (byte)' ' or (byte)'\t'))
            {
                blank = false;
                filled++;
            }
            digits = b is >= (byte)'0' and <= (byte)'9' ? digits + 1 : 0;
            data |= b == '@' || digits == Digits;
        }
        return new(cells, filled, data);
    }
}
