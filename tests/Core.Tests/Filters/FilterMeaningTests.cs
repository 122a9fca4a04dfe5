using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Filters;

/// <summary>What was once understood in two ways.</summary>
public sealed class FilterMeaningTests
{
    [Theory]
    [EachEngine("""{"fullName":{"startsWith":" "}}""", "´x y")]
    [EachEngine("""{"fullName":{"eq":"otto"}}""", "Otto")]
    [EachEngine("""{"assignedToId":{"startsWith":"B"}}""", "")]
    [EachEngine("""{"assignedToId":{"startsWith":"b"}}""", "Otto")]
    [EachEngine("""{"title":{"eq":"STRASSE"}}""", "Otto")]
    [EachEngine("""{"title":{"neq":"strasse"}}""", "´x y")]
    [EachEngine("""{"title":{"nin":[null]}}""", "Otto")]
    [EachEngine("""{"account":{"name":{"neq":"x"}}}""", "´x y|Otto")]
    [EachEngine("""{"account":{"name":{"contains":""}}}""", "")]
    [EachEngine("""{"tags":{"all":{"eq":"vip"}}}""", "´x y|Otto")]
    [EachEngine("""{"title":{"contains":"%"}}""", "")]
    public async Task A_filter_means_the_same_everywhere(Engine engine, string json, string expected)
    {
        await using var store = await TestStore.StartAsync(engine);
        await store.CreateAsync(store.Viewers.Alice, "´x", "y");
        await store.CreateAsync(store.Viewers.Alice, "", "Otto", c => c with { Title = "Straße", AssignedToId = "bob", Tags = new(true, ["VIP"]) });
        var page = await store.PageAsync(store.Viewers.Alice, new ContactQuery { Where = FilterJson.Parse(json), WithTotal = true });
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), page.Contacts.Select(c => c.FullName).Order(StringComparer.Ordinal));
        Assert.Equal(page.Contacts.Count, page.Total);
    }
}
