using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Nodes;
using CrmContacts.Core.Search;
using CrmContacts.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core;

/// <summary>The store's life: opened once, before anything reads or writes.</summary>
public sealed partial class CrmStore : IAsyncDisposable
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>In ticks: ten minutes.</summary>
    private const int CutEvery = 1_200;

    private readonly CrmCoreOptions _options;
    private readonly Store _store;
    private readonly ImportRunner _imports;
    private readonly BulkRunner _bulkActions;
    private readonly ListCounter _lists;
    private readonly Revocations _revocations;
    private readonly NodeLine _nodes;
    private readonly ILogger<CrmStore> _log;

    internal CrmStore(CrmCoreOptions options, Store store, ImportRunner imports, BulkRunner bulkActions, ListCounter lists, Revocations revocations, NodeLine nodes, ILogger<CrmStore> log)
    {
        (_options, _store, _imports, _bulkActions, _lists, _revocations, _nodes, _log) = (options, store, imports, bulkActions, lists, revocations, nodes, log);
        _store.Migrating += names => Migrated(names.Count, names[^1]);
    }

    /// <summary>Hears the migrations that a start is about to apply, in their order.</summary>
    public event Action<IReadOnlyList<string>>? Migrating
    {
        add => _store.Migrating += value;
        remove => _store.Migrating -= value;
    }

    /// <summary>Opens the store, takes its lock (SQLite: one host a file), applies migrations and brings the search index up to date.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        PrivateFiles.EnsureDirectory(_options.DataDirectory);
        await _store.OpenAsync(_options.MigrateOnStart, cancellation);
        await SearchRenewal.RunAsync(_store, cancellation);
        await _revocations.LoadAsync(cancellation);
    }

    /// <summary>Runs imports and bulk actions, counts lists, tells other nodes of changes and learns of theirs, and tidies the store, until cancelled; a hosted service calls it. Runs that a killed process left are taken up. What stops at a fault is begun again.</summary>
    public Task WorkAsync(CancellationToken cancellation) => Task.WhenAll(
        KeepAsync("Imports", _imports.RunAsync, cancellation),
        KeepAsync("Bulk actions", _bulkActions.RunAsync, cancellation),
        KeepAsync("The counting of lists", _lists.RunAsync, cancellation),
        KeepAsync("The following of ended sessions", _revocations.FollowAsync, cancellation),
        KeepAsync("The line to other nodes", _nodes.RunAsync, cancellation),
        KeepAsync("Tidying", TidyAsync, cancellation));

    /// <summary>Each by itself: the fault of one would end it unheard while the others go on.</summary>
    private async Task KeepAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await work(cancellation);
                return;
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                Stopped(fault, what);
                await Task.Delay(AfterFault, _store.Clock, cancellation);
            }
        }
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TidyEvery, _store.Clock);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(cancellation); tick++)
            {
                await _store.TidyAsync(cancellation);
                if (tick % CutEvery == 0)
                    await CountLog.CutAsync(_store, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>True while the store answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation = default)
    {
        try
        {
            await using var session = await _store.ReadAsync(cancellation);
            return await session.ScalarAsync<long>("SELECT count(*) FROM crm_store", [], cancellation) == 1;
        }
        catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What works, but late or slowly, and why: one sentence each, for the operator. None while all is well.</summary>
    public IReadOnlyList<string> Degraded => _nodes.Fault is { } fault ? [fault] : [];

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} migrations are applied, the last is {Last}.")]
    private partial void Migrated(int count, string last);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} stopped at a fault and will begin again.")]
    private partial void Stopped(Exception fault, string what);
}
