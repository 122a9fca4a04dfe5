using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Search;
using CrmContacts.Core.Sessions;

namespace CrmContacts.Core;

/// <summary>The store's life: opened once, before anything reads or writes.</summary>
public sealed class CrmStore : IAsyncDisposable
{
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>In ticks: ten minutes.</summary>
    private const int CutEvery = 1_200;

    private readonly CrmCoreOptions _options;
    private readonly Store _store;
    private readonly ImportRunner _imports;
    private readonly BulkRunner _bulkActions;
    private readonly ListCounter _lists;
    private readonly Revocations _revocations;

    internal CrmStore(CrmCoreOptions options, Store store, ImportRunner imports, BulkRunner bulkActions, ListCounter lists, Revocations revocations) =>
        (_options, _store, _imports, _bulkActions, _lists, _revocations) = (options, store, imports, bulkActions, lists, revocations);

    /// <summary>Opens the store, takes its lock (SQLite: one host a file), applies migrations and brings the search index up to date.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        PrivateFiles.EnsureDirectory(_options.DataDirectory);
        await _store.OpenAsync(_options.MigrateOnStart, cancellation);
        await SearchRenewal.RunAsync(_store, cancellation);
        await _revocations.LoadAsync(cancellation);
    }

    /// <summary>Runs imports and bulk actions, counts lists, learns which sessions other nodes end, and tidies the store, until cancelled; a hosted service calls it. Runs that a killed process left are taken up.</summary>
    public Task WorkAsync(CancellationToken cancellation) => Task.WhenAll(
        _imports.RunAsync(cancellation), _bulkActions.RunAsync(cancellation), _lists.RunAsync(cancellation), _revocations.FollowAsync(cancellation), TidyAsync(cancellation));

    private async Task TidyAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TidyEvery, _store.Clock);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(cancellation); tick++)
            {
                try
                {
                    await _store.TidyAsync(cancellation);
                    if (tick % CutEvery == 0)
                        await CountLog.CutAsync(_store, cancellation);
                }
                catch (System.Data.Common.DbException)
                {
                    // The disk is full, or the database away: who writes hears of it. It is tidied when that is over.
                }
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

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
