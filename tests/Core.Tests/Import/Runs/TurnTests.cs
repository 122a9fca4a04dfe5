using System.Collections.Concurrent;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Import.Runs;

public class TurnTests
{
    [Fact]
    public async Task Tenants_take_turns_and_a_tenants_runs_among_themselves()
    {
        var turns = new Turnstile(1);
        var order = new ConcurrentQueue<string>();
        var door = await turns.TakeAsync(9, default);
        // Three runs of the first tenant, one of the second, one of the third: all of them wait by now.
        var runs = new[] { (1L, "a1"), (1L, "a2"), (1L, "a3"), (2L, "b1"), (3L, "c1") }.Select(r => BatchesAsync(turns, r.Item1, r.Item2, 2, order)).ToList();
        door.Dispose();
        await Task.WhenAll(runs);
        var told = order.ToList();
        Assert.Equal(["a1", "b1", "c1", "a2"], told.Take(4));
        Assert.Equal(10, told.Count);
        Assert.True(told.LastIndexOf("b1") < told.IndexOf("a3") + 2 && told.LastIndexOf("c1") < told.Count - 2, string.Join(' ', told));
    }

    [Fact]
    public async Task No_tenant_is_inside_twice_and_who_gives_up_is_passed_over()
    {
        var turns = new Turnstile(2);
        using var first = await turns.TakeAsync(1, default);
        using var stop = new CancellationTokenSource();
        var second = turns.TakeAsync(1, stop.Token).AsTask();
        var third = turns.TakeAsync(1, default).AsTask();
        Assert.False(second.IsCompleted);
        using var other = await turns.TakeAsync(2, default);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();
        using var last = await third;
    }

    [Fact]
    public async Task Runs_share_what_they_read_ahead_and_each_may_always_have_one()
    {
        using var ahead = new ReadAhead(2);
        using var greedy = ahead.Open();
        for (var i = 0; i < 3; i++)
            await greedy.TakeAsync(default);
        var more = greedy.TakeAsync(default).AsTask();
        using var small = ahead.Open();
        await small.TakeAsync(default);
        Assert.False(more.IsCompleted);
        greedy.Give(1);
        await more;
    }

    [Theory, EachEngine]
    public async Task A_small_file_is_through_while_the_long_ones_of_others_go_on(Engine engine)
    {
        var ends = new Ends();
        await using var store = await TestStore.StartAsync(engine, configure: s => s.AddSingleton<ICrmListener>(ends));
        foreach (var tenant in Enumerable.Range(0, 5))
            await store.StartAsync(await ViewerAsync(store, "long" + tenant), File(40_000, "l"));

        var last = await ViewerAsync(store, "small");
        var small = await store.StartAsync(last, File(100, "s"));
        using var stop = new CancellationTokenSource();
        var running = store.Get<ImportRunner>().RunAsync(stop.Token);
        Assert.Equal("Completed 100=100+0+0+0+0", (await store.EndAsync(last, small.Id)).Ledger());
        await Eventually.TrueAsync(() => Task.FromResult(ends.Order.Count > 0), TimeSpan.FromSeconds(30));
        // All others were queued before it, and not one of them is over before it.
        Assert.Equal(small.Id, Assert.Single(ends.Order));
        await stop.CancelAsync();
        await running;
    }

    private static async Task<Viewer> ViewerAsync(TestStore store, string slug) =>
        new(await store.Get<ITenantDirectory>().UpsertAsync(new Tenant(slug, slug, "US", "UTC", [])), "alice", "Alice", [], Permission.Manage);

    private static string File(int rows, string prefix) =>
        "first_name,last_name,email\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"P{i},Person,{prefix}{i}@example.com\n"));

    private static async Task BatchesAsync(Turnstile turns, long tenant, string name, int batches, ConcurrentQueue<string> order)
    {
        for (var i = 0; i < batches; i++)
        {
            using var turn = await turns.TakeAsync(tenant, default);
            order.Enqueue(name);
        }
    }

    /// <summary>Hears in which order runs end.</summary>
    private sealed class Ends : ICrmListener
    {
        private readonly Lock _lock = new();
        private readonly List<Guid> _order = [];

        public IReadOnlyList<Guid> Order
        {
            get
            {
                lock (_lock)
                    return [.. _order];
            }
        }

        public void ImportMoved(Tenant tenant, ImportRun run)
        {
            if (!run.IsOver)
                return;
            lock (_lock)
                _order.Add(run.Id);
        }
    }
}
