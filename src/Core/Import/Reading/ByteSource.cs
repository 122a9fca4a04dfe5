using System.Text;

namespace CrmContacts.Core.Import.Reading;

/// <summary>
/// A file as UTF-8, whatever it is stored in, so that one parser reads all. A byte that does not decode becomes the
/// byte 0xFF, which no UTF-8 holds: nothing is replaced silently, and places in the file stay exact.
/// </summary>
internal abstract class ByteSource(Stream stream)
{
    private readonly byte[] raw = new byte[32 * 1024];

    public static ByteSource Open(Stream stream, Encoding encoding) => encoding.CodePage switch
    {
        65001 or 20127 => new Plain(stream),
        1200 or 1201 => new Utf16(stream, bigEndian: encoding.CodePage == 1201),
        12000 or 12001 => new Utf32(stream, bigEndian: encoding.CodePage == 12001),
        _ when encoding.IsSingleByte => new SingleByte(stream, encoding),
        _ => new MultiByte(stream, encoding),
    };

    /// <summary>Fills as much as it can; 0 only at the end.</summary>
    public abstract int Read(Span<byte> utf8);

    /// <summary>How many bytes of the file these bytes of its UTF-8 form come from.</summary>
    public abstract long LengthInFile(ReadOnlySpan<byte> utf8);

    protected int ReadRaw(Span<byte> into) => stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);

    private sealed class Plain(Stream stream) : ByteSource(stream)
    {
        public override int Read(Span<byte> utf8) => ReadRaw(utf8);

        public override long LengthInFile(ReadOnlySpan<byte> utf8) => utf8.Length;
    }

    private sealed class SingleByte(Stream stream, Encoding encoding) : ByteSource(stream)
    {
        private readonly byte[][] table = Table(encoding);

        public override int Read(Span<byte> utf8)
        {
            var count = ReadRaw(raw.AsSpan(0, Math.Min(raw.Length, utf8.Length / 3)));
            var at = 0;
            foreach (var b in raw.AsSpan(0, count))
            {
                if (b < 0x80) utf8[at++] = b;
                else
                {
                    var letter = table[b];
                    letter.CopyTo(utf8[at..]);
                    at += letter.Length;
                }
            }
            return at;
        }

        // Each byte of the file gave one first byte.
        public override long LengthInFile(ReadOnlySpan<byte> utf8)
        {
            var length = 0L;
            foreach (var b in utf8)
                if ((b & 0xC0) != 0x80) length++;
            return length;
        }

        private static byte[][] Table(Encoding encoding)
        {
            var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            var table = new byte[256][];
            for (var b = 0; b < 256; b++)
            {
                try
                {
                    var text = strict.GetString([(byte)b]);
                    // Control characters of the upper half stand for "not assigned" in these tables; only NEL is in use.
                    table[b] = text[0] is >= '\x80' and <= '\x9F' and not '\x85' ? [0xFF] : Encoding.UTF8.GetBytes(text);
                }
                catch (DecoderFallbackException)
                {
                    table[b] = [0xFF];
                }
            }
            return table;
        }
    }

    private sealed class Utf16(Stream stream, bool bigEndian) : ByteSource(stream)
    {
        private char high;

        public override int Read(Span<byte> utf8)
        {
            // Two bytes give three at most, and half of a pair may be kept from the last time.
            var count = ReadRaw(raw.AsSpan(0, Math.Min(raw.Length, (utf8.Length - 8) / 3 * 2) & ~1));
            var at = 0;
            for (var i = 0; i + 1 < count; i += 2)
            {
                var c = (char)(bigEndian ? (raw[i] << 8) | raw[i + 1] : raw[i] | (raw[i + 1] << 8));
                if (high != 0 && char.IsLowSurrogate(c))
                {
                    at += new Rune(high, c).EncodeToUtf8(utf8[at..]);
                    high = '\0';
                    continue;
                }
                at += DropHalf(utf8[at..]);
                if (char.IsHighSurrogate(c)) high = c;
                else if (char.IsLowSurrogate(c)) at += Mark(utf8[at..], 2);
                else at += new Rune(c).EncodeToUtf8(utf8[at..]);
            }
            if (count < 2) at += DropHalf(utf8[at..]);
            if ((count & 1) == 1) at += Mark(utf8[at..], 1);
            // Half of a pair alone must not look like the end.
            return at == 0 && count > 0 ? Read(utf8) : at;
        }

        public override long LengthInFile(ReadOnlySpan<byte> utf8)
        {
            var length = 0L;
            foreach (var b in utf8)
                if ((b & 0xC0) != 0x80) length += b == 0xFF ? 1 : b >= 0xF0 ? 4 : 2;
            return length;
        }

        private int DropHalf(Span<byte> utf8)
        {
            if (high == 0) return 0;
            high = '\0';
            return Mark(utf8, 2);
        }
    }

    private sealed class Utf32(Stream stream, bool bigEndian) : ByteSource(stream)
    {
        public override int Read(Span<byte> utf8)
        {
            var count = ReadRaw(raw.AsSpan(0, Math.Min(raw.Length, utf8.Length) & ~3));
            var at = 0;
            for (var i = 0; i + 3 < count; i += 4)
            {
                var four = raw.AsSpan(i, 4);
                var value = bigEndian ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(four) : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(four);
                at += Rune.TryCreate(value, out var rune) ? rune.EncodeToUtf8(utf8[at..]) : Mark(utf8[at..], 4);
            }
            return at + Mark(utf8[at..], count & 3);
        }

        public override long LengthInFile(ReadOnlySpan<byte> utf8)
        {
            var length = 0L;
            foreach (var b in utf8)
                if ((b & 0xC0) != 0x80) length += b == 0xFF ? 1 : 4;
            return length;
        }
    }

    private sealed class MultiByte(Stream stream, Encoding encoding) : ByteSource(stream)
    {
        private readonly Decoder decoder = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new MarkingFallback()).GetDecoder();
        private readonly char[] chars = new char[32 * 1024];

        public override int Read(Span<byte> utf8)
        {
            while (true)
            {
                var count = ReadRaw(raw.AsSpan(0, Math.Min(4096, utf8.Length / 16)));
                var written = decoder.GetChars(raw, 0, count, chars, 0, flush: count == 0);
                var at = 0;
                foreach (var rune in chars.AsSpan(0, written).EnumerateRunes())
                    at += rune.Value == MarkingFallback.Marker ? Mark(utf8[at..], 1) : rune.EncodeToUtf8(utf8[at..]);
                if (at > 0 || count == 0) return at;
            }
        }

        public override long LengthInFile(ReadOnlySpan<byte> utf8)
        {
            var marks = utf8.Count((byte)0xFF);
            var clean = marks == 0 ? utf8 : utf8.ToArray().Where(b => b != 0xFF).ToArray();
            return marks + encoding.GetByteCount(Encoding.UTF8.GetString(clean));
        }
    }

    private static int Mark(Span<byte> utf8, int bytes)
    {
        utf8[..bytes].Fill(0xFF);
        return bytes;
    }
}
