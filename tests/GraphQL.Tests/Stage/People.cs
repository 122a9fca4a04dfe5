using CrmContacts.Core.Contacts;
using CrmContacts.Core.Visibility;

namespace CrmContacts.GraphQL.Tests.Stage;

/// <summary>Contacts, made through Core's own door.</summary>
internal static class People
{
    public static async Task<Contact> AddAsync(this Api api, Viewer author, ContactPatch contact)
    {
        var result = await api.Store.AskAsync<ContactWriter, ContactWriteResult>(writer => writer.CreateAsync(author, contact));
        Assert.Empty(result.Faults);
        return result.Contact!;
    }

    public static async Task AddManyAsync(this Api api, Viewer author, int count)
    {
        for (var i = 0; i < count; i++)
            await api.AddAsync(author, new ContactPatch { FirstName = $"First{i:000}", LastName = $"Last{i / 2:000}", Email = $"p{i}@example.com", Tags = new(true, [$"tag{i % 3}", "all"]), AssignedToId = "bob", AssignedQueueId = "sales" });
    }
}
