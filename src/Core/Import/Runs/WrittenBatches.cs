using System.Diagnostics;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Plans each batch and writes it, in one transaction.</summary>
internal sealed class WrittenBatches(ImportStore imports, CrmEvents events, ImportAudit audit, Tenant tenant, Viewer viewer, RunRow row) : IBatches
{
    private readonly BatchPlanner _planner = new(row.Plan, viewer, row.Run.Id, null, imports.Store.Clock);

    public async Task<TimeSpan?> DoAsync(IReadOnlyList<PreparedRow> rows, CancellationToken cancellation)
    {
        using var span = ImportMeter.Batch(rows.Count);
        while (true)
        {
            await using var session = await imports.Store.WriteAsync(row.Tenant, WriteKind.ImportBatch, WriteLane.Background, cancellation);
            var held = Stopwatch.StartNew();
            var plan = await _planner.PlanAsync(session, rows, cancellation);
            var aftermath = new Aftermath(wholesale: true);
            try
            {
                if (!await ImportStore.WriteAsync(session, row, plan, _planner, rows[^1].Source.After, aftermath, cancellation))
                    return null;
            }
            catch (BatchRaceException)
            {
                continue;
            }

            audit.HiddenMatches(row, plan.Hidden);
            ImportMeter.Decided(tenant, dryRun: false, plan.Tally);
            events.Committed(tenant, aftermath);
            return held.Elapsed;
        }
    }

    public Task<bool> EndAsync(CancellationToken cancellation) => Task.FromResult(true);

    public void Dispose()
    {
        // Everything is in the store.
    }
}
