using System.Collections.Concurrent;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Tells the runner of new runs, and waiters of ended ones: of those that end here, and of those that another node ended.</summary>
internal sealed class ImportSignals : ICrmListener
{
    private readonly SemaphoreSlim _queued = new(0);
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _ends = new();

    public void Queued() => _queued.Release();

    /// <summary>Waits for a new run, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _queued.WaitAsync(atMost, cancellation);

    /// <summary>Completes when the run has ended.</summary>
    public Task EndOf(Guid run) => _ends.GetOrAdd(run, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void ImportMoved(Tenant tenant, ImportRun run)
    {
        if (run.IsOver)
            Ended(run.Id);
    }

    public void Ended(Guid run)
    {
        if (_ends.TryRemove(run, out var end))
            end.TrySetResult();
    }
}
