using System.Collections.Concurrent;
using System.Text.Json;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Realtime.Tests;

/// <summary>Counts from a commit in a real store to a real client.</summary>
public sealed class LiveCountsTests
{
    [Theory, EachEngine]
    public async Task Two_agents_with_different_queues_see_different_right_numbers(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var before = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        var (bobLine, bob) = await stage.ConnectAsync("bob");
        var (carolLine, carol) = await stage.ConnectAsync("carol");
        var (aliceLine, alice) = await stage.ConnectAsync("alice");
        await using var _ = bobLine;
        await using var __ = carolLine;
        await using var ___ = aliceLine;
        Assert.Equal((1, 0, 1), (bob.Of(), carol.Of(), alice.Of()));

        var list = await stage.ListAsync("Leads");
        var sales = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        var support = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Support);
        var all = await stage.CreateAsync(ContactVisibility.All);
        var own = await stage.CreateAsync(ContactVisibility.Owner, owner: "bob");
        await stage.AddAsync(list, sales, support, all, own);
        await EventuallyAsync(() => (bob.Of(), carol.Of(), alice.Of()), (4, 2, 5));
        await EventuallyAsync(() => (bob.Of(list), carol.Of(list), alice.Of(list)), (3, 2, 4));

        await stage.MoveAsync(before, ContactVisibility.Queue, Viewers.Support);
        await stage.MoveAsync(sales, ContactVisibility.Queue, Viewers.Support);
        await EventuallyAsync(() => (bob.Of(), carol.Of(), alice.Of()), (2, 4, 5));
        await EventuallyAsync(() => (bob.Of(list), carol.Of(list), alice.Of(list)), (2, 3, 4));
    }

    [Theory, EachEngine]
    public async Task Agent_outside_the_queue_never_hears_its_bucket(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var (carolLine, carol) = await stage.ConnectAsync("carol");
        var (ginaLine, gina) = await stage.ConnectAsync("gina");
        await using var _ = carolLine;
        await using var __ = ginaLine;
        var hidden = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        await stage.CreateAsync(ContactVisibility.Owner, owner: "bob");
        await stage.MoveAsync(hidden, ContactVisibility.Owner, owner: "bob");
        var gone = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Support);
        await EventuallyAsync(() => carol.Of(), 1);
        await stage.MoveAsync(gone, ContactVisibility.Queue, Viewers.Sales);
        await EventuallyAsync(() => carol.Of(), 0);
        await stage.CreateAsync(ContactVisibility.All);
        await EventuallyAsync(() => carol.Of(), 1);

        var snapshot = await carolLine.InvokeAsync<JsonElement>("getListCounts");
        string[] mine = [.. stage.Viewers.Carol.Buckets];
        var told = carol.Messages.Append(snapshot).SelectMany(m => m.GetProperty("counts").EnumerateArray()).Select(e => e.GetProperty("bucket").GetString());
        Assert.All(told, bucket => Assert.Contains(bucket, mine));
        Assert.Empty(gina.Messages);
        Assert.Equal(0, gina.Of());
    }

    [Theory, EachEngine]
    public async Task A_change_that_nobody_announced_is_found(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var (bobLine, bob) = await stage.ConnectAsync("bob");
        await using var _ = bobLine;
        stage.Deaf = true;
        await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        await EventuallyAsync(() => bob.Of(), 1);
    }

    [Theory, EachEngine]
    public async Task No_change_falls_between_a_snapshot_and_what_is_told_after_it(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var writing = Task.Run(async () =>
        {
            for (var contact = 0; contact < 60; contact++)
                await stage.CreateAsync(ContactVisibility.All);
        });
        var clients = new List<(HubConnection Line, LiveCounts Counts)>();
        while (!writing.IsCompleted)
            clients.Add(await stage.ConnectAsync(clients.Count % 2 == 0 ? "bob" : "alice"));
        await writing;
        foreach (var (line, counts) in clients)
        {
            await EventuallyAsync(() => counts.Of(), 60);
            await line.DisposeAsync();
        }
    }

    [Theory]
    [EachEngine(1)]
    [EachEngine(2)]
    public async Task Lost_doubled_and_late_messages_end_with_the_same_numbers(Engine engine, int seed)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var random = new Random(seed);
        var late = new ConcurrentBag<(JsonElement, Action<JsonElement>)>();
        await using var shaky = stage.Host.Connect("bob");
        var lost = 0;
        var bob = new LiveCounts(shaky, (message, hear) =>
        {
            var fate = random.Next(4);
            if (fate == 0)
                Interlocked.Increment(ref lost);
            else if (fate == 1)
                late.Add((message, hear));
            else
                hear(message);
            if (fate == 2)
                hear(message);
        });
        await shaky.StartAsync();
        await bob.RefreshAsync();
        var (steadyLine, steady) = await stage.ConnectAsync("bob");
        await using var _ = steadyLine;

        var list = await stage.ListAsync("Leads");
        var contacts = new List<Guid>();
        for (var step = 0; step < 40; step++)
        {
            if (contacts.Count < 5 || random.Next(3) == 0)
                contacts.Add(await stage.CreateAsync(ContactVisibility.Queue, random.Next(2) == 0 ? Viewers.Sales : Viewers.Support));
            else if (random.Next(2) == 0)
                await stage.MoveAsync(contacts[random.Next(contacts.Count)], ContactVisibility.Queue, random.Next(2) == 0 ? Viewers.Sales : Viewers.Support);
            else
                await stage.AddAsync(list, contacts[random.Next(contacts.Count)]);
            if (step % 8 == 0)
                await bob.RefreshAsync();
        }

        // What a client loses, it loses with its connection, and after that it takes a snapshot.
        await bob.RefreshAsync();
        foreach (var (message, hear) in late)
            hear(message);
        await Eventually.ValueAsync(async () => (await TruthAsync(stage, list), steady.Of(), steady.Of(list), bob.Of(), bob.Of(list)),
            seen => seen.Item1 == (seen.Item2, seen.Item3) && seen.Item1 == (seen.Item4, seen.Item5));
    }

    [Theory, EachEngine]
    public async Task A_dynamic_list_is_counted_for_each_agent_and_follows_every_change(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine, runImports: true);
        var sales = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        var support = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Support);
        await stage.CreateAsync(ContactVisibility.All);
        await StatusAsync(stage, ContactStatus.Inactive, sales, support);
        var (bobLine, bob) = await stage.ConnectAsync("bob");
        var (carolLine, carol) = await stage.ConnectAsync("carol");
        var (aliceLine, alice) = await stage.ConnectAsync("alice");
        await using var _ = bobLine;
        await using var __ = carolLine;
        await using var ___ = aliceLine;
        var lists = Heard.On(carolLine, "listsChanged");

        var made = await stage.Store.AskAsync((ListWriter writer) => writer.CreateAsync(stage.Viewers.Alice, ContactListKind.Dynamic, new ListInput
        {
            Name = "Asleep", Where = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Inactive),
        }));
        var asleep = made.Value!.Id;
        await EventuallyAsync(() => (bob.Of(asleep), carol.Of(asleep), alice.Of(asleep)), (1, 1, 2));
        await lists.LastAsync(told => told.GetRawText().Contains(asleep.ToString(), StringComparison.Ordinal));

        await StatusAsync(stage, ContactStatus.Active, sales);
        await EventuallyAsync(() => (bob.Of(asleep), carol.Of(asleep), alice.Of(asleep)), (0, 1, 1));
        await stage.MoveAsync(support, ContactVisibility.Queue, Viewers.Sales);
        await EventuallyAsync(() => (bob.Of(asleep), carol.Of(asleep), alice.Of(asleep)), (1, 0, 1));
        await stage.Store.AskAsync((ListWriter writer) => writer.UpdateAsync(stage.Viewers.Alice, asleep, new ListInput
        {
            Where = new Filter.Test(ContactFields.Status, FilterOp.Eq, ContactStatus.Active),
        }));
        await EventuallyAsync(() => (bob.Of(asleep), carol.Of(asleep), alice.Of(asleep)), (2, 1, 2));
    }

    [Theory, EachEngine]
    public async Task A_page_that_was_cut_off_has_the_right_numbers_when_it_is_back(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var (road, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        var cut = false;
        stage.Host.TokenEnds["bob"] = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await using var line = stage.Host.Connect("bob", reconnect: true, () => Volatile.Read(ref cut) ? road.Task : Task.CompletedTask);
        line.Reconnecting += _ =>
        {
            left.TrySetResult();
            return Task.CompletedTask;
        };
        var bob = new LiveCounts(line);
        await line.StartAsync();
        await bob.RefreshAsync();
        var list = await stage.ListAsync("Leads");
        var before = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        await EventuallyAsync(() => bob.Of(), 1);

        Volatile.Write(ref cut, true);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20));
        stage.Host.TokenEnds["bob"] = TimeProvider.System.GetUtcNow().AddHours(1);
        var meanwhile = await stage.CreateAsync(ContactVisibility.All);
        await stage.AddAsync(list, before, meanwhile);
        await stage.MoveAsync(before, ContactVisibility.Queue, Viewers.Support);
        Assert.Equal((1, 0), (bob.Of(), bob.Of(list)));

        road.SetResult();
        await EventuallyAsync(() => (bob.Of(), bob.Of(list)), (1, 1));
        await stage.CreateAsync(ContactVisibility.All);
        await EventuallyAsync(() => bob.Of(), 2);
    }

    private static Task StatusAsync(StoreStage stage, ContactStatus status, params Guid[] contacts) =>
        stage.Store.AskAsync((BulkWriter writer) => writer.RunAsync(stage.Viewers.Alice, new ContactSelection { Ids = contacts }, new BulkAction.SetStatus(status)));

    private static async Task<(long, long)> TruthAsync(StoreStage stage, Guid list)
    {
        await using var line = stage.Host.Connect("bob");
        var fresh = new LiveCounts(line);
        await line.StartAsync();
        await fresh.RefreshAsync();
        return (fresh.Of(), fresh.Of(list));
    }

    private static Task EventuallyAsync<T>(Func<T> seen, T wanted) =>
        Eventually.ValueAsync(() => Task.FromResult(seen()), value => EqualityComparer<T>.Default.Equals(value, wanted));
}
