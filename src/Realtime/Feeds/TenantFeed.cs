using System.Collections.Concurrent;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Sessions;
using CrmContacts.Realtime.Messages;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Realtime.Feeds;

/// <summary>
/// One tenant's connections on this node, and the one loop that tells them what changed. It lives while somebody is
/// connected. A signal only wakes it: what is told is read from the store, so that signals may be lost, doubled or late.
/// </summary>
internal sealed partial class TenantFeed(Tenant tenant, FeedSource source, RealtimeLimits limits, TimeProvider clock, ILogger log, Action<int> told)
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _ofAgents = new(StringComparer.Ordinal);
    private readonly Waiting _waiting = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Bell _bell = new();
    private CallLine? _calls;
    private Dictionary<(Guid?, string), long> _told = [];
    private Guid? _epoch;
    private long _mark;
    private bool _failing;
    private int _letters;
    private int _count;
    private DateTimeOffset _caredAt = clock.GetUtcNow();

    public bool IsEmpty => _sessions.IsEmpty;

    /// <summary>Completes when every later change will be told; a snapshot taken from then on misses none.</summary>
    public Task Ready => _ready.Task;

    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start()
    {
        _calls = new CallLine(tenant, () => _sessions.Select(session => session.Value), source, limits, clock, log);
        Running = Task.WhenAll(RunAsync(_stop.Token), _calls.RunAsync(_stop.Token));
    }

    public void Stop() => _stop.Cancel();

    public int Count => Volatile.Read(ref _count);

    public int CountOf(string agent) => _ofAgents.GetValueOrDefault(agent);

    public void Add(Session session)
    {
        if (!_sessions.TryAdd(session.Id, session))
            return;
        Interlocked.Increment(ref _count);
        _ofAgents.AddOrUpdate(session.Viewer.AgentId, 1, (_, before) => before + 1);
    }

    /// <summary>False when it had left already.</summary>
    public bool Remove(Session session)
    {
        if (!_sessions.TryRemove(session.Id, out _))
            return false;
        Interlocked.Decrement(ref _count);
        // Agents stay known while the feed lives: as many entries as there are agents.
        _ofAgents.AddOrUpdate(session.Viewer.AgentId, 0, (_, before) => before - 1);
        return true;
    }

    public void SessionsRevoked(Revocation revocation)
    {
        foreach (var (_, session) in _sessions)
            session.CloseWhenRevoked(revocation);
    }

    public void CallMoved(Call call) => _calls?.Moved(call);

    public void CountsChanged() => _bell.Ring();

    public void RunMoved(IRunLetter run)
    {
        _waiting.Put(run);
        _bell.Ring();
    }

    public void ContactsChanged(IReadOnlyList<BucketMoves> moves)
    {
        _waiting.Put(moves);
        _bell.Ring();
    }

    public void ListsChanged(ListMoves lists)
    {
        _waiting.Put(lists);
        _bell.Ring();
    }

    /// <summary>Something changed elsewhere, and nobody knows what: every page looks again.</summary>
    public void NewsMissed()
    {
        _waiting.Put([.. _sessions.SelectMany(s => s.Value.Viewer.Buckets).Distinct(StringComparer.Ordinal).Select(bucket => new BucketMoves(bucket, [], [], [], Many: true))]);
        _waiting.Put(new ListMoves([], [], []));
        _bell.Ring();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            _mark = await source.MarkAsync(stop);
            _ready.SetResult();
            await using var sweep = clock.CreateTimer(_ => _bell.Ring(), null, TimeSpan.Zero, limits.Sweep);
            while (true)
            {
                await _bell.WaitAsync(stop);
                var pace = Task.Delay(limits.Pace, clock, stop);
                await FlushAsync(stop);
                await pace;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _ready.TrySetCanceled(stop);
        }
        catch (Exception fault)
        {
            // Only the first mark gets here: who waits for Ready hears of it, leaves, and the next one finds a new feed.
            _ready.TrySetException(fault);
        }
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        try
        {
            try
            {
                // Numbers first: they are what people look at, and a push to thousands takes a while.
                await TellCountsAsync(stop);
            }
            finally
            {
                TellWaiting();
                Care();
                told(_letters);
                _letters = 0;
            }

            _failing = false;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // The mark has not moved, so nothing is lost: the next sweep reads again. Said once until it works.
            if (!_failing)
                LogFailing(log, tenant.Slug, fault);
            _failing = true;
        }
    }

    private void TellWaiting()
    {
        var push = _waiting.Take();
        foreach (var (_, session) in _sessions)
        {
            foreach (var letter in push.For(session.Viewer))
                Tell(session, letter);
        }
    }

    private async Task TellCountsAsync(CancellationToken stop)
    {
        var changes = await source.ChangesAsync(tenant, _mark, stop);
        if (_epoch is { } before && before != changes.Epoch)
        {
            // The store was restored or moved: versions and marks of the old life mean nothing. Everyone asks anew.
            _mark = await source.MarkAsync(stop);
            _epoch = changes.Epoch;
            _told = [];
            var renewed = new ListCounts(changes.Epoch, []);
            foreach (var (_, session) in _sessions)
                session.Tell(renewed);
            return;
        }

        _epoch = changes.Epoch;
        _mark = changes.Mark;
        var round = new Round<ScopeCount, ListCounts>(NotYetTold(changes.Counts), entry => entry.Bucket, counts => new(changes.Epoch, counts));
        foreach (var (_, session) in _sessions)
        {
            if (round.For(session.Viewer.Buckets) is { } letter)
                Tell(session, letter);
        }
    }

    /// <summary>Changes near the mark are read more than once; what the last read held in the same version is not news.</summary>
    private List<ScopeCount> NotYetTold(IReadOnlyList<ScopeCount> read)
    {
        var told = new Dictionary<(Guid?, string), long>(read.Count);
        var news = new List<ScopeCount>(read.Count);
        foreach (var entry in read)
        {
            var key = (entry.ListId, entry.Bucket);
            if (!_told.TryGetValue(key, out var version) || version != entry.Version)
                news.Add(entry);
            told[key] = entry.Version;
        }

        _told = told;
        return news;
    }

    private void Tell(Session session, ILetter letter)
    {
        _letters++;
        session.Tell(letter);
    }

    private void Care()
    {
        var now = clock.GetUtcNow();
        if (now - _caredAt < limits.Sweep)
            return;
        _caredAt = now;
        foreach (var (id, session) in _sessions)
        {
            if (session.CloseWhenDue(now, limits.Stall))
                LogClosed(log, id, tenant.Slug);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Count changes of tenant {Tenant} cannot be read; trying again with every sweep.")]
    private static partial void LogFailing(ILogger log, string tenant, Exception fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {Connection} of tenant {Tenant} was closed: its token ended, or it took nothing.")]
    private static partial void LogClosed(ILogger log, string connection, string tenant);
}
