namespace CrmContacts.Core.Import.Runs;

/// <summary>How many chunks of rows all runs together hold in memory. Each may always have one; what it reads further ahead it shares with the others, first come first served.</summary>
internal sealed class ReadAhead(int chunks) : IDisposable
{
    private readonly SemaphoreSlim _free = new(chunks);

    /// <summary>The share of one run.</summary>
    public Share Open() => new(_free);

    public void Dispose() => _free.Dispose();

    internal sealed class Share(SemaphoreSlim free) : IDisposable
    {
        private readonly Lock _lock = new();
        private int _held;
        private int _rented;

        /// <summary>Waits until the run may read one more chunk. For one reader.</summary>
        public async ValueTask TakeAsync(CancellationToken cancellation)
        {
            lock (_lock)
            {
                if (_held == 0)
                {
                    _held = 1;
                    return;
                }
            }

            await free.WaitAsync(cancellation);
            lock (_lock)
            {
                _held++;
                _rented++;
            }
        }

        /// <summary>Gives chunks back whose rows are written.</summary>
        public void Give(int chunks)
        {
            int back;
            lock (_lock)
            {
                _held -= chunks;
                back = Math.Min(chunks, _rented);
                _rented -= back;
            }

            if (back > 0)
                free.Release(back);
        }

        /// <summary>Gives back whatever is left; the reader has ended.</summary>
        public void Dispose() => Give(_held);
    }
}
