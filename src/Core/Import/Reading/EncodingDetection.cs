using System.Buffers;
using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace CrmContacts.Core.Import.Reading;

/// <summary>Which encoding a file is in: its byte order mark says, else UTF-8 if it decodes, else what the bytes look like.</summary>
internal static class EncodingDetection
{
    private const int SampleSize = 256 * 1024;

    /// <summary>Legacy encodings that detection may answer; the rest it takes for noise.</summary>
    private static readonly HashSet<int> Plausible =
        [1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 28591, 28592, 28593, 28594, 28595, 28597, 28599, 28603, 28605, 932, 936, 54936, 949, 950, 51949, 51932, 20866, 21866, 874, 28601];

    /// <returns>The encoding, and how many bytes of byte order mark the file starts with.</returns>
    public static (Encoding Encoding, int Mark) Detect(Stream stream, ReadOnlySpan<byte> head, string named)
    {
        var (marked, mark) = Marked(head);
        if (!named.Equals("auto", StringComparison.OrdinalIgnoreCase) && named.Trim().Length > 0)
        {
            var chosen = Charset.Named(named);
            // "utf-16" without more says nothing of the order of its bytes; the mark does. In no encoding is a mark text.
            return (chosen.CodePage is 1200 or 1201 && marked?.CodePage is 1200 or 1201 ? marked : chosen, mark);
        }
        if (marked is not null) return (marked, mark);
        if (Utf16WithoutMark(head) is { } wide) return (wide, 0);
        BinaryContent.RefuseControls(head);
        return (IsWholeUtf8(stream) || IsUtf8(stream, out var sample) ? Encoding.UTF8 : Legacy(sample), 0);
    }

    private static (Encoding? Encoding, int Mark) Marked(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (Encoding.UTF8, 3)
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? (Encoding.UTF32, 4)
        : head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? (Charset.Named("utf-32be"), 4)
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Encoding.Unicode, 2)
        : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2)
        : (null, 0);

    /// <summary>Western text in UTF-16 has a zero in every other byte; any text in it has one beside each line break.</summary>
    private static Encoding? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head.Length % 2 == 1 && head.Length < 64) return null;
        int even = 0, odd = 0, half = head.Length / 2;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }
        if (odd * 10 > half * 4 && even * 20 < half) return Encoding.Unicode;
        if (even * 10 > half * 4 && odd * 20 < half) return Encoding.BigEndianUnicode;
        return odd > 0 && even == 0 && HasWideLines(head, bigEndian: false) ? Encoding.Unicode : even > 0 && odd == 0 && HasWideLines(head, bigEndian: true) ? Encoding.BigEndianUnicode : null;
    }

    /// <summary>Line breaks are two bytes wide, and nothing else in the text contradicts it.</summary>
    private static bool HasWideLines(ReadOnlySpan<byte> head, bool bigEndian)
    {
        int wide = 0, narrow = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            var (low, high) = bigEndian ? (head[i + 1], head[i]) : (head[i], head[i + 1]);
            if (low is (byte)'\r' or (byte)'\n' && high == 0) wide++;
            else if (low is (byte)'\r' or (byte)'\n' || high is (byte)'\r' or (byte)'\n') narrow++;
        }
        return wide > 0 && wide >= narrow * 4;
    }

    /// <summary>Reads the whole file at the speed of the disk.</summary>
    private static bool IsWholeUtf8(Stream stream)
    {
        const int Size = 128 * 1024;
        var buffer = new byte[Size];
        stream.Position = 0;
        var kept = 0;
        while (true)
        {
            var length = kept + stream.ReadAtLeast(buffer.AsSpan(kept), Size - kept, throwOnEndOfStream: false);
            if (length < Size) return Utf8.IsValid(buffer.AsSpan(0, length));
            // The last character may go on in the next block: it starts at most three bytes before the end.
            var whole = length;
            for (var back = 1; back <= 3 && whole == length; back++)
                if (buffer[length - back] >= 0xC0) whole = length - back;
                else if (buffer[length - back] < 0x80) break;
            if (!Utf8.IsValid(buffer.AsSpan(0, whole))) return false;
            kept = length - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
        }
    }

    /// <summary>
    /// Reads the whole file, letter by letter. A few broken sequences among many good ones are damage, not another encoding: their rows fail
    /// alone, where any other choice would spoil every name in the file.
    /// </summary>
    private static bool IsUtf8(Stream stream, out byte[] sample)
    {
        const int Size = 128 * 1024;
        var buffer = new byte[Size];
        var foreign = new ArrayBufferWriter<byte>();
        long good = 0, bad = 0;
        stream.Position = 0;
        var kept = 0;
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), Size - kept, throwOnEndOfStream: false);
            var bytes = buffer.AsSpan(0, kept + read);
            var last = bytes.Length < Size;
            var at = 0;
            while (at < bytes.Length)
            {
                var high = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (high < 0)
                {
                    at = bytes.Length;
                    break;
                }
                at += high;
                var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var length);
                if (status == OperationStatus.NeedMoreData && !last) break;
                if (status == OperationStatus.Done) good++;
                else bad++;
                if (foreign.WrittenCount < SampleSize) foreign.Write(Around(bytes, at, length));
                at += length;
            }
            kept = bytes.Length - at;
            bytes[at..].CopyTo(buffer);
            if (last) break;
        }
        sample = foreign.WrittenSpan.ToArray();
        return bad == 0 || good > bad * 20;
    }

    /// <summary>What stands around a letter tells its language: up to a few bytes before and after.</summary>
    private static ReadOnlySpan<byte> Around(Span<byte> bytes, int at, int length)
    {
        var start = at;
        while (start > 0 && at - start < 12 && bytes[start - 1] is >= (byte)'A' and < 0x80) start--;
        var end = at + length;
        while (end < bytes.Length && end - at < 12 && bytes[end] is >= (byte)'A' and < 0x80) end++;
        if (end < bytes.Length && end - at < 12 && bytes[end] is (byte)' ' or (byte)',' or (byte)';' or (byte)'\n') end++;
        return bytes[start..end];
    }

    private static Encoding Legacy(byte[] sample)
    {
        _ = Charset.Named("windows-1252");
        var result = CharsetDetector.DetectFromBytes(sample);
        foreach (var detail in result.Details ?? [])
        {
            if (detail.Encoding is not { } encoding || !Plausible.Contains(encoding.CodePage) || detail.Confidence < 0.5f) continue;
            return encoding.CodePage switch
            {
                // Their supersets: Windows writes these, and calls them by the other name.
                28591 => Charset.Named("windows-1252"),
                28599 => Charset.Named("windows-1254"),
                936 => Charset.Named("gb18030"),
                _ => Charset.Named(encoding.WebName),
            };
        }
        return Charset.Named("windows-1252");
    }
}
