namespace CrmContacts.Core.Import.Reading;

/// <summary>What the agent says about a file; <c>auto</c> leaves it to detection.</summary>
/// <param name="Delimiter"><c>auto</c>, the character, or <c>comma|semicolon|tab|pipe</c>.</param>
/// <param name="Encoding"><c>auto</c>, or the name of an encoding (IANA or .NET).</param>
public sealed record FormatOptions(string Delimiter = "auto", string Encoding = "auto", bool HasHeader = true)
{
    public CsvLimits Limits { get; init; } = CsvLimits.Default;
}

/// <summary>How a file is to be read. Plain values, so it can be stored beside a run.</summary>
public sealed record DetectedFormat
{
    /// <summary>IANA name in lower case, as <c>utf-8</c> or <c>windows-1252</c>.</summary>
    public required string Encoding { get; init; }

    /// <summary>One ASCII character.</summary>
    public required string Delimiter { get; init; }
    public required bool HasHeader { get; init; }

    /// <summary>The names of the columns, trimmed, in order, repeats kept; <c>Column 1</c>, … without a header or name.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>Where the first data row starts: behind byte order mark, <c>sep=</c> line, preamble and header.</summary>
    public required CsvPosition DataStart { get; init; }

    /// <summary>False for a file with nothing below its header.</summary>
    public required bool HasRows { get; init; }

    public int Columns => Headers.Count;

    /// <summary>UTF-8 bytes that a cell may have.</summary>
    public int FieldBytes { get; init; } = CsvLimits.Default.FieldBytes;
}
