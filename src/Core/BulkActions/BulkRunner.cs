using System.Diagnostics;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.BulkActions;

/// <summary>Carries out actions past <see cref="BulkWriter.AtOnce"/> contacts, batch by batch; one that a killed process left is taken up where its checkpoint stands.</summary>
internal sealed partial class BulkRunner(BulkStore actions, ContactPurge purge, ITenantDirectory tenants, CrmEvents events, BulkSignals signals, ILogger<BulkRunner> log)
{
    private const int Ahead = 5_000;
    private const int SmallestBatch = 20;
    private const int LargestBatch = 1_000;

    /// <summary>New actions are signalled; this covers other nodes' and leases that ran out.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _node = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";
    private int _batch = 100;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await actions.FreeAbandonedAsync(cancellation);
            while (!cancellation.IsCancellationRequested)
            {
                if (await ClaimAsync(cancellation) is { } row)
                    await CarryOutAsync(row, cancellation);
                else
                    await signals.WaitAsync(LookEvery, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops: what runs is taken up again from its checkpoint.
        }
    }

    private async Task<BulkRow?> ClaimAsync(CancellationToken cancellation)
    {
        try
        {
            await purge.WhenDueAsync(cancellation);
            return await actions.ClaimAsync(_node, cancellation);
        }
        catch (System.Data.Common.DbException error)
        {
            ClaimFailed(error);
            return null;
        }
    }

    private async Task CarryOutAsync(BulkRow claimed, CancellationToken cancellation)
    {
        for (BulkRow? row = claimed; row is not null; row = await AgainAsync(row, cancellation))
        {
            try
            {
                await GoAsync(row, cancellation);
                return;
            }
            catch (Exception error) when (StoreFaults.Explain(error) is not null && !cancellation.IsCancellationRequested)
            {
                RunInterrupted(error, row.Run.Id);
            }
        }
    }

    /// <summary>The action at its checkpoint, after a fault that passes (the disk is full, the database is away); null when it is no longer ours.</summary>
    private Task<BulkRow?> AgainAsync(BulkRow row, CancellationToken cancellation) => StoreFaults.OutlastAsync(
        actions.Store.Clock,
        async () =>
        {
            await using var session = await actions.Store.ReadAsync(cancellation);
            return await BulkStore.FindAsync(session, row.Tenant, row.Run.Id, cancellation) is { } now && now.Fence == row.Fence && !now.Run.IsOver ? now : null;
        },
        error => RunInterrupted(error, row.Run.Id),
        cancellation);

    private async Task GoAsync(BulkRow row, CancellationToken cancellation)
    {
        try
        {
            var tenant = (await tenants.AllAsync(cancellation)).Single(t => t.Key == row.Tenant);
            using var span = BulkMeter.Run(tenant, row);
            var pulse = new BulkPulse(actions, events, tenant, row);
            await pulse.TellAsync(cancellation);
            if (!await BatchesAsync(tenant, row, pulse, cancellation))
                return;
            await actions.EndAsync(row, BulkStatus.Completed, null, CancellationToken.None);
            await pulse.TellAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (StoreFaults.Explain(error) is null)
        {
            RunFailed(error, row.Run.Id);
            await FailAsync(row);
        }
    }

    /// <summary>False when another node has taken the action over.</summary>
    private async Task<bool> BatchesAsync(Tenant tenant, BulkRow row, BulkPulse pulse, CancellationToken cancellation)
    {
        var work = BulkWork.Of(row.Viewer(tenant), row);
        var after = row.After;
        while (true)
        {
            IReadOnlyList<Guid> ahead;
            await using (var look = await actions.Store.ReadAsync(cancellation))
                ahead = await work.NextAsync(look, after, Ahead, cancellation);
            if (ahead.Count == 0)
                return true;
            for (var done = 0; done < ahead.Count;)
            {
                cancellation.ThrowIfCancellationRequested();
                var batch = ahead.Skip(done).Take(_batch).ToList();
                if (!await BatchAsync(tenant, row, work, batch, cancellation))
                    return false;
                done += batch.Count;
                after = batch[^1];
                await pulse.WhenDueAsync(cancellation);
            }
        }
    }

    private async Task<bool> BatchAsync(Tenant tenant, BulkRow row, BulkWork work, List<Guid> ids, CancellationToken cancellation)
    {
        var aftermath = new Aftermath();
        await using (var session = await actions.Store.WriteAsync(row.Tenant, WriteKind.ImportBatch, WriteLane.Background, cancellation))
        {
            var clock = Stopwatch.StartNew();
            var done = await work.ApplyAsync(session, ids, aftermath, cancellation);
            await BulkStore.RememberAsync(session, row.Run.Id, done.Changed, cancellation);
            await aftermath.ApplyAsync(session, cancellation);
            if (!await BulkStore.CheckpointAsync(session, row, done.Changed.Count, done.Skipped.Count, ids[^1], cancellation))
                return false;
            await session.CommitAsync(cancellation);
            BulkMeter.Done(tenant, row, done);
            _batch = clock.Elapsed > actions.Store.BatchTime ? Math.Max(SmallestBatch, _batch * 2 / 3) : Math.Min(LargestBatch, _batch + (_batch / 4));
        }

        events.Committed(tenant, aftermath);
        return true;
    }

    private async Task FailAsync(BulkRow row)
    {
        try
        {
            await actions.EndAsync(row, BulkStatus.Failed, "The action stopped at a fault of the server. What was changed can be taken back.", CancellationToken.None);
            if ((await tenants.AllAsync(CancellationToken.None)).SingleOrDefault(t => t.Key == row.Tenant) is { } tenant)
                await new BulkPulse(actions, events, tenant, row).TellAsync(CancellationToken.None);
        }
        catch (System.Data.Common.DbException error)
        {
            RunFailed(error, row.Run.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bulk action {Run} was interrupted; it goes on at its checkpoint.")]
    private partial void RunInterrupted(Exception error, Guid run);

    [LoggerMessage(Level = LogLevel.Error, Message = "Bulk action {Run} stopped.")]
    private partial void RunFailed(Exception error, Guid run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of bulk actions could not be read; it is tried again.")]
    private partial void ClaimFailed(Exception error);
}
