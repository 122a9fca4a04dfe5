using System.Diagnostics;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>Compares kept counts with a recount, slice by slice, each in a snapshot of its own, while everybody goes on; and repairs what is off.</summary>
public sealed partial class CountVerifier
{
    private readonly Store _store;
    private readonly CrmEvents _events;
    private readonly ILogger<CountVerifier> _log;

    internal CountVerifier(Store store, CrmEvents events, ILogger<CountVerifier> log) => (_store, _events, _log) = (store, events, log);

    /// <summary>Looks through one tenant. Drift is a defect: it is logged as an error, repaired or not.</summary>
    /// <param name="repair">False only looks.</param>
    public async Task<VerifyReport> VerifyAsync(Tenant tenant, bool repair = true, CancellationToken cancellation = default)
    {
        using var span = VerifyMeter.Span(tenant);
        var clock = Stopwatch.StartNew();
        var (scopes, entries, passedOver, drifts) = (0, 0L, 0, new List<ScopeDrift>());
        await foreach (var slice in SlicesAsync(tenant.Key, cancellation))
        {
            scopes += slice.Scopes;
            entries += slice.Entries;
            passedOver += slice.PassedOver;
            foreach (var drift in slice.Drifts)
                drifts.Add(await SettleAsync(tenant, drift, repair, cancellation));
        }

        drifts.AddRange(await LeftoversAsync(tenant, repair, cancellation));
        foreach (var drift in drifts)
            Drifted(drift.Scope, tenant.Slug, drift.Entries, drift.Kept, drift.Counted, drift.Repaired);
        var report = new VerifyReport(tenant, scopes, entries, passedOver, drifts, clock.Elapsed);
        VerifyMeter.Ended(span, report);
        return report;
    }

    private async IAsyncEnumerable<(int Scopes, long Entries, int PassedOver, List<FoundDrift> Drifts)> SlicesAsync(long tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // Each snapshot is let go of before what was found in it is settled.
        (long Entries, List<FoundDrift> Drifts) all;
        await using (var session = await _store.ReadAsync(cancellation))
            all = await Comparison.OfAsync(session, tenant, [VerifiedScope.All], cancellation);
        yield return (1, all.Entries, 0, all.Drifts);

        foreach (var kind in new[] { CountScope.List, CountScope.Tag })
        {
            Guid? after = null;
            do
            {
                ScopeSlice slice;
                (long Entries, List<FoundDrift> Drifts) found;
                await using (var session = await _store.ReadAsync(cancellation))
                {
                    slice = await ScopeSlice.NextAsync(session, tenant, kind, after, cancellation);
                    found = await Comparison.OfAsync(session, tenant, slice.Scopes, cancellation);
                }

                yield return (slice.Scopes.Count, found.Entries, slice.PassedOver, found.Drifts);
                after = slice.Last;
            }
            while (after is not null);
        }
    }

    /// <summary>Repairs it, tells listeners, and looks again.</summary>
    private async Task<ScopeDrift> SettleAsync(Tenant tenant, FoundDrift drift, bool repair, CancellationToken cancellation)
    {
        var repaired = false;
        if (repair)
        {
            await DriftRepair.ApplyAsync(_store, tenant.Key, drift, cancellation);
            _events.CountsChanged(tenant);
            repaired = await IsRightAsync(tenant.Key, drift.Scope, cancellation);
        }

        return new(drift.Scope.Word, drift.Scope.Kind == CountScope.All ? null : drift.Scope.Id, drift.Entries.Count, drift.Kept, drift.Counted, repaired);
    }

    private async Task<bool> IsRightAsync(long tenant, VerifiedScope scope, CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        var now = scope.Kind == CountScope.All ? [scope] : await VerifiedScope.ReadAsync(session, tenant, scope.Kind, sql => $" AND s.id = {sql.Arg(scope.Id)}", 1, cancellation);
        // One that is gone, or being counted anew, has nothing to be right about.
        return now is not [{ Counting: false }] || (await Comparison.OfAsync(session, tenant, now, cancellation)).Drifts.Count == 0;
    }

    private async Task<IReadOnlyList<ScopeDrift>> LeftoversAsync(Tenant tenant, bool repair, CancellationToken cancellation)
    {
        IReadOnlyList<ScopeDrift> found;
        await using (var session = await _store.ReadAsync(cancellation))
            found = await Leftovers.FindAsync(session, tenant.Key, repair, cancellation);
        if (repair && found.Count > 0)
            await Leftovers.RemoveAsync(_store, tenant.Key, cancellation);
        return found;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Kept counts were off: {Scope} of tenant {Tenant}, {Entries} entries; {Kept} were kept and {Counted} counted in all. Repaired: {Repaired}.")]
    private partial void Drifted(string scope, string tenant, int entries, long kept, long counted, bool repaired);
}
