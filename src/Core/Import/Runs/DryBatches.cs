using System.Diagnostics;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Plans each batch against a snapshot and what the rows before it would have made, and writes down now and then how they came out.</summary>
internal sealed class DryBatches(ImportStore imports, ImportAudit audit, Tenant tenant, Viewer viewer, RunRow row, Scratch scratch) : IBatches
{
    private const int MostErrors = 1_000;
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMilliseconds(250);

    private readonly Overlay _overlay = scratch.CreateOverlay();
    private readonly Stopwatch _noted = Stopwatch.StartNew();
    private BatchPlan _due = new();
    private CsvPosition _next = row.Next;
    private BatchPlanner? _planner;

    public async Task<TimeSpan?> DoAsync(IReadOnlyList<PreparedRow> rows, CancellationToken cancellation)
    {
        using var span = ImportMeter.Batch(rows.Count);
        var held = Stopwatch.StartNew();
        await using (var snapshot = await imports.Store.ReadAsync(cancellation))
        {
            _planner ??= new(row.Plan, viewer, row.Run.Id, _overlay, imports.Store.Clock);
            var plan = await _planner.PlanAsync(snapshot, rows, cancellation);
            audit.HiddenMatches(row, plan.Hidden);
            ImportMeter.Decided(tenant, dryRun: true, plan.Tally);
            _due.Count(plan);
        }

        _next = rows[^1].Source.After;
        return (_noted.Elapsed < NoteEvery && _due.Errors.Count < MostErrors) || await EndAsync(cancellation) ? held.Elapsed : null;
    }

    public async Task<bool> EndAsync(CancellationToken cancellation)
    {
        await using var session = await imports.Store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        var (due, _) = (_due, _due = new());
        _noted.Restart();
        return await ImportStore.NoteAsync(session, row, due, _next, cancellation);
    }

    public void Dispose() => _overlay.Dispose();
}
