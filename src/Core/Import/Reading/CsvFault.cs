namespace CrmContacts.Core.Import.Reading;

/// <summary>Why a row cannot be read as it stands.</summary>
/// <param name="Code">Stable; see the constants.</param>
/// <param name="Line">The physical line, from 1.</param>
public sealed record CsvFault(string Code, string Message, long Line)
{
    public const string BrokenQuote = "broken_quote";
    public const string CutOff = "cut_off";
    public const string RowTooLong = "row_too_long";
    public const string RowTooLarge = "row_too_large";
    public const string FieldTooLarge = "field_too_large";
    public const string Undecodable = "undecodable";
    public const string NulInText = "nul_in_text";
}
