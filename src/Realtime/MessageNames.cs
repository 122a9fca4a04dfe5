namespace CrmContacts.Realtime;

/// <summary>Every name on the hub's wire, in one list.</summary>
internal static class MessageNames
{
    // Server to client.
    public const string ListCountsChanged = "listCountsChanged";
    public const string ListsChanged = "listsChanged";
    public const string ContactsChanged = "contactsChanged";
    public const string ImportProgress = "importProgress";
    public const string BulkProgress = "bulkProgress";
    public const string ScreenPop = "screenPop";

    // Client to server.
    public const string GetListCounts = "getListCounts";
    public const string GetImports = "getImports";
}
