using System.Diagnostics;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Runs;

namespace CrmContacts.Core.Import.Undo;

/// <summary>Takes one run back, from where its checkpoint stands to its end: first what it made, then what it changed, then the names that nobody uses any more.</summary>
internal sealed class UndoJob(ImportStore imports, CrmEvents events, Turnstile turns, Tenant tenant, RunRow row)
{
    private const int Ahead = 10_000;
    private const int SmallestBatch = 50;
    private const int LargestBatch = 10_000;

    private readonly RunPulse _pulse = new(imports, events, tenant, row);
    private int _batch = 500;

    private Store Store => imports.Store;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await _pulse.TellAsync(cancellation);
        var (step, after) = (row.Undo!.Step, row.Undo.After);
        for (; step < UndoStep.Over; step++, after = null)
        {
            if (!await TakeBackAsync(step, after, cancellation))
                return;
        }

        await UndoStore.EndAsync(Store, row, CancellationToken.None);
        ImportMeter.Ended(tenant, ImportStatus.Undone);
        await _pulse.TellAsync(CancellationToken.None);
    }

    /// <returns>False when another node owns the run now.</returns>
    private async Task<bool> TakeBackAsync(UndoStep step, Guid? after, CancellationToken cancellation)
    {
        var part = UndoPart.Of(step, tenant, row);
        while (true)
        {
            IReadOnlyList<Guid> ahead;
            await using (var look = await Store.ReadAsync(cancellation))
                ahead = await part.NextAsync(look, after, Ahead, cancellation);
            if (ahead.Count == 0)
                return true;
            for (var done = 0; done < ahead.Count;)
            {
                cancellation.ThrowIfCancellationRequested();
                var ids = ahead.Skip(done).Take(_batch).ToList();
                if (!await BatchAsync(part, step, ids, cancellation))
                    return false;
                done += ids.Count;
                after = ids[^1];
                await _pulse.WhenDueAsync(cancellation);
            }
        }
    }

    private async Task<bool> BatchAsync(UndoPart part, UndoStep step, List<Guid> ids, CancellationToken cancellation)
    {
        using var turn = await turns.TakeAsync(row.Tenant, cancellation);
        await using var session = await Store.WriteAsync(row.Tenant, part.Kind, WriteLane.Background, cancellation);
        var held = Stopwatch.StartNew();
        var aftermath = new Aftermath();
        var batch = await part.ApplyAsync(session, ids, aftermath, cancellation);
        await aftermath.ApplyAsync(session, cancellation);
        if (!await UndoStore.CheckpointAsync(session, row, step, ids[^1], batch, cancellation))
            return false;
        await session.CommitAsync(cancellation);
        events.Committed(tenant, aftermath);
        _batch = (int)Math.Clamp(ids.Count * (Store.BatchTime / held.Elapsed), Math.Max(SmallestBatch, _batch / 4), Math.Min(LargestBatch, _batch * 2));
        return true;
    }
}
