using System.Text;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Search;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Search;

public class SearchTests
{
    private static readonly string[] Mix = ["m", "x", "ma", "an", "mar", "sch", "555", "1234", "müller", "muller", "works", "head", "example", "zi ob", "ma 21", "жук", "quina", "nobody", "12"];

    [Fact]
    public void A_contact_is_found_by_its_fields_as_by_its_tokens()
    {
        var random = new Random(1);
        string[] texts = ["Müller-Lüdenscheidt", "O'Brien 3rd", "a.b+c@Ex-ample.com", "ßtraße ﬁx", "", "X", "Жуков", "4711 Works", "é", "Ⅷ", "naïve_café"];
        string[] numbers = ["+4917112345678", "4711", "12", "0171 / 99", "+1212555012312125550123", ""];
        foreach (var query in new[] { "m", "mu", "lud", "obrien", "o", "3rd", "3r", "lude", "luden", "works", "work", "ex", "com", "strasse", "fix", "жу", "47", "4711", "711", "12", "99", "123", "555", "2125550123", "e", "viii", "naive", "cafe", "b c", "wor 47" })
        {
            for (var i = 0; i < 300; i++)
            {
                string? Text() => random.Next(4) == 0 ? null : texts[random.Next(texts.Length)];
                string? Number() => random.Next(3) == 0 ? null : numbers[random.Next(numbers.Length)];
                var (account, contact) = (Text(), new Contact { FirstName = Text() ?? "", LastName = Text() ?? "", Email = Text(), Title = Text(), Phone = Number(), Mobile = Number() });
                var tokens = SearchTokens.Of(7, contact, account).Split(' ');
                var asked = SearchTokens.OfQuery(7, query);
                var byIndex = Has(tokens, asked);
                var byFields = Finds(SearchTokens.Plain(asked), [contact.FirstName, contact.LastName, contact.Email, contact.Title, account], [contact.Phone, contact.Mobile]);
                Assert.True(byIndex == byFields, $"{query}: {byIndex}, {contact}, {account}");
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_search_finds_the_same_page_after_page_whether_words_are_common_or_rare(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, 9_000);
        var all = await AllAsync(store, store.Viewers.Alice, null, []);
        var tokens = all.ToDictionary(c => c.Id, c => SearchTokens.Of(7, c, null).Split(' '));
        foreach (var viewer in new[] { store.Viewers.Alice, Crowd.AgentOf(store.Acme), store.Viewers.Erin })
        {
            foreach (var search in viewer == store.Viewers.Alice ? Mix : Mix.Where((_, i) => i % 4 == 0))
            {
                var asked = SearchTokens.OfQuery(7, search);
                var expected = all.Where(c => viewer.Sees(Bucket.Of(c.Visibility, c.AssignedQueueId, c.AssignedToId)) && c.Notes is null
                    && Has(tokens[c.Id], asked)).Select(c => c.Id).ToList();
                var found = await AllAsync(store, viewer, search, []);
                var (expectedIds, foundIds) = (expected.ToHashSet(), found.Select(c => c.Id).ToHashSet());
                // Companies are found too, which the expectation leaves out.
                Assert.Equal(expected, found.Select(c => c.Id).Where(expectedIds.Contains));
                Assert.Equal(found.Count, foundIds.Count);
                Assert.Equal(all.Where(c => foundIds.Contains(c.Id)).Select(c => c.Id), found.Select(c => c.Id));
                Assert.Equal(found.Count, (await store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(viewer, new ContactQuery { Search = search, WithPage = false, WithTotal = true }))).Total);
                if (found.Count < 300)
                    Assert.Equal(found.Select(c => c.Id).Order(), (await AllAsync(store, viewer, search, [new(ContactFields.CreatedAt, true)])).Select(c => c.Id).Order());
            }
        }
    }

    [Fact]
    public void A_letter_is_a_code_point_and_marks_are_none()
    {
        var tokens = SearchTokens.Of(7, new Contact { FirstName = "𐐀𐐁𐐂𐐃𐐄", LastName = "E\u0301o\u0308", Title = "ab", Phone = "1234" }, null).Split(' ').ToHashSet();
        string[] expected = ["7::𐐨", "7::𐐨𐐩", "7::𐐨𐐩𐐪", "7::𐐨𐐩𐐪𐐫", "7:𐐨𐐩𐐪𐐫𐐬", "7::e", "7::eo", "7::a", "7::ab", "7:1234", "7:234", "7::123", "7::234"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), tokens.Order(StringComparer.Ordinal));
        Assert.Equal(["7::𐐨𐐩𐐪𐐫"], SearchTokens.OfQuery(7, "𐐀𐐁𐐂𐐃"));
        Assert.Equal(["7:𐐨𐐩𐐪𐐫𐐬"], SearchTokens.OfQuery(7, "𐐀𐐁𐐂𐐃𐐄"));
        Assert.Equal(["7::e", "7::555"], SearchTokens.OfQuery(7, "é 555"));
        Assert.Equal(["7:5550"], SearchTokens.OfQuery(7, "55-50"));
    }

    [Theory, EachEngine]
    public async Task A_few_letters_or_three_digits_find_the_beginnings_of_words_and_any_digits_of_a_number(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Márta", "Ng", c => c with { Phone = "+1 212 555 0123" });
        await store.CreateAsync(alice, "𐐀𐐁𐐂𐐃𐐄", "Omar", c => c with { Title = "12 O'Clock" });
        await store.CreateAsync(alice, "Marie", "Øre", c => c with { Mobile = "4711", Email = "me@mail.example" });
        await store.CreateAsync(store.Viewers.Gina, "Marta", "Foreign", c => c with { Phone = "+1 212 555 0123" });
        await store.CreateAsync(alice, "Marta", "Hidden", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        foreach (var (search, found) in new[]
        {
            ("m", "Ng Øre"), ("M\u0301", "Ng Øre"), ("ma", "Ng Øre"), ("mar", "Ng Øre"), ("mart", "Ng"), ("márta", "Ng"), ("mar n", "Ng"), ("mar om", ""), ("ng", "Ng"), ("ngo", ""),
            ("o", "Omar Øre"), ("𐐨", "Omar"), ("𐐨𐐩", "Omar"), ("𐐀𐐁𐐂", "Omar"), ("𐐀𐐁𐐂𐐃", "Omar"), ("𐐀𐐁𐐂𐐃𐐄", "Omar"), ("𐐨𐐪", ""), ("or", "Øre"),
            ("555", "Ng"), ("212", "Ng"), ("123", "Ng"), ("0123", "Ng"), ("555 mar", "Ng"), ("471", "Øre"), ("711", "Øre"), ("4711", "Øre"), ("12", "Omar"), ("55", ""), ("mail", "Øre"), ("exa", "Øre"), ("amp", ""),
        })
        {
            Assert.Equal(found, string.Join(' ', (await AllAsync(store, store.Viewers.Bob, search, [])).Select(c => c.LastName)));
            Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, (await store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(store.Viewers.Bob, new ContactQuery { Search = search, WithPage = false, WithTotal = true }))).Total);
        }
    }

    [Theory, EachEngine]
    public async Task A_search_asks_the_search_index(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await Crowd.AddAsync(store, 3_000);
        await QueryPlan.AnalyzeAsync(store);
        foreach (var viewer in new[] { store.Viewers.Alice, Crowd.AgentOf(store.Acme) })
        {
            foreach (var search in new[] { "zi ob", "555", "schmal" })
            {
                var plan = "\n" + await QueryPlan.OfAsync(store, () => store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(viewer, new ContactQuery { Search = search, WithTotal = true })));
                Assert.Contains(engine == Engine.Sqlite ? "SCAN crm_search VIRTUAL TABLE" : "Bitmap Index Scan on crm_contacts_search", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("SCAN c\n", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("Seq Scan on crm_contacts", plan, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>What the index says of these tokens.</summary>
    private static bool Has(string[] tokens, IReadOnlyList<string> asked) =>
        asked.All(a => SearchTokens.IsWhole(a) ? tokens.Contains(a) : tokens.Any(t => t.StartsWith(a, StringComparison.Ordinal)));

    private static bool Finds(string query, string?[] texts, string?[] numbers)
    {
        var probe = SearchProbe.Of(Encoding.UTF8.GetBytes(query));
        var missing = texts.Aggregate(probe.All, (m, t) => probe.WithoutWords(m, Encoding.UTF8.GetBytes(t ?? "")));
        return numbers.Aggregate(missing, (m, n) => probe.WithoutNumber(m, Encoding.UTF8.GetBytes(n ?? ""))) == 0;
    }

    private static async Task<List<Contact>> AllAsync(TestStore store, Viewer viewer, string? search, IReadOnlyList<ContactSort> order)
    {
        var (all, after) = (new List<Contact>(), (string?)null);
        while (true)
        {
            var page = await store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(viewer, new ContactQuery { First = 200, After = after, Search = search, Order = order }));
            all.AddRange(page.Contacts);
            if (!page.HasNextPage)
                return all;
            after = page.Cursors[^1];
        }
    }
}
