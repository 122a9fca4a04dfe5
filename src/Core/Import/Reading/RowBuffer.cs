namespace CrmContacts.Core.Import.Reading;

/// <summary>The piece of a file's UTF-8 form that is being read. Grows for long rows up to <see cref="CsvLimits.RowBytes"/>, and no further.</summary>
internal sealed class RowBuffer(ByteSource source)
{
    private const int Usual = 256 * 1024;
    private const int Room = 8 * 1024;
    private byte[] bytes = new byte[Usual];

    /// <summary>The first byte not yet read. Never 0: the byte before belongs to the reader.</summary>
    public int Start { get; set; } = 1;
    public int End { get; private set; } = 1;

    /// <summary>Nothing follows <see cref="End"/>.</summary>
    public bool Last { get; private set; }

    public bool IsFull => End - Start > CsvLimits.RowBytes;

    public Span<byte> Span => bytes.AsSpan(0, End);

    public ReadOnlyMemory<byte> Memory(int start, int end) => bytes.AsMemory(start, end - start);

    /// <summary>Moves what is left to the front and reads until the buffer is full or the file ends.</summary>
    public void Fill()
    {
        var left = End - Start;
        if (left > bytes.Length / 2)
        {
            var bigger = new byte[bytes.Length * 2];
            bytes.AsSpan(Start, left).CopyTo(bigger.AsSpan(1));
            bytes = bigger;
        }
        else
        {
            bytes.AsSpan(Start, left).CopyTo(bytes.AsSpan(1));
            // One long row does not keep its memory for the rest of the file.
            if (bytes.Length > Usual && left < Usual / 2) Array.Resize(ref bytes, Usual);
        }
        Start = 1;
        End = left + 1;
        while (bytes.Length - End >= Room)
        {
            var read = source.Read(bytes.AsSpan(End));
            End += read;
            if (read > 0) continue;
            Last = true;
            return;
        }
    }
}
