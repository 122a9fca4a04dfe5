namespace CrmContacts.Core.BulkActions;

/// <summary>Wakes the runner of this process when an action was queued.</summary>
internal sealed class BulkSignals
{
    private readonly SemaphoreSlim _queued = new(0);

    public void Queued() => _queued.Release();

    public Task WaitAsync(TimeSpan most, CancellationToken cancellation) => _queued.WaitAsync(most, cancellation);
}
