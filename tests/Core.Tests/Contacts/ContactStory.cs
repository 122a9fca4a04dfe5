using CrmContacts.Core.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Contacts;

/// <summary>What the tests of contacts say again and again.</summary>
internal static class ContactStory
{
    /// <summary>A writer, or another door that is no reader.</summary>
    public static T Get<T>(this TestStore store)
        where T : notnull => store.Services.GetRequiredService<T>();

    public static async Task<Contact> CreateAsync(this TestStore store, Viewer viewer, string first, string last, Func<ContactPatch, ContactPatch>? with = null)
    {
        var patch = new ContactPatch { FirstName = first, LastName = last };
        var result = await store.Get<ContactWriter>().CreateAsync(viewer, with is null ? patch : with(patch));
        Assert.Empty(result.Faults);
        return result.Contact!;
    }

    public static Task<ContactPage> PageAsync(this TestStore store, Viewer viewer, ContactQuery query) =>
        store.AskAsync<ContactReader, ContactPage>(r => r.PageAsync(viewer, query));
}
