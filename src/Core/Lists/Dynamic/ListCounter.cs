using System.Diagnostics;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>Counts dynamic lists that are <c>counting</c>, one after the other, each in one snapshot, while writers go on. Several nodes may count the same one: the first to end has done it.</summary>
internal sealed partial class ListCounter(Store store, ITenantDirectory tenants, CrmEvents events, ListSignals signals, ILogger<ListCounter> log)
{
    /// <summary>New ones are signalled; this covers other nodes' and what a killed process left.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, DateTimeOffset> _faulty = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                if (await NextAsync(cancellation) is { } next)
                    await TryAsync(next.Tenant, next.List, cancellation);
                else
                    await signals.WaitAsync(LookEvery, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops: the list still says that it is being counted, and the next start does it.
        }
    }

    private async Task<(long Tenant, Guid List)?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            await using var session = await store.ReadAsync(cancellation);
            var waiting = await session.ListAsync(new SqlText().Add("SELECT l.tenant, l.id FROM crm_lists l WHERE l.counting ORDER BY l.tenant, l.id LIMIT 100"), row => (row.GetInt64(0), session.Dialect.ReadId(row, 1)), cancellation);
            foreach (var (tenant, list) in waiting)
            {
                if (!_faulty.TryGetValue(list, out var until) || until <= store.Clock.Now())
                    return (tenant, list);
            }
        }
        catch (System.Data.Common.DbException error)
        {
            LookFailed(error);
        }

        return null;
    }

    private async Task TryAsync(long tenant, Guid list, CancellationToken cancellation)
    {
        using var span = CrmTelemetry.Source.StartActivity("crm.list.count")?.SetTag("crm.list.id", list);
        try
        {
            await CountAsync(tenant, list, cancellation);
            _faulty.Remove(list);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            CountFailed(error, list);
            _faulty[list] = store.Clock.Now() + AfterFault;
        }
    }

    private async Task CountAsync(long tenant, Guid list, CancellationToken cancellation)
    {
        if (await LookAsync(tenant, list, cancellation) is { } counted)
            await EndAsync(counted, cancellation);
    }

    /// <summary>Counts the list in one snapshot; null where it is not to be counted any more.</summary>
    internal async Task<CountedList?> LookAsync(long tenant, Guid list, CancellationToken cancellation)
    {
        await using var look = await store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT l.revision, l.filter FROM crm_lists l WHERE l.tenant = {sql.Arg(tenant)} AND l.id = {sql.Arg(list)} AND l.counting");
        var found = await look.ListAsync(sql, row => DynamicList.Of(list, row.GetInt32(0), true, row.IsDBNull(1) ? null : row.GetString(1)), cancellation);
        return found.Count == 0
            ? null
            : new(tenant, list, found[0].Revision, await ListRecount.OfAsync(look, tenant, found[0].Filter, cancellation), await DynamicListCounts.ChangesAsync(look, tenant, list, cancellation));
    }

    /// <summary>Gives the list its counts. False where it was edited since it was looked at: then it is looked at again.</summary>
    internal async Task<bool> EndAsync(CountedList counted, CancellationToken cancellation)
    {
        // Asked for first: a list that is counted and not told of would go on saying that it is being counted.
        var known = (await tenants.AllAsync(cancellation)).FirstOrDefault(t => t.Key == counted.Tenant);
        var aftermath = new Aftermath();
        await using (var session = await store.WriteAsync(counted.Tenant, WriteKind.ListDefinition, WriteLane.Interactive, cancellation))
        {
            if (!await DynamicListCounts.EndAsync(session, counted, aftermath, cancellation))
                return false;
            await aftermath.ApplyAsync(session, cancellation);
            await session.CommitAsync(cancellation);
        }

        if (known is not null)
            events.Committed(known, aftermath);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "List {List} could not be counted; it is tried again.")]
    private partial void CountFailed(Exception error, Guid list);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lists to be counted could not be read; it is tried again.")]
    private partial void LookFailed(Exception error);
}

/// <summary>What a snapshot said of a list.</summary>
/// <param name="Revision">The list's, in the snapshot.</param>
/// <param name="Found">How many contacts each bucket had.</param>
/// <param name="Changes">What of them was among the changes that writers had kept by then.</param>
internal sealed record CountedList(long Tenant, Guid List, int Revision, Dictionary<string, long> Found, Dictionary<string, long> Changes);

/// <summary>Wakes the counter of this process when lists have changed.</summary>
internal sealed class ListSignals : ICrmListener
{
    private readonly SemaphoreSlim _changed = new(0);

    public void ListsChanged(Tenant tenant, ListMoves lists) => _changed.Release();

    public Task WaitAsync(TimeSpan most, CancellationToken cancellation) => _changed.WaitAsync(most, cancellation);
}
