using CrmContacts.Core.Accounts;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Events;
using CrmContacts.Core.Data;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Search;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary>Carries an action out on the visible contacts of its selection.</summary>
internal sealed class ActionWork(Viewer viewer, BulkRow row) : BulkWork(viewer, row)
{
    private readonly SelectionReader _selection = new(viewer, row.Selection, row.Run.CreatedAt);

    public override Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation) =>
        _selection.NextAsync(session, after, most, cancellation);

    public override Task<long> TotalAsync(Session session, CancellationToken cancellation) => _selection.CountAsync(session, cancellation);

    public override async Task<BulkBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation)
    {
        var found = (await ContactLoader.LoadAsync(session, ids, cancellation)).Values
            .Where(c => Viewer.Sees(ContactTable.BucketOf(c.Contact))).ToList();
        switch (Row.Action)
        {
            case BulkAction.AddToList list:
                // The list may have been deleted since the action was asked for.
                var there = await ListMembers.KindAsync(session, session.Tenant, list.ListId, cancellation) == ContactListKind.Static;
                return Members(found.Select(c => c.Contact.Id), there ? await ListMembers.AddAsync(session, list.ListId, found, Row.Run.Id, aftermath, cancellation) : []);
            case BulkAction.RemoveFromList list:
                return Members(found.Select(c => c.Contact.Id), await ListMembers.RemoveAsync(session, list.ListId, found, null, aftermath, cancellation));
            case BulkAction.IndexAgain again:
                await IndexAsync(session, again.AccountId, found, cancellation);
                return new([], []);
        }

        var change = await ChangeAsync(session, cancellation);
        var changes = new List<ContactChange>(found.Count);
        var skipped = new List<Guid>();
        foreach (var contact in found)
        {
            if (change(contact) is { } wanted)
                changes.Add(wanted with { After = wanted.After with { Version = contact.Contact.Version + 1, UpdatedAt = session.Store.Clock.Now() } });
            else
                skipped.Add(contact.Contact.Id);
        }

        return await WriteAsync(session, changes, skipped, aftermath, cancellation);
    }

    /// <summary>What the action makes of a contact; null where it is so already, or may not be so.</summary>
    private async Task<Func<LoadedContact, ContactChange?>> ChangeAsync(WriteSession session, CancellationToken cancellation)
    {
        switch (Row.Action)
        {
            case BulkAction.Delete:
                var now = session.Store.Clock.Now();
                return c => Fields(c, c.Contact with { DeletedAt = now });
            case BulkAction.SetStatus to:
                return c => c.Contact.Status == to.Status ? null : Fields(c, c.Contact with { Status = to.Status });
            case BulkAction.AssignToQueue to:
                return c => c.Contact.AssignedQueueId == to.QueueId && c.Contact.Visibility == ContactVisibility.Queue
                    ? null
                    : Fields(c, c.Contact with { AssignedQueueId = to.QueueId, Visibility = ContactVisibility.Queue });
            case BulkAction.Assign to:
                // Without an owner nobody could see what only its owner sees.
                return c => c.Contact.AssignedToId == to.AgentId || (to.AgentId is null && c.Contact.Visibility == ContactVisibility.Owner)
                    ? null
                    : Fields(c, c.Contact with { AssignedToId = to.AgentId });
            case BulkAction.ClearAccount of:
                return c => c.Contact.AccountId != of.AccountId ? null : Fields(c, c.Contact with { AccountId = null });
            case BulkAction.AddTags add:
                var added = (await TagWrites.ResolveAsync(session, add.Tags, Row.Run.Id, cancellation)).Values.ToList();
                return c => Tagged(c, [.. c.Tags.Union(added)]);
            case BulkAction.RemoveTags remove:
                var removed = (await TagWrites.FindAsync(session, remove.Tags, cancellation)).Values.ToHashSet();
                return c => Tagged(c, [.. c.Tags.Where(t => !removed.Contains(t))]);
            default:
                throw new InvalidOperationException($"{Row.Action.GetType().Name} changes no fields.");
        }
    }

    private static ContactChange Fields(LoadedContact before, Contact after) => new(before, after, before.Tags, []);

    private static ContactChange? Tagged(LoadedContact before, IReadOnlyList<Guid> tags) =>
        tags.Count == before.Tags.Count || tags.Count > ContactRules.MaxTags ? null : new(before, before.Contact, tags, []);

    private static async Task IndexAsync(WriteSession session, Guid account, List<LoadedContact> contacts, CancellationToken cancellation)
    {
        var names = await AccountRows.NamesAsync(session, session.Tenant, [account], cancellation);
        await session.IndexAsync([.. contacts.Where(c => c.Contact.AccountId == account)
            .Select(c => (c.Contact.Id, SearchTokens.Of(session.Tenant, c.Contact, names.GetValueOrDefault(account)?.Name)))], cancellation);
    }
}
