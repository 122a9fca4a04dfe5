using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Lists;

/// <summary>What the tests of lists say again and again.</summary>
internal static class ListStory
{
    /// <summary>Returns when the list has been counted.</summary>
    public static async Task CountedAsync(this TestStore store, Viewer viewer, Guid list)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(viewer, list)) is { Counting: false })
                return;
            await Task.Delay(50);
        }

        throw new TimeoutException("The list was not counted in 30 s.");
    }
}
