using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

/// <summary>Filters by tag, list and company, whose contacts an index names: whichever way a page is come upon, it is the same page.</summary>
public class NamedPagesTests
{
    private static readonly ContactSort[][] Orders = [[], [new(ContactFields.LastName, true), new(ContactFields.FirstName, true)], [new(ContactFields.CreatedAt, true)]];

    [Theory, EachEngine]
    public async Task A_page_of_few_with_a_tag_among_many_contacts_is_the_one_that_looking_at_each_comes_to(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var (alice, agent) = (store.Viewers.Alice, Crowd.AgentOf(store.Acme));
        await Crowd.AddAsync(store, 9_000);
        var everybody = await WalkAsync(store, alice, new ContactQuery());
        // Few, and far back; and some that everybody comes upon soon.
        var rare = everybody.Skip(8_300).Where((_, i) => i % 3 == 0).Take(200).ToHashSet();
        var often = everybody.Where((_, i) => i % 10 == 0).Take(900).ToHashSet();
        await store.BulkAsync(alice, new ContactSelection { Ids = [.. rare] }, new BulkAction.AddTags(["rare bird", "vip"]));
        await store.BulkAsync(alice, new ContactSelection { Ids = [.. often] }, new BulkAction.AddTags(["often", "often too"]));
        await store.BulkAsync(alice, new ContactSelection { Ids = [rare.First()] }, new BulkAction.Delete());
        rare.Remove(rare.First());
        var account = (await store.PageAsync(alice, new ContactQuery { First = 200 })).Contacts.First(c => c.AccountId is not null).AccountId!.Value;
        var staff = (await AllAsync(store, alice)).Where(c => c.AccountId == account).Select(c => c.Id).ToHashSet();
        await QueryPlan.AnalyzeAsync(store);

        (Filter Where, HashSet<Guid> Those)[] filters =
        [
            (Tag("rare"), rare),
            (Tag("often"), often),
            (new Filter.AllOf([Tag("often"), Tag("vip")]), [.. often.Intersect(rare)]),
            (Tag("nobody has it"), []),
            (new Filter.OfAccount(new Filter.Test(FilterFields.AccountId, FilterOp.Eq, account)), staff),
        ];
        foreach (var viewer in new[] { alice, agent })
        {
            foreach (var order in Orders)
            {
                var all = await WalkAsync(store, viewer, new ContactQuery { Order = order });
                foreach (var (where, those) in filters)
                {
                    var expected = all.Where(those.Contains).ToList();
                    var query = new ContactQuery { Order = order, Where = where };
                    Assert.Equal(expected, await WalkAsync(store, viewer, query with { First = 90 }));
                    var last = await store.PageAsync(viewer, query with { Last = 5, Skip = 2, WithTotal = true });
                    Assert.Equal(expected.SkipLast(2).TakeLast(5), last.Contacts.Select(c => c.Id));
                    Assert.Equal(expected.Count, last.Total);
                    Assert.Equal(expected.Skip(3).Take(4), (await store.PageAsync(viewer, query with { First = 4, Skip = 3 })).Contacts.Select(c => c.Id));
                }
            }
        }

        // The manager's page of a rare tag and its count: what the tag's index names, and no walk through the tenant but one with an end.
        var plan = await QueryPlan.OfAsync(store, () => store.PageAsync(alice, new ContactQuery { Where = Tag("rare"), First = 100, WithTotal = true }));
        // PostgreSQL weighs it by its figures, and these tables are small.
        if (engine == Engine.Sqlite)
            Assert.Contains("crm_contact_tags_tag", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_by_status_source_or_activities_reads_the_index_of_names_and_no_contact()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        await Crowd.AddAsync(store, 3_000);
        Filter[] filters =
        [
            new Filter.Test(ContactFields.Status, FilterOp.Eq, (long)ContactStatus.Inactive),
            new Filter.AllOf([new Filter.Test(ContactFields.Status, FilterOp.In, new object[] { (long)ContactStatus.Active, (long)ContactStatus.Inactive }), new Filter.Test(ContactFields.Source, FilterOp.Eq, (long)ContactSource.Import)]),
            new Filter.Test(ContactFields.ActivityCount, FilterOp.Gt, 0L),
        ];
        foreach (var filter in filters)
        {
            var plan = await QueryPlan.OfAsync(store, () => store.PageAsync(store.Viewers.Alice, new ContactQuery { Where = filter, WithPage = false, WithTotal = true }));
            Assert.Contains("crm_contacts_name ", plan, StringComparison.Ordinal);
        }
    }

    private static Filter.Over Tag(string part) => new(FilterSet.Tags, Quantifier.Some, new Filter.Test(FilterFields.TagName, FilterOp.Contains, part));

    private static async Task<List<Guid>> WalkAsync(TestStore store, Viewer viewer, ContactQuery query) => (await ContactsAsync(store, viewer, query)).ConvertAll(c => c.Id);

    private static Task<List<Contact>> AllAsync(TestStore store, Viewer viewer) => ContactsAsync(store, viewer, new ContactQuery());

    private static async Task<List<Contact>> ContactsAsync(TestStore store, Viewer viewer, ContactQuery query)
    {
        var (all, cursor) = (new List<Contact>(), (string?)null);
        do
        {
            var page = await store.PageAsync(viewer, query with { First = query.First ?? 200, After = cursor });
            all.AddRange(page.Contacts);
            cursor = page.HasNextPage ? page.Cursors[^1] : null;
        }
        while (cursor is not null);
        return all;
    }
}
