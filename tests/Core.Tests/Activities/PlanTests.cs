using System.Globalization;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using static CrmContacts.Core.Tests.Activities.ActivityStory;

namespace CrmContacts.Core.Tests.Activities;

public class PlanTests
{
    [Theory, EachEngine]
    public async Task Timelines_and_the_figures_are_ranges_of_indexes_however_long_a_timeline_is(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var ids = await SeedAsync(store, contacts: 40, each: 60);
        await QueryPlan.AnalyzeAsync(store);
        foreach (var viewer in new[] { store.Viewers.Alice, store.Viewers.Bob })
        {
            var plan = await QueryPlan.OfAsync(store, () => store.AskAsync<ActivityReader, IReadOnlyDictionary<Guid, Page<ITimelineEntry>>>(r => r.TimelinesAsync(viewer, [ids[0], ids[1]], 10, null)));
            Assert.Contains("crm_activities_newest", plan, StringComparison.Ordinal);
            Assert.Contains("crm_interactions_newest", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN m", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN n", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on crm_activities", plan, StringComparison.Ordinal);
        }

        var newest = (Activity)(await store.TimelineAsync(store.Viewers.Bob, ids[0], 1)).Items[0];
        var moved = await PlanOfWriteAsync(store, () => store.Get<ActivityWriter>().DeleteAsync(store.Viewers.Bob, newest.Id), "UPDATE crm_contacts");
        Assert.Contains("crm_activities_newest", moved, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN a", moved, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on crm_activities", moved, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Figures_stay_right_when_many_log_and_delete_at_once(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Busy")).Id;
        var there = new List<Activity>();
        for (var i = 0; i < 10; i++)
            there.Add(await store.NoteAsync(store.Viewers.Bob, contact, $"{i}", Noon.AddMinutes(i)));
        var call = new ActivityPatch { Direction = ActivityDirection.Inbound, CallId = "pbx-1", At = Noon.AddMinutes(20) };
        await Task.WhenAll(
        [
            .. there.Skip(5).Select(a => (Task)store.Get<ActivityWriter>().DeleteAsync(store.Viewers.Bob, a.Id)),
            .. there.Skip(5).Select(a => (Task)store.Get<ActivityWriter>().DeleteAsync(store.Viewers.Alice, a.Id)),
            .. Enumerable.Range(0, 6).Select(_ => (Task)store.LogAsync(store.Viewers.Carol, contact, ActivityType.Call, call)),
            .. Enumerable.Range(0, 6).Select(_ => (Task)store.RecordAsync(store.Acme, Conversation("c1", contact, Noon.AddMinutes(10)))),
            .. Enumerable.Range(0, 6).Select(i => (Task)store.Get<ContactWriter>().UpdateAsync(store.Viewers.Alice, contact, null, new() { Title = $"title {i}" })),
        ]);
        var (count, last, _) = await store.FiguresAsync(contact);
        Assert.Equal((7, Noon.AddMinutes(20)), (count, last));
        Assert.Equal(7, (await store.TimelineAsync(store.Viewers.Alice, contact, 50)).Items.Count);
    }

    private static async Task<List<Guid>> SeedAsync(TestStore store, int contacts, int each)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < contacts; i++)
            ids.Add((await store.CreateAsync(store.Viewers.Alice, $"F{i}", "Many")).Id);
        await store.Get<InteractionWriter>().RecordAsync(store.Acme, [.. Enumerable.Range(0, contacts * each).Select(n => new RecordedActivity(
            new Guid(string.Create(CultureInfo.InvariantCulture, $"0190de00-0000-7000-8000-{n:x12}")), ids[n % contacts], "bob", ActivityType.Note, new() { Body = $"{n}", At = Noon.AddMinutes(n) }))]);
        await store.RecordAsync(store.Acme, [.. Enumerable.Range(0, contacts * 20).Select(n => Conversation($"c{n}", ids[n % contacts], Noon.AddMinutes(n), 1))]);
        return ids;
    }

    private static async Task<string> PlanOfWriteAsync(TestStore store, Func<Task> write, string begin)
    {
        var heard = new List<(string Sql, object?[] Args)>();
        void Hear(string sql, object?[] args)
        {
            if (sql.StartsWith(begin, StringComparison.Ordinal))
                heard.Add((sql, args));
        }

        store.Get<Store>().StatementWithArgs += Hear;
        await write();
        store.Get<Store>().StatementWithArgs -= Hear;
        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        await using var rows = await session.QueryAsync((store.Engine == Engine.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (COSTS OFF) ") + heard[0].Sql, heard[0].Args, CancellationToken.None);
        var plan = "";
        while (await rows.ReadAsync())
            plan += rows.GetString(store.Engine == Engine.Sqlite ? 3 : 0) + "\n";
        return plan;
    }
}
