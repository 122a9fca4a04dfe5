using System.Buffers;
using System.Globalization;
using System.Text;

namespace CrmContacts.Rest.Import;

/// <summary>The inside of a JSON text as UTF-8, escapes undone, read as it comes.</summary>
internal sealed class JsonText(JsonBody body) : Stream
{
    // The quote ends it, the backslash escapes, and characters below the space have no place in JSON.
    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(b => (byte)b)]);

    private readonly byte[] _pending = new byte[4];
    private int _pendingStart;
    private int _pendingEnd;
    private bool _over;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_pendingStart < _pendingEnd)
            {
                buffer.Span[written++] = _pending[_pendingStart++];
                continue;
            }

            if (_over)
                break;
            var available = await body.AvailableAsync();
            if (available.IsEmpty)
                throw body.Broken("the text in csv does not end");
            var plain = available.Span.IndexOfAny(Special);
            var take = Math.Min(plain < 0 ? available.Length : plain, buffer.Length - written);
            available.Span[..take].CopyTo(buffer.Span[written..]);
            body.Take(take);
            written += take;
            if (take == plain && written < buffer.Length)
                await SpecialAsync();
            // What is there goes on at once: the reader behind need not wait for a full buffer.
            else if (written > 0 && plain < 0)
                break;
        }

        return written;
    }

    private async ValueTask SpecialAsync()
    {
        switch (await body.TakeAsync())
        {
            case (byte)'"':
                _over = true;
                break;
            case (byte)'\\':
                await EscapeAsync();
                break;
            default:
                throw body.Broken("a line break or control character stands in the text in csv; write \\n");
        }
    }

    private async ValueTask EscapeAsync()
    {
        var rune = (char)await body.TakeAsync() switch
        {
            'n' => new Rune('\n'),
            'r' => new Rune('\r'),
            't' => new Rune('\t'),
            'b' => new Rune('\b'),
            'f' => new Rune('\f'),
            '"' => new Rune('"'),
            '\\' => new Rune('\\'),
            '/' => new Rune('/'),
            'u' => await UnicodeAsync(),
            _ => throw body.Broken("an escape is not known"),
        };
        _pendingStart = 0;
        _pendingEnd = rune.EncodeToUtf8(_pending);
    }

    private async ValueTask<Rune> UnicodeAsync()
    {
        var high = await UnitAsync();
        if (!char.IsSurrogate(high))
            return new Rune(high);
        if (await body.TakeAsync() != '\\' || await body.TakeAsync() != 'u' || !Rune.TryCreate(high, await UnitAsync(), out var rune))
            throw body.Broken("half a character stands alone");
        return rune;
    }

    private async ValueTask<char> UnitAsync()
    {
        var digits = new char[4];
        for (var i = 0; i < digits.Length; i++)
            digits[i] = (char)await body.TakeAsync();
        return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : throw body.Broken("an escape has no four digits");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it without blocking.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
