using System.Text;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Reading;

/// <summary>Reads a file whole, in words that a test can compare.</summary>
internal static class Csv
{
    static Csv() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] In(string encoding, string text) => Encoding.GetEncoding(encoding).GetBytes(text);

    public static DetectedFormat Detect(byte[] file, FormatOptions? options = null) => CsvSource.Detect(new MemoryStream(file), options ?? new());

    public static List<CsvRow> Rows(byte[] file, FormatOptions? options = null)
    {
        var stream = new MemoryStream(file);
        return [.. CsvRows.Open(stream, CsvSource.Detect(stream, options ?? new())).Read()];
    }

    /// <summary>Each row as its cells joined by <c>|</c>, or <c>!code@line</c>; line breaks as <c>⏎</c>.</summary>
    public static string[] Read(byte[] file, FormatOptions? options = null) =>
        [.. Rows(file, options).Select(row => row.Fault is { } fault ? $"!{fault.Code}@{fault.Line}" : string.Join('|', row.Cells).ReplaceLineEndings("⏎"))];

    public static string[] Read(string file, FormatOptions? options = null) => Read(Utf8(file), options);
}
