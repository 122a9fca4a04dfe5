using CrmContacts.Core.Contacts;
using CrmContacts.Core.Search;
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
        foreach (var query in new[] { "m", "mu", "lud", "obrien", "o", "3rd", "ex", "com", "strasse", "fix", "жу", "47", "4711", "711", "12", "99", "123", "555", "2125550123", "e", "viii", "naive", "cafe", "b c", "wor 47" })
        {
            for (var i = 0; i < 300; i++)
            {
                string? Text() => random.Next(4) == 0 ? null : texts[random.Next(texts.Length)];
                string? Number() => random.Next(3) == 0 ? null : numbers[random.Next(numbers.Length)];
                var (account, contact) = (Text(), new Contact { FirstName = Text() ?? "", LastName = Text() ?? "", Email = Text(), Title = Text(), Phone = Number(), Mobile = Number() });
                var tokens = SearchTokens.Of(7, contact, account).Split(' ');
                var asked = SearchTokens.OfQuery(7, query);
                var byIndex = asked.All(a => tokens.Any(t => t.StartsWith(a, StringComparison.Ordinal)));
                var byFields = SearchProbe.Of(SearchTokens.Plain(asked)).Finds([contact.FirstName, contact.LastName, contact.Email, contact.Title, account], [contact.Phone, contact.Mobile]);
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
        foreach (var viewer in new[] { store.Viewers.Alice, Crowd.AgentOf(store.Acme), store.Viewers.Erin })
        {
            foreach (var search in viewer == store.Viewers.Alice ? Mix : Mix.Where((_, i) => i % 4 == 0))
            {
                var asked = SearchTokens.OfQuery(7, search);
                var expected = all.Where(c => viewer.Sees(Bucket.Of(c.Visibility, c.AssignedQueueId, c.AssignedToId)) && c.Notes is null
                    && asked.All(a => SearchTokens.Of(7, c, null).Split(' ').Any(t => t.StartsWith(a, StringComparison.Ordinal)))).Select(c => c.Id).ToList();
                var found = await AllAsync(store, viewer, search, []);
                // Companies are found too, which the expectation leaves out.
                Assert.Equal(expected, found.Select(c => c.Id).Where(id => expected.Contains(id)));
                Assert.Equal(found.Count, found.Select(c => c.Id).Distinct().Count());
                Assert.Equal(all.Where(c => found.Exists(f => f.Id == c.Id)).Select(c => c.Id), found.Select(c => c.Id));
                Assert.Equal(found.Count, (await store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(viewer, new ContactQuery { Search = search, WithPage = false, WithTotal = true }))).Total);
                if (found.Count < 300)
                    Assert.Equal(found.Select(c => c.Id).Order(), (await AllAsync(store, viewer, search, [new(ContactFields.CreatedAt, true)])).Select(c => c.Id).Order());
            }
        }
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
