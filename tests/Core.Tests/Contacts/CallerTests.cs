using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class CallerTests
{
    [Theory, EachEngine]
    public async Task A_caller_is_found_in_any_spelling_the_very_number_first(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var tail = await store.CreateAsync(alice, "Tail", "End", c => c with { Mobile = "+1 415 555 0123" });
        var german = await store.CreateAsync(alice, "German", "Same", c => c with { Phone = "+49 212 5550123" });
        var exact = await store.CreateAsync(alice, "Exact", "Line", c => c with { Phone = "(212) 555-0123" });
        await store.CreateAsync(alice, "Other", "Line", c => c with { Phone = "(212) 555-0124" });

        foreach (var spelling in new[] { "+12125550123", "(212) 555-0123", "1-212-555-0123", "tel: 212.555.0123" })
            Assert.Equal([exact.Id, german.Id, tail.Id], await FoundAsync(store, alice, spelling));
        Assert.Equal([german.Id, exact.Id, tail.Id], await FoundAsync(store, alice, "0212 5550123", "DE"));
        Assert.Equal(new HashSet<Guid> { exact.Id, german.Id, tail.Id }, [.. await FoundAsync(store, alice, "555 0123")]);
        Assert.Empty(await FoundAsync(store, alice, "5550123456789"));
        Assert.Empty(await FoundAsync(store, alice, "0123"));
        Assert.Empty(await FoundAsync(store, alice, "anonymous"));
    }

    [Theory, EachEngine]
    public async Task An_extension_is_found_whole_only(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var inside = await store.CreateAsync(store.Viewers.Alice, "In", "House", c => c with { Phone = "4711" });
        await store.CreateAsync(store.Viewers.Alice, "Out", "Side", c => c with { Phone = "+1 212 555 4711" });
        Assert.Equal([inside.Id], await FoundAsync(store, store.Viewers.Alice, "4711"));
    }

    [Theory, EachEngine]
    public async Task A_hidden_or_foreign_or_deleted_contact_is_no_caller(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var secret = await store.CreateAsync(store.Viewers.Alice, "Ada", "Support", c => c with { Phone = "+12125550123", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        Assert.Equal([secret.Id], await FoundAsync(store, store.Viewers.Carol, "+12125550123"));
        string? sameStatement = null;
        foreach (var outsider in new[] { store.Viewers.Bob, store.Viewers.Erin })
        {
            using var log = new StatementLog(store);
            Assert.Empty(await FoundAsync(store, outsider, "+12125550123"));
            var statement = Assert.Single(log.All, s => s.Contains("crm_contacts", StringComparison.Ordinal));
            Assert.Empty(await FoundAsync(store, outsider, "+12125550999"));
            Assert.Equal(statement, log.All.Last(s => s.Contains("crm_contacts", StringComparison.Ordinal)));
            sameStatement ??= statement;
        }

        Assert.Empty(await FoundAsync(store, store.Viewers.Gina, "+12125550123"));
        var refused = await Assert.ThrowsAsync<CrmException>(() => FoundAsync(store, store.Viewers.Dave, "+12125550123"));
        Assert.Equal(ErrorCode.NotAuthorized, refused.Code);
    }

    [Theory, EachEngine]
    public async Task A_caller_is_found_by_index_probes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, 3_000);
        await QueryPlan.AnalyzeAsync(store);
        foreach (var viewer in new[] { store.Viewers.Alice, store.Viewers.Bob })
        {
            var plan = "\n" + await QueryPlan.OfAsync(store, () => FoundAsync(store, viewer, "+12125550123"));
            Assert.DoesNotContain("SCAN c\n", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on crm_contacts", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("contacts_name", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("bucket_name", plan, StringComparison.Ordinal);
        }
    }

    private static async Task<IReadOnlyList<Guid>> FoundAsync(TestStore store, Viewer viewer, string number, string? country = null) =>
        [.. (await store.AskAsync<CallerReader, IReadOnlyList<Contact>>(r => r.ByNumberAsync(viewer, number, country))).Select(c => c.Id)];
}
