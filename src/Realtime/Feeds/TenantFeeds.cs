using System.Collections.Concurrent;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import;
using CrmContacts.Core.Sessions;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Realtime.Feeds;

/// <summary>The feeds of this node, one per tenant with somebody connected. Hears Core's events and passes them on.</summary>
/// <param name="source">Asked for when the first connection comes: Core, which hands us its events, is built by then.</param>
internal sealed class TenantFeeds(Func<FeedSource> source, FairShares shares, RealtimeLimits limits, TimeProvider clock, ILogger<TenantFeeds> log)
    : ICrmListener, IHostedService
{
    private readonly ConcurrentDictionary<string, TenantFeed> _feeds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Tenant, string Agent), Revocation> _revoked = new();
    private readonly Lock _gate = new();
    private readonly Ebb _ebb = new(clock);
    private bool _stopped;

    public void CountsChanged(Tenant tenant)
    {
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.CountsChanged();
    }

    public void ContactsChanged(Tenant tenant, IReadOnlyList<BucketMoves> moves)
    {
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.ContactsChanged(moves);
    }

    public void ListsChanged(Tenant tenant, ListMoves lists)
    {
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.ListsChanged(lists);
    }

    public void ImportMoved(Tenant tenant, ImportRun run)
    {
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.RunMoved(new ImportProgress(run));
    }

    public void BulkMoved(Tenant tenant, string agentId, BulkRun run)
    {
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.RunMoved(new BulkProgress(agentId, run));
    }

    public void CallMoved(Tenant tenant, Call call)
    {
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.CallMoved(call);
    }

    public void SessionsRevoked(Tenant tenant, Revocation revocation)
    {
        // Two ends of one agent may be told the wrong way round: the later one holds.
        _revoked.AddOrUpdate((tenant.Slug, revocation.AgentId), revocation, (_, known) => known.At > revocation.At ? known : revocation);
        if (_feeds.TryGetValue(tenant.Slug, out var feed))
            feed.SessionsRevoked(revocation);
    }

    public void NewsMissed()
    {
        foreach (var (_, feed) in _feeds)
            feed.NewsMissed();
    }

    /// <summary>Refuses one connection more than the tenant, or the agent, may have here.</summary>
    /// <exception cref="CrmException">It says when to try again.</exception>
    public void DemandRoom(Viewer viewer)
    {
        if (_feeds.TryGetValue(viewer.Tenant.Slug, out var feed))
            shares.DemandConnection(viewer.Tenant, feed.Count, feed.CountOf(viewer.AgentId));
    }

    /// <summary>Returns when the session will be told every later change, so that a snapshot taken afterwards misses none.</summary>
    public async Task JoinAsync(Session session, CancellationToken cancellation)
    {
        TenantFeed feed;
        lock (_gate)
        {
            if (_stopped)
                throw new OperationCanceledException("The host is stopping.");
            var slug = session.Viewer.Tenant.Slug;
            if (!_feeds.TryGetValue(slug, out feed!) || feed.Ready.IsFaulted)
            {
                feed?.Stop();
                _feeds[slug] = feed = new TenantFeed(session.Viewer.Tenant, source(), limits, clock, log, _ebb.Told);
                feed.Start();
            }

            feed.Add(session);
            _ebb.Came();
        }

        // It may have been ended between its admission and here, when there was no session to close yet.
        if (_revoked.TryGetValue((session.Viewer.Tenant.Slug, session.Viewer.AgentId), out var revocation))
            session.CloseWhenRevoked(revocation);
        try
        {
            await feed.Ready.WaitAsync(cancellation);
        }
        catch
        {
            Leave(session);
            throw;
        }
    }

    public void Leave(Session session)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(session.Viewer.Tenant.Slug, out var feed))
                return;
            if (feed.Remove(session))
                _ebb.Went();
            if (!feed.IsEmpty)
                return;
            _feeds.TryRemove(session.Viewer.Tenant.Slug, out _);
            feed.Stop();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        TenantFeed[] feeds;
        lock (_gate)
        {
            _stopped = true;
            feeds = [.. _feeds.Values];
            _feeds.Clear();
        }

        foreach (var feed in feeds)
            feed.Stop();
        await Task.WhenAll(feeds.Select(feed => feed.Running)).WaitAsync(cancellationToken);
    }
}
