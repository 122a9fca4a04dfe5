namespace CrmContacts.Core.Import.Reading;

/// <summary>What a file may hold at most. A file that is wider or longer is refused as a whole; a larger cell makes its row an error.</summary>
public sealed record CsvLimits
{
    public static readonly CsvLimits Default = new();

    /// <summary>UTF-8 bytes of one row: what the reader is ready to hold in memory. A longer one is passed over.</summary>
    public const int RowBytes = 16 << 20;

    public int Columns { get; init; } = 1_000;

    /// <summary>Data rows, faulty ones included.</summary>
    public long Rows { get; init; } = 10_000_000;

    /// <summary>UTF-8 bytes of one cell.</summary>
    public int FieldBytes { get; init; } = 1 << 20;

    internal static string InWords(int bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : bytes % 1024 == 0 ? $"{bytes >> 10} KiB" : $"{bytes} bytes";
}
