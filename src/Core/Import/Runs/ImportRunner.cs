using System.Collections.Concurrent;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Import.Undo;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// Takes up runs and carries them out, all that are open side by side: their batches take turns (<see cref="Turnstile"/>), what they read ahead
/// is shared (<see cref="ReadAhead"/>). A run never lives inside the request that started it.
/// </summary>
internal sealed partial class ImportRunner(
    ImportStore imports, IStagedFiles files, StagedPurge purge, ITenantDirectory tenants, IAgentDirectory directory, CrmEvents events, Scratch scratch, ImportSignals signals, ImportAudit audit, ILogger<ImportRunner> log)
{
    private const int MostOpen = 256;
    private const int TenantsAtOnce = 4;

    /// <summary>New runs are signalled; this covers other nodes' runs and leases that ran out.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RenewEvery = ImportStore.Lease / 3;

    private readonly string _node = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";
    private readonly Turnstile _turns = new(TenantsAtOnce);
    private readonly ReadAhead _ahead = new(imports.Store.ChunksAhead);
    private readonly ConcurrentDictionary<Guid, Task> _open = new();

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await imports.FreeAbandonedAsync(cancellation);
            var renewed = imports.Store.Clock.GetTimestamp();
            while (!cancellation.IsCancellationRequested)
            {
                if (imports.Store.Clock.GetElapsedTime(renewed) >= RenewEvery)
                {
                    await RenewAsync(cancellation);
                    renewed = imports.Store.Clock.GetTimestamp();
                }

                if (_open.Count < MostOpen && await ClaimAsync(cancellation) is { } row)
                    Open(row, cancellation);
                else
                    await signals.WaitAsync(LookEvery, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops: what runs stops at its batch's end and is taken up again.
        }

        await Task.WhenAll(_open.Values);
    }

    private void Open(RunRow row, CancellationToken cancellation)
    {
        // It is known before it begins, so that it cannot have ended by then.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[row.Run.Id] = CarryOnAsync();
        begin.SetResult();

        async Task CarryOnAsync()
        {
            await begin.Task;
            await CarryOutAsync(row, cancellation);
            _open.TryRemove(row.Run.Id, out _);
            // There may be room for another one of its tenant.
            signals.Queued();
        }
    }

    /// <summary>What is open stays ours, however long it waits for its turn.</summary>
    private async Task RenewAsync(CancellationToken cancellation)
    {
        try
        {
            if (!_open.IsEmpty)
                await imports.RenewAsync(_node, [.. _open.Keys], cancellation);
        }
        catch (System.Data.Common.DbException error)
        {
            ClaimFailed(error);
        }
    }

    private async Task<RunRow?> ClaimAsync(CancellationToken cancellation)
    {
        try
        {
            await purge.WhenDueAsync(cancellation);
            return await imports.ClaimAsync(_node, cancellation);
        }
        catch (System.Data.Common.DbException error)
        {
            ClaimFailed(error);
            return null;
        }
    }

    private async Task CarryOutAsync(RunRow claimed, CancellationToken cancellation)
    {
        try
        {
            for (RunRow? row = claimed; row is not null; row = await AgainAsync(row, cancellation))
            {
                try
                {
                    await GoAsync(row, cancellation);
                    break;
                }
                catch (Exception error) when (StoreFaults.Explain(error) is { } passing && !cancellation.IsCancellationRequested)
                {
                    RunInterrupted(error, row.Run.Id);
                    imports.Store.PausedRuns[row.Run.Id] = Words(passing);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Its checkpoint stands: the next start, or another node, goes on from it.
            await LetGoAsync(claimed);
        }
        catch (Exception error)
        {
            RunFailed(error, claimed.Run.Id);
            await FailAsync(claimed);
        }
        finally
        {
            imports.Store.PausedRuns.TryRemove(claimed.Run.Id, out _);
            signals.Ended(claimed.Run.Id);
        }
    }

    private async Task GoAsync(RunRow row, CancellationToken cancellation)
    {
        var tenant = (await tenants.AllAsync(cancellation)).Single(t => t.Key == row.Tenant);
        await (row.Undo is null
            ? new ImportJob(imports, files, directory, events, scratch, audit, _turns, _ahead, tenant, row).RunAsync(cancellation)
            : new UndoJob(imports, events, _turns, tenant, row).RunAsync(cancellation));
    }

    /// <summary>The run at its checkpoint, after a fault that passes (the disk is full, the database is away); null when it is no longer ours.</summary>
    private Task<RunRow?> AgainAsync(RunRow row, CancellationToken cancellation) => StoreFaults.OutlastAsync(
        imports.Store.Clock,
        async () => await imports.FindAsync(row.Tenant, row.Run.Id, cancellation) is { } now && now.Fence == row.Fence && !now.Run.IsOver ? now : null,
        error => RunInterrupted(error, row.Run.Id),
        cancellation);

    private static string Words(CrmException passing) =>
        (passing.Code == ErrorCode.StorageFull ? "The server's disk is full." : "The store does not answer at the moment.")
        + " The run goes on by itself when that has passed; what the counts say is in.";

    private async Task LetGoAsync(RunRow row)
    {
        try
        {
            await imports.ReleaseAsync(row, CancellationToken.None);
        }
        catch (System.Data.Common.DbException error)
        {
            RunInterrupted(error, row.Run.Id);
        }
    }

    /// <summary>What is in stays in, and its counts are right; the agent is told in words that hold nothing of the inside.</summary>
    private async Task FailAsync(RunRow row)
    {
        try
        {
            await imports.EndAsync(row, ImportStatus.Failed, row.Undo is null
                ? "The import stopped at a fault of the server. What the counts say is in; start it again to bring in the rest."
                : "The undo stopped at a fault of the server. Some of the import is taken back; undo it again for the rest.", CancellationToken.None);
        }
        catch (System.Data.Common.DbException error)
        {
            RunFailed(error, row.Run.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Import {Run} was interrupted; it goes on at its checkpoint.")]
    private partial void RunInterrupted(Exception error, Guid run);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Run} stopped.")]
    private partial void RunFailed(Exception error, Guid run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of imports could not be read; it is tried again.")]
    private partial void ClaimFailed(Exception error);
}
