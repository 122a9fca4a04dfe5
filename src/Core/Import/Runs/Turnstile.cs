namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// Whose batch is next. Tenants are let in one after the other, a tenant's runs among themselves likewise, and no tenant is inside twice: a
/// file of a hundred rows waits for one batch of each other tenant at most, however long their files and however many their runs.
/// </summary>
/// <param name="atOnce">How many tenants may be inside.</param>
internal sealed class Turnstile(int atOnce)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Line> _lines = [];
    private readonly Queue<long> _next = new();
    private int _free = atOnce;

    /// <summary>Waits for a turn; dispose it when the batch is written.</summary>
    public async ValueTask<IDisposable> TakeAsync(long tenant, CancellationToken cancellation)
    {
        var turn = new Turn(this, tenant);
        lock (_lock)
        {
            if (!_lines.TryGetValue(tenant, out var line))
                _lines[tenant] = line = new Line();
            line.Waiting.AddLast(turn);
            if (!line.IsInside && line.Waiting.Count == 1)
                _next.Enqueue(tenant);
            LetIn();
        }

        await using var giveUp = cancellation.Register(() => GiveUp(turn, cancellation));
        await turn.Come.Task;
        return turn;
    }

    private void LetIn()
    {
        while (_free > 0 && _next.TryDequeue(out var tenant))
        {
            var line = _lines[tenant];
            if (line.Waiting.First is not { } first)
            {
                _lines.Remove(tenant);
                continue;
            }

            line.Waiting.RemoveFirst();
            line.IsInside = true;
            _free--;
            first.Value.Come.SetResult();
        }
    }

    private void GiveUp(Turn turn, CancellationToken cancellation)
    {
        lock (_lock)
        {
            // One that was let in already is given back by whoever holds it.
            if (_lines.TryGetValue(turn.Tenant, out var line) && line.Waiting.Remove(turn))
                turn.Come.SetCanceled(cancellation);
        }
    }

    private void Leave(long tenant)
    {
        lock (_lock)
        {
            var line = _lines[tenant];
            line.IsInside = false;
            _free++;
            if (line.Waiting.Count > 0)
                _next.Enqueue(tenant);
            else
                _lines.Remove(tenant);
            LetIn();
        }
    }

    /// <summary>The runs of one tenant that wait, in the order in which they came.</summary>
    private sealed class Line
    {
        public LinkedList<Turn> Waiting { get; } = new();
        public bool IsInside { get; set; }
    }

    private sealed class Turn(Turnstile turnstile, long tenant) : IDisposable
    {
        private int _left;

        public long Tenant => tenant;

        public TaskCompletionSource Come { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                turnstile.Leave(tenant);
        }
    }
}
