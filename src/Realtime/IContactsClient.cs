using CrmContacts.Realtime.Messages;
using Microsoft.AspNetCore.SignalR;

namespace CrmContacts.Realtime;

/// <summary>What the hub says to a page. Messages may be lost, doubled or late; <c>docs/realtime.md</c> has the rule that comes out right all the same.</summary>
public interface IContactsClient
{
    /// <summary>Counts of the viewer's buckets changed: the latest state of each entry, at most four times a second.</summary>
    [HubMethodName(MessageNames.ListCountsChanged)]
    Task ListCountsChanged(ListCounts counts);

    /// <summary>Lists were made, changed or deleted, at most four times a second: read them anew.</summary>
    [HubMethodName(MessageNames.ListsChanged)]
    Task ListsChanged(ListsChanged lists);

    /// <summary>Contacts of the viewer's buckets came, changed or went, at most four times a second.</summary>
    [HubMethodName(MessageNames.ContactsChanged)]
    Task ContactsChanged(ContactsChanged contacts);

    /// <summary>A run that the viewer may follow moved: the whole run, at most four times a second, its end always.</summary>
    [HubMethodName(MessageNames.ImportProgress)]
    Task ImportProgress(ImportProgress run);

    /// <summary>A bulk action past 1,000 contacts that the viewer may follow moved: at most four times a second, its end always.</summary>
    [HubMethodName(MessageNames.BulkProgress)]
    Task BulkProgress(BulkProgress run);

    /// <summary>A call at the viewer's own phone rings, was answered or has ended.</summary>
    [HubMethodName(MessageNames.ScreenPop)]
    Task ScreenPop(ScreenPop call);
}
