namespace CrmContacts.Core.Import.Reading;

/// <summary>Tells files that are no text at all, so that the answer can say what they are.</summary>
internal static class BinaryContent
{
    /// <exception cref="CsvRefused"><c>not_csv</c>.</exception>
    public static void Refuse(ReadOnlySpan<byte> head)
    {
        if (Kind(head) is { } kind)
            throw new CsvRefused("not_csv", $"This is {kind}, not a CSV file. Open it in the program it comes from and save it as CSV (UTF-8).");
    }

    /// <summary>Many control characters: no text in any encoding of one byte.</summary>
    /// <exception cref="CsvRefused"><c>not_csv</c>.</exception>
    public static void RefuseControls(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var b in head)
            if (b < 9 || b is > 13 and < 32 and not 27) controls++;
        if (controls >= 4 && controls * 20L > head.Length)
            throw new CsvRefused("not_csv", "This is no text file. Save the contacts as CSV (UTF-8) and send that file.");
    }

    private static string? Kind(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) ? head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types]"u8) >= 0 ? "an Excel or Office file" : "a ZIP archive"
        : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "an old Excel or Office file"
        : head.StartsWith("%PDF"u8) ? "a PDF"
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || head.StartsWith("GIF8"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "a picture"
        : head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "a compressed file (gzip)"
        : head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF]) || head.StartsWith("Rar!"u8) ? "an archive"
        : head.StartsWith("SQLite format 3"u8) ? "a database"
        : head.StartsWith("{\\rtf"u8) ? "a text document (RTF)"
        : head.StartsWith("BEGIN:VCARD"u8) ? "a vCard file"
        : StartsLikeHtml(head) ? "a web page (HTML or XML)"
        : null;

    private static bool StartsLikeHtml(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart(" \t\r\n"u8);
        return text.StartsWith("<!DOCTYPE"u8) || text.StartsWith("<!doctype"u8) || text.StartsWith("<html"u8) || text.StartsWith("<HTML"u8) || text.StartsWith("<?xml"u8);
    }
}
