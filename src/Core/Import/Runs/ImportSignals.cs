using System.Collections.Concurrent;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Tells the runner of new runs, and waiters of ended ones, within this process; the store tells the others.</summary>
internal sealed class ImportSignals
{
    private readonly SemaphoreSlim _queued = new(0);
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _ends = new();

    public void Queued() => _queued.Release();

    /// <summary>Waits for a new run, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _queued.WaitAsync(atMost, cancellation);

    /// <summary>Completes when the run ends in this process.</summary>
    public Task EndOf(Guid run) => _ends.GetOrAdd(run, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ended(Guid run)
    {
        if (_ends.TryRemove(run, out var end))
            end.TrySetResult();
    }
}
