namespace CrmContacts.Core.Import.Staging;

/// <summary>
/// A staged file that is kept in parts, to be read from anywhere: one part is held, and while it is read the next is on its way. A part is
/// fetched whole, in a statement of its own, so that a reader that pauses holds nothing of the store.
/// </summary>
/// <param name="fetch">Reads a part into a buffer that has room for it, and says how long it is.</param>
/// <param name="partBytes">How long every part but the last is.</param>
/// <param name="length">The file's.</param>
internal sealed class StagedChunkStream(Func<int, byte[], CancellationToken, Task<int>> fetch, int partBytes, long length) : Stream
{
    private readonly CancellationTokenSource _closing = new();
    private byte[] _here = [];
    private byte[] _spare = [];
    private int _part = -1;
    private int _count;
    private (int Part, Task<int> Count)? _ahead;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("A file has nothing before its beginning.");
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    /// <summary>Fetches the first part: threads that wait for it would be missing to those who hold what it waits for.</summary>
    public async ValueTask BeginAsync(CancellationToken cancellation)
    {
        if (length > 0)
            await TurnToAsync(0, cancellation);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= length)
            return 0;
        var part = (int)(_position / partBytes);
        // Who reads without awaiting waits for the store as for a disk.
        if (part != _part)
            TurnToAsync(part, CancellationToken.None).GetAwaiter().GetResult();
        return Copy(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= length)
            return 0;
        var part = (int)(_position / partBytes);
        if (part != _part)
            await TurnToAsync(part, cancellationToken);
        return Copy(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Copy(Span<byte> buffer)
    {
        var at = (int)(_position - ((long)_part * partBytes));
        var read = Math.Min(buffer.Length, _count - at);
        if (read <= 0)
            throw new EndOfStreamException("A part of a staged file is shorter than it was.");
        _here.AsSpan(at, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    private async Task TurnToAsync(int part, CancellationToken cancellation)
    {
        _part = -1;
        var expected = _ahead;
        _ahead = null;
        var count = expected?.Part == part ? await expected.Value.Count.ConfigureAwait(false) : await AnewAsync();
        (_here, _spare) = (_spare, _here);
        (_part, _count) = (part, count);
        if ((long)(part + 1) * partBytes < length)
            _ahead = (part + 1, FetchAsync(part + 1, _closing.Token));

        async Task<int> AnewAsync()
        {
            // What is on its way writes into the buffer that is wanted now.
            if (expected is { } other)
                await ((Task)other.Count).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await FetchAsync(part, cancellation).ConfigureAwait(false);
        }
    }

    private Task<int> FetchAsync(int part, CancellationToken cancellation)
    {
        if (_spare.Length == 0)
            _spare = new byte[partBytes];
        var into = _spare;
        return Task.Run(() => fetch(part, into, cancellation), cancellation);
    }

    protected override void Dispose(bool disposing)
    {
        // What is on its way ends by itself, in a buffer that is its own from now on.
        if (disposing)
            _closing.Cancel();
        base.Dispose(disposing);
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
