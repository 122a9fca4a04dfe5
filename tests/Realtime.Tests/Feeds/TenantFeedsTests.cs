using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import;
using CrmContacts.Core.Sessions;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmContacts.Realtime.Tests.Feeds;

public sealed class TenantFeedsTests : IAsyncLifetime
{
    private static readonly RealtimeLimits Limits = new();
    private readonly ManualClock _clock = new();
    private readonly CountBoard _board = new();
    private readonly TenantFeeds _feeds;

    public TenantFeedsTests() => _feeds = new TenantFeeds(() => _board.Source, new FairShares(new(), _clock), Limits, _clock, NullLogger<TenantFeeds>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _feeds.StopAsync(CancellationToken.None);

    [Fact]
    public async Task A_change_reaches_each_agent_whose_bucket_it_is_and_no_other()
    {
        var (alice, bob, carol) = (await JoinAsync(Cast.Viewers.Alice), await JoinAsync(Cast.Viewers.Bob), await JoinAsync(Cast.Viewers.Carol));
        await ReadsAsync(1);
        _board.Set(Bucket.OfQueue("sales"), 7);
        _board.Set(Bucket.Sum, 7);
        _feeds.CountsChanged(Cast.Acme);
        _clock.Advance(Limits.Pace);

        await HeardAsync(bob, 1);
        await HeardAsync(alice, 1);
        Assert.Equal(["queue:sales"], bob.Counts.SelectMany(c => c.Counts).Select(c => c.Bucket));
        Assert.Equal(["*"], alice.Counts.SelectMany(c => c.Counts).Select(c => c.Bucket));
        Assert.Empty(carol.Counts);
    }

    [Fact]
    public async Task A_thousand_commits_are_told_four_times_a_second()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        for (var push = 2; push <= 5; push++)
        {
            for (var commit = 0; commit < 250; commit++)
            {
                _board.Set(Bucket.All, commit);
                _feeds.CountsChanged(Cast.Acme);
            }

            _clock.Advance(Limits.Pace);
            await ReadsAsync(push);
        }

        await HeardAsync(bob, 4);
        Assert.Equal(5, _board.Reads);
        Assert.Equal([250, 500, 750, 1000], bob.Counts.Select(c => c.Counts.Single().Version));
    }

    [Fact]
    public async Task The_first_change_after_quiet_is_told_at_once()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        _clock.Advance(Limits.Pace);
        _board.Set(Bucket.All, 1);
        _feeds.CountsChanged(Cast.Acme);
        await HeardAsync(bob, 1);
    }

    [Fact]
    public async Task The_sweep_tells_a_change_that_nobody_announced()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        _board.Set(Bucket.All, 12);
        _clock.Advance(Limits.Pace);
        Assert.Empty(bob.Counts);
        _clock.Advance(Limits.Sweep);
        await HeardAsync(bob, 1);
        Assert.Equal(12, bob.Counts[0].Counts.Single().Count);
    }

    [Fact]
    public async Task What_is_read_twice_near_the_mark_is_told_once()
    {
        _board.Overlap = 10;
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        _board.Set(Bucket.All, 1);
        for (var sweep = 2; sweep <= 6; sweep++)
        {
            _clock.Advance(Limits.Sweep);
            await ReadsAsync(sweep);
        }

        _board.Set(Bucket.All, 2);
        _clock.Advance(Limits.Sweep);
        await HeardAsync(bob, 2);
        Assert.Equal([1, 2], bob.Counts.Select(c => c.Counts.Single().Count));
    }

    [Fact]
    public async Task A_connection_that_takes_nothing_holds_nobody_and_is_dropped()
    {
        var (stuck, bob) = (await JoinAsync(Cast.Viewers.Erin), await JoinAsync(Cast.Viewers.Bob));
        await ReadsAsync(1);
        stuck.Hold();
        for (var push = 1; push <= 20; push++)
        {
            _board.Set(Bucket.All, push);
            _clock.Advance(Limits.Sweep);
            await HeardAsync(bob, push);
        }

        await Eventually.TrueAsync(() => Task.FromResult(stuck.Aborted));
        Assert.Single(stuck.Counts);
        Assert.False(bob.Aborted);
    }

    [Fact]
    public async Task A_store_of_another_life_makes_everyone_ask_anew()
    {
        _board.Set(Bucket.All, 5);
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        _board.Epoch = new Guid("00000000-0000-0000-0000-0000000000ff");
        _clock.Advance(Limits.Sweep);
        await HeardAsync(bob, 1);
        Assert.Equal(_board.Epoch, bob.Counts[0].Epoch);
        Assert.Empty(bob.Counts[0].Counts);
    }

    [Fact]
    public async Task A_store_that_was_away_loses_no_change()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        _board.Fault = new IOException("away");
        _board.Set(Bucket.All, 3);
        _clock.Advance(Limits.Sweep);
        await ReadsAsync(2);
        _board.Fault = null;
        _clock.Advance(Limits.Sweep);
        await HeardAsync(bob, 1);
        Assert.Equal(3, bob.Counts[0].Counts.Single().Count);
    }

    [Fact]
    public async Task A_run_is_told_to_its_importer_and_to_managers_only()
    {
        var (alice, bob, erin) = (await JoinAsync(Cast.Viewers.Alice), await JoinAsync(Cast.Viewers.Bob), await JoinAsync(Cast.Viewers.Erin));
        var carol = await JoinAsync(Cast.Viewers.Carol);
        _feeds.ImportMoved(Cast.Globex, Cast.Run("bob", imported: 99));
        _feeds.ImportMoved(Cast.Acme, Cast.Run("bob", imported: 1));
        _clock.Advance(Limits.Pace);
        await Eventually.TrueAsync(() => Task.FromResult(alice.Runs.Count == 1 && bob.Runs.Count == 1));
        Assert.Equal(1, bob.Runs[0].Run.Imported);
        Assert.Empty(erin.Runs);
        Assert.Empty(carol.Runs);
    }

    [Fact]
    public async Task The_end_of_a_run_is_always_told_and_is_the_last_word()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        for (var rows = 1; rows <= 50; rows++)
            _feeds.ImportMoved(Cast.Acme, Cast.Run("bob", imported: rows));
        _feeds.ImportMoved(Cast.Acme, Cast.Run("bob", ImportStatus.Completed, 51));
        _feeds.ImportMoved(Cast.Acme, Cast.Run("bob", imported: 49));
        _clock.Advance(Limits.Pace);
        await Eventually.TrueAsync(() => Task.FromResult(bob.Runs.Count == 1));
        Assert.Equal((ImportStatus.Completed, 51), (bob.Runs[0].Run.Status, bob.Runs[0].Run.Imported));
    }

    [Fact]
    public async Task A_tenant_that_nobody_watches_reads_nothing()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(1);
        _feeds.Leave(bob.Session);
        var reads = _board.Reads;
        _feeds.CountsChanged(Cast.Acme);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(reads, _board.Reads);

        var again = await JoinAsync(Cast.Viewers.Bob);
        await ReadsAsync(reads + 1);
        _board.Set(Bucket.All, 4);
        _clock.Advance(Limits.Sweep);
        await HeardAsync(again, 1);
    }

    [Fact]
    public async Task A_session_that_was_ended_while_it_connected_does_not_stay()
    {
        _feeds.SessionsRevoked(Cast.Acme, new Revocation("bob", _clock.GetUtcNow()));
        var (bob, carol) = (await JoinAsync(Cast.Viewers.Bob), await JoinAsync(Cast.Viewers.Carol));
        Assert.True(bob.AskedToClose);
        Assert.False(carol.AskedToClose);
    }

    [Fact]
    public async Task An_agent_of_another_tenant_by_the_same_id_stays_connected()
    {
        var bob = await JoinAsync(Cast.Viewers.Bob);
        _feeds.SessionsRevoked(Cast.Globex, new Revocation("bob", _clock.GetUtcNow()));
        Assert.False(bob.AskedToClose);
        _feeds.SessionsRevoked(Cast.Acme, new Revocation("bob", _clock.GetUtcNow()));
        Assert.True(bob.AskedToClose);
    }

    private async Task<Listener> JoinAsync(Viewer viewer)
    {
        var listener = new Listener(viewer, _clock);
        await _feeds.JoinAsync(listener.Session, CancellationToken.None);
        return listener;
    }

    private Task ReadsAsync(int reads) => Eventually.TrueAsync(() => Task.FromResult(_board.Reads >= reads));

    private static Task HeardAsync(Listener listener, int letters) =>
        Eventually.TrueAsync(() => Task.FromResult(listener.Counts.Count >= letters));
}
