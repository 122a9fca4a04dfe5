namespace CrmContacts.Core.Data.Sqlite;

/// <summary>SQLite has one writer, and we queue it: interactive before background, first come first served within.</summary>
internal sealed class WriterGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _interactive = new();
    private readonly LinkedList<TaskCompletionSource> _background = new();
    private bool _taken;
    private long _interactiveAt;

    /// <summary>Waits for the right to write; give it back with <see cref="Release"/>.</summary>
    public async ValueTask EnterAsync(WriteLane lane, CancellationToken cancellation)
    {
        TaskCompletionSource turn;
        LinkedListNode<TaskCompletionSource> place;
        var line = lane == WriteLane.Interactive ? _interactive : _background;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            place = line.AddLast(turn);
        }

        await using var giveUp = cancellation.Register(() =>
        {
            lock (_lock)
            {
                if (place.List is not null)
                {
                    line.Remove(place);
                    turn.SetCanceled(cancellation);
                }
            }
        });
        await turn.Task;
    }

    /// <summary>Somebody who waits at a screen writes.</summary>
    public void Seen(TimeProvider clock) => Interlocked.Exchange(ref _interactiveAt, clock.GetTimestamp());

    /// <summary>How long nobody at a screen has written.</summary>
    public TimeSpan SinceInteractive(TimeProvider clock) => clock.GetElapsedTime(Interlocked.Read(ref _interactiveAt));

    /// <summary>Hands the right to the next in line.</summary>
    public void Release()
    {
        lock (_lock)
        {
            var next = _interactive.First ?? _background.First;
            if (next is null)
            {
                _taken = false;
                return;
            }

            next.List!.Remove(next);
            next.Value.SetResult();
        }
    }
}
