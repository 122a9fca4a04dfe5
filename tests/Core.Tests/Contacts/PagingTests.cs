using System.Globalization;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

/// <summary>Pages stay right while others write: nobody is seen twice, nobody who was there all along is missed.</summary>
public class PagingTests
{
    private const int PageSize = 50;

    private static readonly (string Name, ContactSort[] Order)[] Indexed =
    [
        ("name", []),
        ("name, descending", [new(ContactFields.LastName, true), new(ContactFields.FirstName, true)]),
        ("created", [new(ContactFields.CreatedAt)]),
        ("newest first", [new(ContactFields.CreatedAt, true)]),
        ("last activity", [new(ContactFields.LastActivityAt)]),
        ("most recently active first", [new(ContactFields.LastActivityAt, true)]),
    ];

    [Theory, EachEngine]
    public async Task Each_contact_that_was_there_all_along_is_seen_once_in_every_indexed_order_both_ways_while_others_come_and_go(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, TestRounds.Full ? 100_000 : engine == Engine.Sqlite ? 25_000 : 8_000);
        var (manager, agent) = (store.Viewers.Alice, Crowd.AgentOf(store.Acme));
        // A manager walks all of it in two orders only, else this takes minutes; the agent's merge of ranges is walked in every one.
        var everyWay = Indexed.SelectMany(o => new[] { (o.Name, o.Order, Backwards: false), (o.Name, o.Order, Backwards: true) }).ToList();
        var walks = everyWay.Select(way => (Viewer: agent, Way: way)).Concat(everyWay.Where((_, i) => TestRounds.Full || i is 0 or 7).Select(way => (Viewer: manager, Way: way))).ToList();
        var there = new Dictionary<Viewer, HashSet<Guid>> { [manager] = await IdsAsync(store, manager), [agent] = await IdsAsync(store, agent) };

        using var ending = new CancellationTokenSource();
        var others = Task.Run(() => ComeAndGoAsync(store, ending.Token));
        foreach (var (viewer, (name, order, backwards)) in walks)
        {
            var seen = await WalkAsync(store, viewer, order, backwards);
            var twice = seen.GroupBy(id => id).Count(g => g.Count() > 1);
            Assert.True(twice == 0, $"{name}: {twice} were seen twice");
            Assert.True(there[viewer].IsSubsetOf(seen), $"{name}, {(backwards ? "backwards" : "forwards")}: {there[viewer].Except(seen).Count()} were missed");
        }

        await ending.CancelAsync();
        Assert.True(await others > 10, "Nobody came or went.");
    }

    [Theory, EachEngine]
    public async Task A_page_in_an_indexed_order_is_one_statement_and_a_range_of_an_index(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, 10_000);
        await QueryPlan.AnalyzeAsync(store);
        foreach (var viewer in new[] { store.Viewers.Alice, Crowd.AgentOf(store.Acme) })
        {
            foreach (var (name, order) in Indexed)
            {
                var first = await store.PageAsync(viewer, new ContactQuery { First = PageSize, Order = order });
                foreach (var query in new[] { new ContactQuery { First = PageSize, After = first.Cursors[^1], Order = order }, new ContactQuery { Last = PageSize, Order = order }, new ContactQuery { First = 200, Order = order } })
                {
                    using var log = new StatementLog(store);
                    var plan = "\n" + await QueryPlan.OfAsync(store, () => store.PageAsync(viewer, query));
                    Assert.Equal(2, log.All.Count(s => s.Contains("crm_contacts", StringComparison.Ordinal))); // The page, and its EXPLAIN.
                    Assert.True(!plan.Contains("SCAN c\n", StringComparison.Ordinal) && !plan.Contains("Seq Scan", StringComparison.Ordinal), name + plan);
                    Assert.True(!plan.Contains("TEMP B-TREE", StringComparison.Ordinal) && !plan.Contains("Sort\n", StringComparison.Ordinal), name + plan);
                }
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_page_behind_a_skip_is_the_one_that_walking_comes_to_in_any_order_both_ways_and_from_any_cursor(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, 3_000);
        (string? Search, ContactSort[] Order)[] ways = [.. Indexed.Select(o => ((string?)null, o.Order)), (null, [new(ContactFields.Email)]), ("ma", []), ("ma", [new(ContactFields.CreatedAt, true)])];
        foreach (var viewer in new[] { store.Viewers.Alice, Crowd.AgentOf(store.Acme) })
        {
            foreach (var (search, order) in ways)
            {
                var query = new ContactQuery { Order = order, Search = search };
                var (all, cursor) = (new List<Guid>(), (string?)null);
                do
                {
                    var page = await store.PageAsync(viewer, query with { First = 200, After = cursor });
                    all.AddRange(page.Contacts.Select(c => c.Id));
                    cursor = page.HasNextPage ? page.Cursors[^1] : null;
                }
                while (cursor is not null);
                Assert.True(all.Count > 12, $"{search} finds {all.Count}");

                var far = all.Count - 7;
                var jumped = await store.PageAsync(viewer, query with { First = 5, Skip = far });
                Assert.Equal(all.Skip(far).Take(5), jumped.Contacts.Select(c => c.Id));
                Assert.True(jumped is { HasPreviousPage: true, HasNextPage: true });
                var further = await store.PageAsync(viewer, query with { First = 1, After = jumped.Cursors[0], Skip = 3 });
                Assert.Equal(all[far + 4], Assert.Single(further.Contacts).Id);
                var back = await store.PageAsync(viewer, query with { Last = 3, Skip = 4 });
                Assert.Equal(all.SkipLast(4).TakeLast(3), back.Contacts.Select(c => c.Id));
                var backFrom = await store.PageAsync(viewer, query with { Last = 2, Before = jumped.Cursors[0], Skip = 2 });
                Assert.Equal(all.Skip(far - 4).Take(2), backFrom.Contacts.Select(c => c.Id));
                var past = await store.PageAsync(viewer, query with { First = 5, Skip = all.Count, WithTotal = true });
                Assert.Empty(past.Contacts);
                Assert.Equal(all.Count, past.Total);
            }
        }

        var refused = await Assert.ThrowsAsync<CrmException>(() => store.PageAsync(store.Viewers.Alice, new ContactQuery { Skip = -1 }));
        Assert.Equal(ErrorCode.PagingInvalid, refused.Code);
    }

    private static async Task<List<Guid>> WalkAsync(TestStore store, Viewer viewer, ContactSort[] order, bool backwards)
    {
        var (seen, cursor) = (new List<Guid>(), (string?)null);
        while (true)
        {
            var page = await store.PageAsync(viewer, backwards
                ? new ContactQuery { Last = PageSize, Before = cursor, Order = order, Fields = new HashSet<ContactField> { ContactFields.Id } }
                : new ContactQuery { First = PageSize, After = cursor, Order = order, Fields = new HashSet<ContactField> { ContactFields.Id } });
            seen.AddRange(backwards ? page.Contacts.Reverse().Select(c => c.Id) : page.Contacts.Select(c => c.Id));
            if (!(backwards ? page.HasPreviousPage : page.HasNextPage))
                return seen;
            cursor = backwards ? page.Cursors[0] : page.Cursors[^1];
        }
    }

    private static async Task<HashSet<Guid>> IdsAsync(TestStore store, Viewer viewer) => [.. await WalkAsync(store, viewer, [], backwards: false)];

    /// <summary>Makes contacts all over the alphabet in a queue that the agent sees, and takes them away again.</summary>
    private static async Task<int> ComeAndGoAsync(TestStore store, CancellationToken ending)
    {
        var (made, random) = (new Queue<Guid>(), new Random(7));
        for (var i = 0; ; i++)
        {
            if (ending.IsCancellationRequested)
                return i;
            var name = (char)('A' + random.Next(26)) + i.ToString(CultureInfo.InvariantCulture);
            made.Enqueue((await store.CreateAsync(store.Viewers.Alice, name, name, c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "sales" })).Id);
            if (made.Count > 20)
                await RemoveAsync(store, made.Dequeue());
        }
    }

    private static async Task RemoveAsync(TestStore store, Guid id)
    {
        await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.Contacts, WriteLane.Interactive, CancellationToken.None);
        await session.ExecuteAsync("UPDATE crm_contacts SET deleted_at = @p0 WHERE tenant = @p1 AND id = @p2", [TimeProvider.System.GetUtcNow(), store.Acme.Key, id], CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
    }
}
