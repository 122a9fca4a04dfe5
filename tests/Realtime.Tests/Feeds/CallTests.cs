using CrmContacts.Core.Activities;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Messages;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmContacts.Realtime.Tests.Feeds;

/// <summary>Calls on their way: what they wait for, and what they do not.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private static readonly Guid Ann = new("00000000-0000-0000-0000-0000000000a1");
    private static readonly RealtimeLimits Limits = new();
    private readonly ManualClock _clock = new();
    private readonly CountBoard _board = new();
    private readonly TenantFeeds _feeds;

    public CallTests() => _feeds = new TenantFeeds(() => _board.Source, new FairShares(new(), _clock), Limits, _clock, NullLogger<TenantFeeds>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _feeds.StopAsync(CancellationToken.None);

    [Fact]
    public async Task A_call_waits_for_no_pace()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        for (var call = 1; call <= 3; call++)
        {
            _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ringing, $"{call}"));
            await HeardAsync(bob, call);
        }
    }

    [Fact]
    public async Task Pages_of_one_agent_with_other_rights_see_other_contacts()
    {
        _board.Callers = (viewer, _) => Task.FromResult<IReadOnlyList<Guid>>(viewer.Queues.Contains("support") ? [Ann] : []);
        var (old, fresh) = (await JoinAsync(Cast.Viewers.Bob, "old"), await JoinAsync(new Viewer(Cast.Acme, "bob", "Bob Brown", ["sales", "support"], Permission.Edit), "fresh"));
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ringing));
        await HeardAsync(old, 1);
        await HeardAsync(fresh, 1);
        Assert.Empty(Pops(old)[0].Contacts);
        Assert.Equal([Ann], Pops(fresh)[0].Contacts);
    }

    [Fact]
    public async Task A_call_that_moved_on_while_its_contacts_were_looked_up_is_told_as_it_is_now()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Guid>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        _board.Callers = (_, _) => Interlocked.Increment(ref asked) == 1 ? answer.Task : Task.FromResult<IReadOnlyList<Guid>>([Ann]);
        var bob = await JoinAsync(Cast.Viewers.Bob);
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ringing));
        await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref asked) == 1));
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Answered));
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ended));
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Answered));
        answer.SetResult([]);
        await HeardAsync(bob, 2);
        Assert.Equal([CallEvent.Ringing, CallEvent.Ended], Pops(bob).Select(p => p.Call.Event));
    }

    [Fact]
    public async Task A_busy_connection_is_told_the_latest_state_of_each_call()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        bob.Hold();
        foreach (var at in new[] { CallEvent.Ringing, CallEvent.Answered, CallEvent.Ended, CallEvent.Ringing })
            bob.Session.Tell(new ScreenPop(Call(at), []));
        bob.Session.Tell(new ScreenPop(Call(CallEvent.Ringing, "2"), []));
        bob.LetGo();
        await HeardAsync(bob, 3);
        Assert.Equal([("1", CallEvent.Ringing), ("1", CallEvent.Ended), ("2", CallEvent.Ringing)], Pops(bob).Select(p => (p.Call.CallId, p.Call.Event)));
    }

    [Fact]
    public async Task A_store_that_was_away_for_a_moment_delays_a_call_and_loses_none()
    {
        var away = true;
        _board.Callers = (_, _) => Volatile.Read(ref away) ? Task.FromException<IReadOnlyList<Guid>>(new IOException("away")) : Task.FromResult<IReadOnlyList<Guid>>([Ann]);
        var bob = await JoinAsync(Cast.Viewers.Bob);
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ringing));
        Volatile.Write(ref away, false);
        await Eventually.TrueAsync(() =>
        {
            _clock.Advance(Limits.Pace);
            return Task.FromResult(Pops(bob).Count == 1);
        });
        Assert.Equal([Ann], Pops(bob)[0].Contacts);
    }

    [Fact]
    public async Task A_phone_that_no_page_watches_asks_for_nobody()
    {
        var asked = 0;
        _board.Callers = (_, _) =>
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult<IReadOnlyList<Guid>>([]);
        };
        var carol = await JoinAsync(Cast.Viewers.Carol);
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ringing));
        _feeds.CallMoved(Cast.Globex, Call(CallEvent.Ringing));
        _feeds.CallMoved(Cast.Acme, Call(CallEvent.Ringing) with { Agent = "carol" });
        await HeardAsync(carol, 1);
        Assert.Equal(1, asked);
    }

    private static Call Call(CallEvent at, string id = "1") => new("bob", "+1 212 555 0143", id, ActivityDirection.Inbound, at);

    private static IReadOnlyList<ScreenPop> Pops(Listener listener) => listener.Heard<ScreenPop>();

    private static Task HeardAsync(Listener listener, int calls) => Eventually.TrueAsync(() => Task.FromResult(Pops(listener).Count >= calls));

    private async Task<Listener> JoinAsync(Viewer viewer, string? page = null)
    {
        var listener = new Listener(viewer, _clock, page: page);
        await _feeds.JoinAsync(listener.Session, CancellationToken.None);
        return listener;
    }
}
