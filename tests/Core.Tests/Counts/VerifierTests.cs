using System.Collections.Concurrent;
using System.Globalization;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Stores;
using CrmContacts.Tests.Support.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Counts;

public class VerifierTests
{
    private static readonly Filter Vip = FilterJson.Parse("""{"tags":{"some":{"eq":"VIP"}}}""")!;

    [Theory, EachEngine]
    public async Task Drift_in_any_scope_is_found_repaired_under_a_higher_version_and_told(Engine engine)
    {
        var heard = new Heard();
        using var measured = new Measured();
        await using var store = await TestStore.StartAsync(engine, configure: s => s.AddSingleton<ICrmListener>(heard));
        var alice = store.Viewers.Alice;
        var (fair, vips) = await SeedAsync(store);
        var globex = await store.CreateAsync(store.Viewers.Gina, "Gus", "Globex", c => c with { Tags = new(true, ["vip"]) });
        var right = await KeptAsync(store);
        Assert.Empty((await VerifyAsync(store)).Drifts);
        heard.Slugs.Clear();

        // Every entry of acme is one or two off; one is missing, one is of a bucket that nobody is in.
        await ExecuteAsync(store, "UPDATE crm_counts SET count = count + 1 + scope WHERE tenant = @p0", store.Acme.Key);
        await ExecuteAsync(store, "DELETE FROM crm_counts WHERE tenant = @p0 AND scope = 1 AND bucket = 'queue:support'", store.Acme.Key);
        await ExecuteAsync(store, "INSERT INTO crm_counts (tenant, scope, scope_id, bucket, count, version, changed_seq) VALUES (@p0, 0, @p1, 'owner:nobody', 7, 3, 1)", store.Acme.Key, Guid.Empty);
        var off = await KeptAsync(store);

        var looked = await VerifyAsync(store, repair: false);
        Assert.Equal(off, await KeptAsync(store));
        Assert.Empty(heard.Slugs);
        Assert.All(looked.Drifts, d => Assert.False(d.Repaired));

        var report = await VerifyAsync(store);
        Assert.Equal(["contacts", "list", "list", "tag"], report.Drifts.Select(d => d.Kind).Order(StringComparer.Ordinal));
        Assert.All(report.Drifts, d => Assert.True(d.Repaired));
        Assert.Contains(report.Drifts, d => d.Id == fair && d.Counted == 2);
        Assert.Contains(report.Drifts, d => d.Id == vips && d.Counted == 2);
        var repaired = await KeptAsync(store);
        Assert.Equal(Numbers(right), Numbers(repaired).Where(n => !n.EndsWith(" 0", StringComparison.Ordinal)));
        Assert.All(repaired.Where(k => k.Tenant == store.Acme.Key), now => Assert.True(now.Version == 1 || now.Version > off.Single(was => (was.Tenant, was.Key) == (now.Tenant, now.Key)).Version));
        Assert.Equal(["acme"], heard.Slugs.Distinct());
        Assert.Empty((await VerifyAsync(store)).Drifts);
        Assert.Equal(4, await store.CountAsync(alice));
        Assert.True(measured.Sum("crm.counts.drift {crm.scope=tag crm.tenant=acme}") >= 2);
        Assert.Equal(globex.Id, (await store.PageAsync(store.Viewers.Gina, new ContactQuery { First = 1 })).Contacts.Single().Id);
    }

    [Theory, EachEngine]
    public async Task Counts_of_what_is_no_more_go_and_another_tenants_drift_stays(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await SeedAsync(store);
        await store.CreateAsync(store.Viewers.Gina, "Gus", "Globex");
        var dead = Guid.CreateVersion7();
        foreach (var scope in new[] { 1L, 2L, 3L })
            await ExecuteAsync(store, "INSERT INTO crm_counts (tenant, scope, scope_id, bucket, count, version, changed_seq) VALUES (@p0, @p1, @p2, '*', 5, 1, 1)", store.Acme.Key, scope, dead);
        await ExecuteAsync(store, "UPDATE crm_counts SET count = 99 WHERE tenant = @p0", store.Globex.Key);

        var report = await VerifyAsync(store);
        Assert.Equal(["leftover", "leftover", "leftover"], report.Drifts.Select(d => d.Kind));
        Assert.DoesNotContain(await KeptAsync(store), k => k.Key.Contains(dead.ToString(), StringComparison.Ordinal));
        Assert.Equal(99, await store.CountAsync(store.Viewers.Gina));
        Assert.Single((await store.Get<CountVerifier>().VerifyAsync(store.Globex)).Drifts);
        Assert.Equal(1, await store.CountAsync(store.Viewers.Gina));
    }

    [Theory, EachEngine]
    public async Task Writers_at_work_are_no_drift_and_real_drift_is_repaired_beside_them(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var alice = store.Viewers.Alice;
        var (fair, _) = await SeedAsync(store);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(store, fair, stop.Token));
        var importing = store.ImportAsync(alice, "last_name,_tag,_list\n" + string.Concat(Enumerable.Range(0, 600).Select(i => string.Create(CultureInfo.InvariantCulture, $"Row {i},vip,Fair\n"))),
            new Core.Import.ImportOptions());
        for (var round = 0; round < 8 || !importing.IsCompleted; round++)
        {
            if (round % 5 == 2)
            {
                await ExecuteAsync(store, "UPDATE crm_counts SET count = count + 3 WHERE tenant = @p0 AND scope = 2", store.Acme.Key);
                // Two at once repair it once.
                var both = await Task.WhenAll(VerifyAsync(store), VerifyAsync(store));
                Assert.All(both.SelectMany(r => r.Drifts), d => Assert.Equal("tag", d.Kind));
                Assert.Contains(both.SelectMany(r => r.Drifts), d => d.Repaired);
            }

            Assert.Empty((await VerifyAsync(store)).Drifts);
        }

        await stop.CancelAsync();
        await writing;
        Assert.Equal(600, (await importing).Imported);
        Assert.Empty((await VerifyAsync(store)).Drifts);
    }

    [Theory, EachEngine]
    public async Task Many_small_scopes_are_compared_together_and_a_list_that_is_being_counted_is_passed_over(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        for (var i = 0; i < 12; i++)
            await store.CreateAsync(alice, "Person", $"{i}", c => c with { Tags = new(true, [.. Enumerable.Range(0, 30).Select(t => $"tag {i} {t}")]) });
        var (_, vips) = await SeedAsync(store);
        await ExecuteAsync(store, "UPDATE crm_lists SET counting = @p1 WHERE tenant > 0 AND id = @p0", vips, true);
        await ExecuteAsync(store, "UPDATE crm_counts SET count = count + 1 WHERE tenant > 0 AND scope = 1 AND scope_id = @p0", vips);

        using var log = new StatementLog(store);
        var report = await VerifyAsync(store);
        Assert.Empty(report.Drifts);
        Assert.Equal(1, report.PassedOver);
        Assert.Equal(1 + 1 + 361, report.Scopes);
        Assert.True(log.All.Count < 25, string.Join('\n', log.All));
    }

    private static async Task WriteAsync(TestStore store, Guid fair, CancellationToken stop)
    {
        var alice = store.Viewers.Alice;
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var contact = await store.CreateAsync(alice, "Busy", $"{i}", c => c with { Tags = new(true, ["vip"]) });
            await store.Get<ListWriter>().AddMembersAsync(alice, fair, [contact.Id], CancellationToken.None);
            await store.Get<ContactWriter>().UpdateAsync(alice, contact.Id, null, new ContactPatch { Visibility = ContactVisibility.Queue, AssignedQueueId = "sales" }, CancellationToken.None);
            if (i % 3 == 0)
                await store.BulkAsync(alice, new ContactSelection { Ids = [contact.Id] }, new BulkAction.Delete());
        }
    }

    /// <summary>Four contacts in three buckets; a static list with two of them and a dynamic one, whoever is tagged VIP.</summary>
    private static async Task<(Guid Fair, Guid Vips)> SeedAsync(TestStore store)
    {
        var alice = store.Viewers.Alice;
        var lists = store.Get<ListWriter>();
        var fair = await lists.CreateStaticAsync(alice, "Fair", null);
        var ada = await store.CreateAsync(alice, "Ada", "A", c => c with { Tags = new(true, ["vip"]) });
        await store.CreateAsync(alice, "Ben", "B", c => c with { Tags = new(true, ["vip"]), Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var cid = await store.CreateAsync(alice, "Cid", "C", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await store.CreateAsync(alice, "Dan", "D", c => c with { Visibility = ContactVisibility.Owner, AssignedToId = "bob" });
        var gone = await store.CreateAsync(alice, "Eve", "E", c => c with { Tags = new(true, ["vip"]) });
        await lists.AddMembersAsync(alice, fair, [ada.Id, cid.Id, gone.Id]);
        var vips = (await lists.CreateAsync(alice, ContactListKind.Dynamic, new ListInput { Name = "VIPs", Where = Vip })).Value!.Id;
        await store.BulkAsync(alice, new ContactSelection { Ids = [gone.Id] }, new BulkAction.Delete());
        return (fair, vips);
    }

    private static Task<VerifyReport> VerifyAsync(TestStore store, bool repair = true) => store.Get<CountVerifier>().VerifyAsync(store.Acme, repair);

    private static async Task ExecuteAsync(TestStore store, string sql, params object?[] args)
    {
        await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.Contacts, WriteLane.Interactive, CancellationToken.None);
        await session.ExecuteAsync(sql, args, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
    }

    private sealed record Kept(long Tenant, string Key, long Count, long Version);

    private static async Task<IReadOnlyList<Kept>> KeptAsync(TestStore store)
    {
        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        await using var rows = await session.QueryAsync("SELECT tenant, scope, scope_id, bucket, count, version FROM crm_counts ORDER BY tenant, scope, scope_id, bucket", [], CancellationToken.None);
        var kept = new List<Kept>();
        while (await rows.ReadAsync())
            kept.Add(new(rows.GetInt64(0), $"{rows.GetInt32(1)} {session.Dialect.ReadId(rows, 2)} {rows.GetString(3)}", rows.GetInt64(4), rows.GetInt64(5)));
        return kept;
    }

    private static IEnumerable<string> Numbers(IReadOnlyList<Kept> kept) => kept.Select(k => $"{k.Tenant} {k.Key} {k.Count}").Where(n => !n.EndsWith(" 0", StringComparison.Ordinal));

    private sealed class Heard : ICrmListener
    {
        public ConcurrentQueue<string> Slugs { get; } = [];

        public void CountsChanged(Tenant tenant) => Slugs.Enqueue(tenant.Slug);
    }
}
