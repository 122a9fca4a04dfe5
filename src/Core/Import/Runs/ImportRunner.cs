using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Import.Undo;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Takes up runs and carries them out, a few at a time. A run never lives inside the request that started it.</summary>
internal sealed partial class ImportRunner(ImportStore imports, IStagedFiles files, StagedPurge purge, ITenantDirectory tenants, IAgentDirectory directory, CrmEvents events, Scratch scratch, ImportSignals signals, ILogger<ImportRunner> log)
{
    private const int AtOnce = 4;

    /// <summary>New runs are signalled; this covers other nodes' runs and leases that ran out.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _node = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var working = new List<Task>();
        try
        {
            await imports.FreeAbandonedAsync(cancellation);
            while (!cancellation.IsCancellationRequested)
            {
                working.RemoveAll(w => w.IsCompleted);
                if (working.Count >= AtOnce)
                    await Task.WhenAny(working);
                else if (await ClaimAsync(cancellation) is { } row)
                    working.Add(Task.Run(() => CarryOutAsync(row, cancellation), CancellationToken.None));
                else
                    await signals.WaitAsync(LookEvery, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops: what runs stops at its batch's end and is taken up again.
        }

        await Task.WhenAll(working);
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
                ? new ImportJob(imports, files, directory, events, scratch, tenant, row).RunAsync(cancellation)
                : new UndoJob(imports, events, tenant, row).RunAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Its checkpoint stands: the next start goes on from it.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Run} stopped.")]
    private partial void RunFailed(Exception error, Guid run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of imports could not be read; it is tried again.")]
    private partial void ClaimFailed(Exception error);
}
