using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Counts;

public class CountLogTests
{
    [Theory, EachEngine]
    public async Task A_mark_tells_what_changed_since_and_nothing_else(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Ada", "Before");
        await store.CreateAsync(store.Viewers.Gina, "Gil", "Elsewhere");
        var mark = await store.Get<CountReader>().MarkAsync();
        var known = await KnownAsync(store);
        Assert.Equal("", await ToldAsync(store, mark, known));

        await store.CreateAsync(alice, "Ben", "Here", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "sales" });
        await store.CreateAsync(store.Viewers.Gina, "Gus", "Elsewhere");
        Assert.Equal("* 2 v2, queue:sales 1 v1", await ToldAsync(store, mark, known));
    }

    [Theory, EachEngine]
    public async Task Many_buckets_of_a_scope_that_change_at_once_are_all_told_and_those_that_did_not_change_are_not(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Ada", "Still", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var agents = Enumerable.Range(0, 12).Select(i => new CrmContacts.Core.Directory.Agent($"agent{i:00}", $"Agent {i}", null)).ToList();
        await store.Get<CrmContacts.Core.Directory.IAgentDirectory>().UpsertAsync(store.Acme, agents, []);
        foreach (var agent in agents)
            await store.CreateAsync(alice, "Cid", agent.Id, c => c with { Visibility = ContactVisibility.Owner, AssignedToId = agent.Id });
        var mark = await store.Get<CountReader>().MarkAsync();
        var known = await KnownAsync(store);

        var queued = await store.BulkAsync(alice, new() { Where = new CrmContacts.Core.Filters.Filter.Test(ContactFields.FirstName, CrmContacts.Core.Filters.FilterOp.Eq, "Cid") }, new CrmContacts.Core.BulkActions.BulkAction.AssignToQueue("sales"));
        Assert.Equal(12, queued.Affected);
        Assert.Equal(string.Join(", ", [.. agents.Select(a => $"owner:{a.Id} 0 v2"), "queue:sales 12 v1"]), await ToldAsync(store, mark, known));
    }

    [Fact]
    public async Task A_reader_whose_mark_lies_behind_the_cut_is_told_all_the_same()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        var mark = await store.Get<CountReader>().MarkAsync();
        await store.CreateAsync(store.Viewers.Alice, "Ada", "A");
        var core = store.Get<Store>();
        await using (var session = await core.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, default))
        {
            await session.ExecuteAsync("UPDATE crm_store SET seq = seq + @p0", [core.Dialect.CountLogKept * 2], default);
            await session.CommitAsync(default);
        }

        await CountLog.CutAsync(core, default);
        await store.CreateAsync(store.Viewers.Alice, "Ben", "B");
        Assert.Equal(1, await LoggedAsync(core));
        Assert.Equal("* 2 v2, all 2 v2", await ToldAsync(store, mark));
    }

    [Theory, EachEngine]
    public async Task A_long_log_is_cut_in_short_transactions_and_what_readers_may_still_ask_for_stays(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await store.CreateAsync(store.Viewers.Alice, "Ada", "A");
        var core = store.Get<Store>();
        await using (var session = await core.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, default))
        {
            // Entries of another time: far behind every reader.
            await session.ExecuteAsync(
                "INSERT INTO crm_count_changes (tenant, seq, scope, scope_id, bucket) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT @p0, i - 100000000, 0, @p1, '*' FROM n",
                [store.Acme.Key, Guid.Empty], default);
            await session.CommitAsync(default);
        }

        var cuts = 0;
        core.Statement += sql => cuts += sql.StartsWith("DELETE FROM crm_count_changes", StringComparison.Ordinal) ? 1 : 0;
        await CountLog.CutAsync(core, default);
        Assert.Equal(1, await LoggedAsync(core));
        // 2,000, 2,000 and the rest; and a look at the other tenant.
        Assert.Equal(4, cuts);
    }

    [Fact]
    public async Task A_dump_that_was_put_into_another_cluster_is_another_epoch_and_its_log_is_left_behind()
    {
        await using var before = await TestStore.StartAsync(Engine.Postgres);
        await before.CreateAsync(before.Viewers.Alice, "Ada", "A");
        var epoch = before.Get<Store>().Epoch;
        await using (var again = await TestStore.OpenAsync(Engine.Postgres, before.Options))
        {
            Assert.Equal(epoch, again.Get<Store>().Epoch);
            Assert.Equal(1, await LoggedAsync(again.Get<Store>()));
        }

        await using (var session = await before.Get<Store>().WriteAsync(before.Acme.Key, WriteKind.Contacts, WriteLane.Background, default))
        {
            const long ahead = 1_000_000_000_000;
            await session.ExecuteAsync("UPDATE crm_counts SET changed_seq = changed_seq + @p0 WHERE tenant > 0", [ahead], default);
            await session.ExecuteAsync("UPDATE crm_count_changes SET seq = seq + @p0 WHERE tenant > 0", [ahead], default);
            await session.CommitAsync(default);
        }

        await using var moved = await TestStore.OpenAsync(Engine.Postgres, before.Options);
        Assert.NotEqual(epoch, moved.Get<Store>().Epoch);
        Assert.Equal(0, await LoggedAsync(moved.Get<Store>()));
        var mark = await moved.Get<CountReader>().MarkAsync();
        Assert.Equal("", await ToldAsync(moved, mark));
        await moved.CreateAsync(moved.Viewers.Alice, "Ben", "B");
        Assert.Equal("* 2 v2, all 2 v2", await ToldAsync(moved, mark));
        await using var last = await TestStore.OpenAsync(Engine.Postgres, before.Options);
        Assert.Equal(moved.Get<Store>().Epoch, last.Get<Store>().Epoch);
    }

    /// <summary>How many transactions the log knows.</summary>
    private static async Task<long> LoggedAsync(Store store)
    {
        await using var session = await store.ReadAsync(default);
        return await session.ScalarAsync<long>("SELECT count(DISTINCT seq) FROM crm_count_changes WHERE tenant > 0", [], default);
    }

    /// <summary>What may be told again: on PostgreSQL a mark stays behind whatever transaction the cluster has under way, another test's too.</summary>
    private static async Task<IReadOnlyList<ScopeCount>> KnownAsync(TestStore store) =>
        store.Engine == Engine.Sqlite ? [] : (await store.Get<CountReader>().ChangesAsync(store.Acme, 0)).Counts;

    private static async Task<string> ToldAsync(TestStore store, long mark, IReadOnlyList<ScopeCount>? known = null)
    {
        var told = (await store.Get<CountReader>().ChangesAsync(store.Acme, mark)).Counts;
        return string.Join(", ", (store.Engine == Engine.Sqlite ? told : told.Except(known ?? [])).OrderBy(c => c.Bucket, StringComparer.Ordinal).Select(c => $"{c.Bucket} {c.Count} v{c.Version}"));
    }
}
