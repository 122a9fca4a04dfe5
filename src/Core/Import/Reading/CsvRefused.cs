namespace CrmContacts.Core.Import.Reading;

/// <summary>The file as a whole cannot be imported. The message says what is wrong and what to do.</summary>
/// <param name="code"><c>empty_file, header_only, not_csv, too_many_columns, too_many_rows, encoding_unknown, delimiter_invalid</c>.</param>
/// <param name="line">The physical line, from 1, where that can be told.</param>
public sealed class CsvRefused(string code, string message, long? line = null) : Exception(message)
{
    public string Code { get; } = code;
    public long? Line { get; } = line;
}
