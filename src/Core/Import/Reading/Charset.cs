using System.Text;

namespace CrmContacts.Core.Import.Reading;

/// <summary>The encodings that a file may have, by name.</summary>
internal static class Charset
{
    static Charset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of this name, failing on nothing by itself: <see cref="ByteSource"/> marks what does not decode.</summary>
    /// <exception cref="CsvRefused"><c>encoding_unknown</c>.</exception>
    public static Encoding Named(string name)
    {
        try
        {
            var encoding = Encoding.GetEncoding(name.Trim());
            // These change their meaning in the middle of a text, so a row could not be read by itself.
            if (encoding.CodePage is not (65000 or 50220 or 50221 or 50222 or 50225 or 50227 or 52936 or 29001)) return encoding;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Not known: said below.
        }
        throw new CsvRefused("encoding_unknown", $"The encoding \"{Short(name)}\" is not known. Use auto, or a name such as utf-8, utf-16, windows-1252, iso-8859-15, shift_jis or gb18030.");
    }

    public static string NameOf(Encoding encoding) => encoding.WebName.ToLowerInvariant();

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
