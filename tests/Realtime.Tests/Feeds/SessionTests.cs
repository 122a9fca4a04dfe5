using CrmContacts.Core.Counts;
using CrmContacts.Core.Sessions;
using CrmContacts.Realtime.Messages;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Realtime.Tests.Feeds;

public sealed class SessionTests
{
    private static readonly TimeSpan Stall = new RealtimeLimits().Stall;
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_busy_connection_is_told_the_latest_only_when_it_is_free()
    {
        var slow = new Listener(Cast.Viewers.Bob, _clock);
        slow.Hold();
        for (var version = 1; version <= 100; version++)
            slow.Session.Tell(Counts(version));
        Assert.Single(slow.Counts);

        slow.LetGo();
        await Eventually.TrueAsync(() => Task.FromResult(slow.Counts.Count == 2));
        Assert.Equal([1, 100], slow.Counts.Select(c => c.Counts.Single().Version));
    }

    [Fact]
    public void A_connection_that_takes_nothing_for_thirty_seconds_is_aborted()
    {
        var slow = new Listener(Cast.Viewers.Bob, _clock);
        slow.Hold();
        slow.Session.Tell(Counts(1));

        _clock.Advance(Stall - TimeSpan.FromMilliseconds(1));
        Assert.False(slow.Session.CloseWhenDue(_clock.GetUtcNow(), Stall));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(slow.Session.CloseWhenDue(_clock.GetUtcNow(), Stall));
        Assert.True(slow.Aborted);
        Assert.False(slow.AskedToClose);
    }

    [Fact]
    public async Task A_slow_connection_that_still_takes_is_kept()
    {
        var slow = new Listener(Cast.Viewers.Bob, _clock);
        for (var version = 1; version <= 5; version++)
        {
            slow.Hold();
            slow.Session.Tell(Counts(version));
            _clock.Advance(Stall / 2);
            Assert.False(slow.Session.CloseWhenDue(_clock.GetUtcNow(), Stall));
            slow.LetGo();
            await Eventually.TrueAsync(() => Task.FromResult(!slow.Session.IsSending));
        }
    }

    [Fact]
    public void A_quiet_connection_is_kept_however_long_it_is_quiet()
    {
        var quiet = new Listener(Cast.Viewers.Bob, _clock);
        quiet.Session.Tell(Counts(1));
        _clock.Advance(TimeSpan.FromHours(8));
        Assert.False(quiet.Session.CloseWhenDue(_clock.GetUtcNow(), Stall));
    }

    [Fact]
    public void A_connection_whose_token_ends_is_asked_to_come_back_with_a_new_one()
    {
        var agent = new Listener(Cast.Viewers.Bob, _clock, tokenEnd: _clock.GetUtcNow().AddMinutes(5));
        Assert.False(agent.Session.CloseWhenDue(_clock.GetUtcNow(), Stall));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(agent.Session.CloseWhenDue(_clock.GetUtcNow(), Stall));
        Assert.True(agent.AskedToClose);

        agent.Session.Tell(Counts(1));
        Assert.Empty(agent.Counts);
    }

    [Fact]
    public void A_connection_whose_session_was_ended_is_closed_and_hears_no_more()
    {
        var at = _clock.GetUtcNow();
        var old = new Listener(Cast.Viewers.Bob, _clock, tokenIssued: at.AddMinutes(-5));
        var same = new Listener(Cast.Viewers.Bob, _clock, tokenIssued: at);
        var ageless = new Listener(Cast.Viewers.Bob, _clock);
        var newer = new Listener(Cast.Viewers.Bob, _clock, tokenIssued: at.AddSeconds(1));
        var carol = new Listener(Cast.Viewers.Carol, _clock, tokenIssued: at.AddMinutes(-5));
        foreach (var listener in new[] { old, same, ageless, newer, carol })
        {
            listener.Session.CloseWhenRevoked(new Revocation("bob", at));
            listener.Session.Tell(Counts(1));
        }

        Assert.Equal([true, true, true, false, false], new[] { old, same, ageless, newer, carol }.Select(l => l.AskedToClose));
        Assert.Equal([0, 0, 0, 1, 1], new[] { old, same, ageless, newer, carol }.Select(l => l.Counts.Count));
    }

    private static ListCounts Counts(long version) => new(Guid.Empty, [new ScopeCount(null, "all", version * 10, version)]);
}
