using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Filters;

/// <summary>One filter means one thing, wherever it is asked.</summary>
public sealed class AgreementTests(FilterStores stores) : IClassFixture<FilterStores>
{
    [Fact]
    public Task Both_databases_the_predicate_and_the_stored_json_find_the_same_contacts() =>
        Draws.Filter.SampleAsync(AgreeAsync, iter: 700, threads: 1, print: FilterJson.Write);

    [Theory, EachEngine]
    public async Task Facts_that_are_read_are_the_facts_that_were_written(Engine engine)
    {
        var store = engine == Engine.Sqlite ? stores.Sqlite : stores.Postgres;
        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        var read = await ContactFactsLoader.LoadAsync(session, store.Acme.Key, Draws.Ids, CancellationToken.None);
        foreach (var facts in stores.Contacts)
        {
            var one = read[facts.Contact.Id];
            Assert.Equal(facts.Contact, one.Contact);
            Assert.Equal(facts.AccountName, one.AccountName);
            Assert.Equal(facts.Tags.Order(StringComparer.Ordinal), one.Tags.Order(StringComparer.Ordinal));
            Assert.Equal(facts.Lists.OrderBy(l => l.Id), one.Lists.OrderBy(l => l.Id));
            Assert.Equal(Values(facts), Values(one));
        }

        static IEnumerable<(string, object)> Values(ContactFacts facts) => facts.CustomValues.Select(v => (v.Field.Key, v.Value)).OrderBy(v => v.Key, StringComparer.Ordinal);
    }

    private async Task AgreeAsync(Filter filter)
    {
        var passes = FilterPredicate.Compile(filter);
        var expected = stores.Contacts.Where(passes).Select(f => f.Contact.Id).Order().ToList();
        var again = FilterJson.Parse(FilterJson.Write(filter));
        var stored = again is null ? _ => true : FilterPredicate.Compile(again);
        Assert.Equal(expected, stores.Contacts.Where(stored).Select(f => f.Contact.Id).Order());
        Agree("SQLite", expected, await FindAsync(stores.Sqlite, filter));
        Agree("PostgreSQL", expected, await FindAsync(stores.Postgres, filter));
    }

    private void Agree(string engine, List<Guid> expected, List<Guid> found)
    {
        if (expected.SequenceEqual(found))
            return;
        var odd = stores.Contacts.First(f => expected.Contains(f.Contact.Id) != found.Contains(f.Contact.Id));
        Assert.Fail($"The predicate finds {expected.Count}, {engine} {found.Count}. They differ about {odd.Contact}, tags {string.Join('|', odd.Tags)}, lists {string.Join('|', odd.Lists)}, values {string.Join('|', odd.CustomValues.Select(v => v.Field.Key + "=" + v.Value))}, {odd.AccountName}");
    }

    private static async Task<List<Guid>> FindAsync(TestStore store, Filter filter)
    {
        var page = await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 200, Where = filter, WithTotal = true, Fields = new HashSet<ContactField> { ContactFields.Id } });
        Assert.Equal(page.Contacts.Count, page.Total);
        return [.. page.Contacts.Select(c => c.Id).Order()];
    }
}
