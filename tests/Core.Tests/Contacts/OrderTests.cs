using CrmContacts.Core.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class OrderTests
{
    [Theory, EachEngine]
    public async Task An_empty_name_comes_first_where_no_index_gives_the_order_and_null_comes_last(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await store.CreateAsync(store.Viewers.Alice, "A", "Byron", c => c with { Title = "Z" });
        await store.CreateAsync(store.Viewers.Alice, "B", "");
        await store.CreateAsync(store.Viewers.Alice, "C", "Adams", c => c with { Title = "Y" });
        async Task<string> Order(params ContactSort[] order) =>
            string.Concat((await store.PageAsync(store.Viewers.Alice, new ContactQuery { Order = order })).Contacts.Select(c => c.FirstName));

        Assert.Equal("BCA", await Order(new(ContactFields.Status), new(ContactFields.LastName)));
        Assert.Equal("ACB", await Order(new(ContactFields.Status), new(ContactFields.LastName, true)));
        Assert.Equal("CAB", await Order(new ContactSort(ContactFields.Title)));
        Assert.Equal("BAC", await Order(new ContactSort(ContactFields.Title, true)));
    }

    [Theory, EachEngine]
    public async Task A_cursor_carries_as_many_long_texts_as_an_order_goes_by(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var text = string.Concat(Enumerable.Repeat("王", ContactRules.MaxText));
        foreach (var first in (string[])["A", "B"])
            await store.CreateAsync(store.Viewers.Alice, first, text, c => c with { Title = text, Department = text, Phone = text, Mobile = text, ExternalCrmId = text, ExternalCrmProvider = text, Notes = text });
        ContactSort[] order =
        [
            new(ContactFields.Title), new(ContactFields.Department), new(ContactFields.Phone), new(ContactFields.Mobile), new(ContactFields.ExternalCrmId),
            new(ContactFields.ExternalCrmProvider), new(ContactFields.LastName), new(ContactFields.FullName, true), new(ContactFields.FirstName),
        ];

        var page = await store.PageAsync(store.Viewers.Alice, new ContactQuery { Order = order, First = 1 });
        var next = await store.PageAsync(store.Viewers.Alice, new ContactQuery { Order = order, First = 1, After = page.Cursors[^1] });

        Assert.Equal(("B", "A"), (page.Contacts.Single().FirstName, next.Contacts.Single().FirstName));
    }
}
