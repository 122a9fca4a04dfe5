using System.Text;

namespace CrmContacts.Core.Tests.Import.Reading;

/// <summary>A long file that is nowhere: a head, and one text repeated. Seekable, and takes no memory.</summary>
internal sealed class RepeatedText(string head, string text, long times) : Stream
{
    private readonly byte[] head = Encoding.UTF8.GetBytes(head);
    private readonly int text = Encoding.UTF8.GetByteCount(text);
    private readonly byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 1 + (64 * 1024 / text.Length))));

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => head.Length + (text * times);
    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && Position < Length)
        {
            var from = Position < head.Length ? head.AsSpan((int)Position) : block.AsSpan((int)((Position - head.Length) % text));
            var count = (int)Math.Min(Math.Min(from.Length, buffer.Length - read), Length - Position);
            from[..count].CopyTo(buffer[read..]);
            read += count;
            Position += count;
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
