using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Tells how far one run is: at most four times a second, and whenever it is told to. What is told is read from the store.</summary>
internal sealed class RunPulse(ImportStore imports, CrmEvents events, Tenant tenant, RunRow row)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private long _told = imports.Store.Clock.GetTimestamp();

    /// <summary>A batch has gone through.</summary>
    public Task WhenDueAsync(CancellationToken cancellation)
    {
        imports.Store.PausedRuns.TryRemove(row.Run.Id, out _);
        return imports.Store.Clock.GetElapsedTime(_told) < Pace ? Task.CompletedTask : TellAsync(cancellation);
    }

    public async Task TellAsync(CancellationToken cancellation)
    {
        _told = imports.Store.Clock.GetTimestamp();
        if (await imports.FindAsync(row.Tenant, row.Run.Id, cancellation) is { } now)
            events.ImportMoved(tenant, now.Run);
    }
}
