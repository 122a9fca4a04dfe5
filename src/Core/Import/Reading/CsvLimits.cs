namespace CrmContacts.Core.Import.Reading;

/// <summary>What a file may hold at most.</summary>
public static class CsvLimits
{
    public const int Columns = 1_000;

    /// <summary>UTF-8 bytes of one cell.</summary>
    public const int FieldBytes = 1 << 20;

    /// <summary>UTF-8 bytes of one row: what the reader is ready to hold in memory.</summary>
    public const int RowBytes = 16 << 20;
}
