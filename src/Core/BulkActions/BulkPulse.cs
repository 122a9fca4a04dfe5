using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.BulkActions;

/// <summary>Tells how far one action is: at most four times a second, and whenever it is told to. What is told is read from the store.</summary>
internal sealed class BulkPulse(BulkStore actions, CrmEvents events, Tenant tenant, BulkRow row)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _clock = actions.Store.Clock;
    private readonly long _begun = actions.Store.Clock.GetTimestamp();
    private long _told;

    public Task WhenDueAsync(CancellationToken cancellation) =>
        _clock.GetElapsedTime(_told) < Pace ? Task.CompletedTask : TellAsync(cancellation);

    public async Task TellAsync(CancellationToken cancellation)
    {
        _told = _clock.GetTimestamp();
        if (await NowAsync(cancellation) is not { } now)
            return;
        var done = now.Affected + now.Skipped - row.Run.Affected - row.Run.Skipped;
        var seconds = _clock.GetElapsedTime(_begun).TotalSeconds;
        events.BulkMoved(tenant, row.AgentId, now with { PerSecond = seconds > 0 ? done / seconds : 0 });
    }

    private async Task<BulkRun?> NowAsync(CancellationToken cancellation)
    {
        try
        {
            await using var look = await actions.Store.ReadAsync(cancellation);
            return (await BulkStore.FindAsync(look, row.Tenant, row.Run.Id, cancellation))?.Run;
        }
        catch (System.Data.Common.DbException)
        {
            // That nothing can be told must not end what goes on; the next word says it all.
            return null;
        }
    }
}
