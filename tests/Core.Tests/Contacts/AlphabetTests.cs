using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class AlphabetTests
{
    [Theory, EachEngine]
    public async Task Letters_are_those_under_which_the_viewer_finds_somebody(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        foreach (var last in new[] { "Zwack", "", "9to5", "~tilde", "Ångström", "Ørsted", "müller", "Miller", "Жуков", "王", "李", "Ωmega", "😀" })
            await store.CreateAsync(alice, "First", last);
        await store.CreateAsync(alice, "Ada", "Quincy", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await store.CreateAsync(store.Viewers.Gina, "Foreign", "Xavier");

        Assert.Equal("# A M O Q Z Ω Ж 漢", await LettersAsync(store, alice));
        Assert.Equal("# A M O Q Z Ω Ж 漢", await LettersAsync(store, store.Viewers.Carol));
        Assert.Equal("# A M O Z Ω Ж 漢", await LettersAsync(store, store.Viewers.Bob));
        Assert.Equal("X", await LettersAsync(store, store.Viewers.Gina));
        var refused = await Assert.ThrowsAsync<CrmException>(() => LettersAsync(store, store.Viewers.Dave));
        Assert.Equal(ErrorCode.NotAuthorized, refused.Code);
    }

    [Theory, EachEngine]
    public async Task A_cursor_starts_the_page_at_its_letter(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        foreach (var last in new[] { "", "1", "Ames", "Adams", "Bell", "Cole", "Coe", "Жуков" })
            await store.CreateAsync(store.Viewers.Alice, "First", last);
        foreach (var viewer in new[] { store.Viewers.Alice, store.Viewers.Bob })
        {
            var firsts = new List<string>();
            foreach (var letter in await ReadAsync(store, viewer))
                firsts.Add((await store.PageAsync(viewer, new ContactQuery { First = 1, After = letter.Cursor })).Contacts[0].LastName);
            Assert.Equal(["", "Adams", "Bell", "Coe", "Жуков"], firsts);
        }
    }

    [Theory, EachEngine]
    public async Task A_list_a_filter_and_a_search_narrow_the_letters(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var adams = await store.CreateAsync(alice, "Zoe", "Adams");
        await store.CreateAsync(alice, "Zoe", "Bell", c => c with { Status = ContactStatus.Inactive });
        var cole = await store.CreateAsync(alice, "Max", "Cole");
        var list = await store.Get<ListWriter>().CreateStaticAsync(alice, "Some", null);
        await store.Get<ListWriter>().AddMembersAsync(alice, list, [adams.Id, cole.Id]);

        Assert.Equal("A C", await LettersAsync(store, alice, list));
        Assert.Equal("A B", await LettersAsync(store, alice, search: "zoe"));
        Assert.Equal("A", await LettersAsync(store, alice, list, search: "zoe"));
        Assert.Equal("", await LettersAsync(store, alice, search: "!"));
        Assert.Equal("", await LettersAsync(store, alice, Ids.New(TimeProvider.System.GetUtcNow())));
        var inactive = FilterParser.Parse(new Dictionary<string, object?> { ["status"] = new Dictionary<string, object?> { ["eq"] = "INACTIVE" } });
        Assert.Equal("B", await LettersAsync(store, alice, where: inactive));
        Assert.Equal([1, 1], (await ReadAsync(store, alice, list)).Select(l => l.Count));
    }

    [Theory, EachEngine]
    public async Task A_dynamic_list_has_the_letters_of_the_contacts_that_match(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Zoe", "Adams", c => c with { Tags = new(true, ["vip"]) });
        await store.CreateAsync(alice, "Max", "Bell");
        await store.CreateAsync(alice, "Sue", "Cole", c => c with { Tags = new(true, ["vip"]), Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var vips = new ListInput { Name = "VIPs", Where = FilterJson.Parse("""{"tags":{"some":{"eq":"vip"}}}""") };
        var list = (await store.Get<ListWriter>().CreateAsync(alice, ContactListKind.Dynamic, vips)).Value!.Id;

        Assert.Equal("A C", await LettersAsync(store, alice, list));
        Assert.Equal("A", await LettersAsync(store, store.Viewers.Bob, list));
        Assert.Equal("C", await LettersAsync(store, alice, list, search: "sue"));
        Assert.Equal("", await LettersAsync(store, store.Viewers.Gina, list));
    }

    [Theory, EachEngine]
    public async Task Letters_are_one_statement_of_index_probes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, 3_000);
        await QueryPlan.AnalyzeAsync(store);
        foreach (var viewer in new[] { store.Viewers.Alice, store.Viewers.Bob })
        {
            using var log = new StatementLog(store);
            var plan = await QueryPlan.OfAsync(store, () => LettersAsync(store, viewer));
            Assert.Equal(2, log.All.Count(s => s.Contains("crm_contacts", StringComparison.Ordinal))); // The question, and its EXPLAIN.
            Assert.DoesNotContain("SCAN c\n", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on crm_contacts", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    private static Task<IReadOnlyList<AlphabetLetter>> ReadAsync(TestStore store, Viewer viewer, Guid? list = null, Filter? where = null, string? search = null) =>
        store.AskAsync<AlphabetReader, IReadOnlyList<AlphabetLetter>>(r => r.LettersAsync(viewer, list, where, search));

    private static async Task<string> LettersAsync(TestStore store, Viewer viewer, Guid? list = null, Filter? where = null, string? search = null) =>
        string.Join(' ', (await ReadAsync(store, viewer, list, where, search)).Select(l => l.Letter));
}
