using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Activities;

/// <summary>What the tests of activities say again and again.</summary>
internal static class ActivityStory
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task<Activity> NoteAsync(this TestStore store, Viewer viewer, Guid contact, string body, DateTimeOffset? at = null)
    {
        var result = await store.LogAsync(viewer, contact, ActivityType.Note, new() { Body = body, At = at is null ? default : new(true, at) });
        Assert.Empty(result.Faults);
        return result.Value!;
    }

    public static Task<WriteResult<Activity>> LogAsync(this TestStore store, Viewer viewer, Guid contact, ActivityType type, ActivityPatch input) =>
        store.Get<ActivityWriter>().LogAsync(viewer, contact, type, input);

    public static ClosedConversation Conversation(string id, Guid contact, DateTimeOffset end, int messages = 2) => new(
        id, contact, InteractionChannel.Whatsapp, end.AddMinutes(-30), end, "carol", "support", "Router",
        [.. Enumerable.Range(1, messages).Select(i => new ConversationMessage(end.AddMinutes(i - messages), i % 2 == 1 ? ActivityDirection.Inbound : ActivityDirection.Outbound, $"message {i}"))]);

    public static Task<Recording> RecordAsync(this TestStore store, Tenant tenant, params ClosedConversation[] conversations) =>
        store.Get<InteractionWriter>().RecordAsync(tenant, conversations);

    public static async Task<(int Count, DateTimeOffset? Last, int Version)> FiguresAsync(this TestStore store, Guid contact)
    {
        var one = (await store.AskAsync<ContactReader, IReadOnlyDictionary<Guid, Contact>>(r => r.ByIdsAsync(store.Viewers.Alice, [contact])))[contact];
        return (one.ActivityCount, one.LastActivityAt, one.Version);
    }

    public static async Task<Page<ITimelineEntry>> TimelineAsync(this TestStore store, Viewer viewer, Guid contact, int? first = null, string? after = null) =>
        (await store.AskAsync<ActivityReader, IReadOnlyDictionary<Guid, Page<ITimelineEntry>>>(r => r.TimelinesAsync(viewer, [contact], first, after)))[contact];
}
