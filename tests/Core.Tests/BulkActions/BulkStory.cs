using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.BulkActions;

/// <summary>What the tests of bulk actions say again and again.</summary>
internal static class BulkStory
{
    public static readonly ContactSelection All = new() { All = true };

    public static async Task<BulkResult> BulkAsync(this TestStore store, Viewer viewer, ContactSelection selection, BulkAction action)
    {
        var result = await store.Get<BulkWriter>().RunAsync(viewer, selection, action);
        Assert.Empty(result.Faults);
        return result.Value!;
    }

    public static Task<WriteResult<BulkResult>> UndoAsync(this TestStore store, Viewer viewer, Guid? token) =>
        store.Get<BulkWriter>().UndoAsync(viewer, token!.Value);

    public static async Task<string> NamesAsync(this TestStore store, Viewer viewer, ContactQuery? query = null) =>
        string.Join(' ', (await store.PageAsync(viewer, query ?? new ContactQuery { First = 200 })).Contacts.Select(c => c.LastName));

    /// <summary>The viewer's count of all contacts, from the kept counts.</summary>
    public static async Task<long> CountAsync(this TestStore store, Viewer viewer) =>
        (await store.Get<CountReader>().SnapshotAsync(viewer)).Counts.Where(c => c.ListId is null).Sum(c => c.Count);

    public static async Task<BulkRun> EndOfAsync(this TestStore store, Viewer viewer, Guid run)
    {
        for (var i = 0; i < 600; i++)
        {
            var found = await store.Get<BulkWriter>().FindAsync(viewer, run);
            if (found is { IsOver: true })
                return found;
            await Task.Delay(50);
        }

        throw new TimeoutException("The bulk action did not end in 30 s.");
    }
}
