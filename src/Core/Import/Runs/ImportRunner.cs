using System.Collections.Concurrent;
using CrmContacts.Core.Directory;
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
    private const int ChunksAhead = 256;

    /// <summary>New runs are signalled; this covers other nodes' runs and leases that ran out.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RenewEvery = ImportStore.Lease / 3;

    private readonly string _node = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";
    private readonly Turnstile _turns = new(TenantsAtOnce);
    private readonly ReadAhead _ahead = new(ChunksAhead);
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

    private async Task CarryOutAsync(RunRow row, CancellationToken cancellation)
    {
        try
        {
            var tenant = (await tenants.AllAsync(cancellation)).Single(t => t.Key == row.Tenant);
            await (row.Undo is null
                ? new ImportJob(imports, files, directory, events, scratch, audit, _turns, _ahead, tenant, row).RunAsync(cancellation)
                : new UndoJob(imports, events, _turns, tenant, row).RunAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Its checkpoint stands: the next start, or another node, goes on from it.
            await LetGoAsync(row);
        }
        catch (System.Data.Common.DbException error) when (error.IsTransient)
        {
            // The database was away: the run goes on when it is back and the lease has ended.
            RunInterrupted(error, row.Run.Id);
        }
        catch (Exception error)
        {
            RunFailed(error, row.Run.Id);
            await FailAsync(row);
        }
        finally
        {
            signals.Ended(row.Run.Id);
        }
    }

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
