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
}
