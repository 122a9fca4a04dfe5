using CrmContacts.Core.Accounts;
using CrmContacts.Core.Search;
using CrmContacts.Core.Counts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Contacts;

/// <summary>
/// The one place where contacts are written, for one or for a batch: the row, its match keys, tags, memberships, custom
/// values, search tokens and history, and what they do to the kept counts. The caller owns the transaction and applies the counts last.
/// </summary>
internal static class ContactWrites
{
    private static readonly Table Tags = new("crm_contact_tags",
        new("tenant", ColumnKind.Long), new("contact", ColumnKind.Id), new("tag", ColumnKind.Id));

    public static readonly Table Members = new("crm_list_members",
        new("tenant", ColumnKind.Long), new("list", ColumnKind.Id), new("contact", ColumnKind.Id), new("added_run", ColumnKind.Id));

    public static async Task ApplyAsync(WriteSession session, IReadOnlyList<ContactChange> changes, IReadOnlyDictionary<Guid, string> accountNames, ChangeAuthor author, Aftermath aftermath, CancellationToken cancellation)
    {
        await InsertAsync(session, changes, accountNames, cancellation);
        await UpdateAsync(session, changes, accountNames, cancellation);
        await KeysAsync(session, changes, cancellation);
        await LinksAsync(session, changes, author, cancellation);
        await CustomValueRows.WriteAsync(session, changes.SelectMany(c => c.Custom.Select(custom => (c.After.Id, custom))), cancellation);
        await ChangeHistory.WriteAsync(session, changes, author, cancellation);
        await ContactCounting.CountAsync(session, [.. changes.Select(Step)], aftermath, cancellation);
    }

    /// <summary>The same, the companies looked up: search knows a contact by its company's name, and one that is gone is left out of the contact.</summary>
    /// <returns>The changes as they were written.</returns>
    public static async Task<IReadOnlyList<ContactChange>> ApplyAsync(WriteSession session, IReadOnlyList<ContactChange> changes, ChangeAuthor author, Aftermath aftermath, CancellationToken cancellation)
    {
        var accounts = await AccountRows.NamesAsync(session, session.Tenant, [.. changes.Select(c => c.After.AccountId).OfType<Guid>().Distinct()], cancellation);
        changes = [.. changes.Select(c => c.Among(accounts))];
        await ApplyAsync(session, changes, accounts.ToDictionary(a => a.Key, a => a.Value.Name), author, aftermath, cancellation);
        return changes;
    }

    private static ContactStep Step(ContactChange change) =>
        new(change.Before, change.Outcome(), change.Custom);

    private static async Task InsertAsync(WriteSession session, IReadOnlyList<ContactChange> changes, IReadOnlyDictionary<Guid, string> accountNames, CancellationToken cancellation)
    {
        var rows = changes.Where(c => c.Before is null)
            .Select(c => c.Row ?? ContactTable.NewRow(session.Tenant, c.After, NameOf(accountNames, c.After))).ToList();
        await session.InsertContactsAsync(rows, cancellation);
    }

    private static Task UpdateAsync(WriteSession session, IReadOnlyList<ContactChange> changes, IReadOnlyDictionary<Guid, string> accountNames, CancellationToken cancellation)
    {
        var rows = new List<(object?[], object?[])>();
        foreach (var change in changes)
        {
            if (change.Before is null)
                continue;
            var row = ContactTable.Row(session.Tenant, change.After, more: 1);
            if (SearchTokens.Differ(change.Before.Contact, change.After))
                row[^1] = change.After.DeletedAt is null ? SearchTokens.Of(session.Tenant, change.After, NameOf(accountNames, change.After)) : "";
            rows.Add((ContactTable.Row(session.Tenant, change.Before.Contact), row));
        }

        return session.UpdateContactsAsync(rows, cancellation);
    }

    private static string? NameOf(IReadOnlyDictionary<Guid, string> accountNames, Contact contact) =>
        contact.AccountId is { } account ? accountNames.GetValueOrDefault(account) : null;

    private static async Task KeysAsync(WriteSession session, IReadOnlyList<ContactChange> changes, CancellationToken cancellation)
    {
        var added = new List<object?[]>();
        var removed = new List<object?[]>();
        foreach (var change in changes)
        {
            IReadOnlyList<MatchKey> before = change.Before is { } old ? MatchKeys.Of(old.Contact) : [];
            foreach (var key in before.Except(change.Keys))
                removed.Add([session.Tenant, (long)key.Kind, key.Value, change.After.Id]);
            foreach (var key in change.Keys.Except(before))
                added.Add([session.Tenant, (long)key.Kind, key.Value, change.After.Id]);
        }

        await session.DeleteAsync(MatchKeys.Table, removed, cancellation);
        await session.InsertAsync(MatchKeys.Table, added, cancellation);
    }

    private static async Task LinksAsync(WriteSession session, IReadOnlyList<ContactChange> changes, ChangeAuthor author, CancellationToken cancellation)
    {
        var tags = new List<object?[]>();
        var untagged = new List<object?[]>();
        var members = new List<object?[]>();
        foreach (var change in changes)
        {
            var before = change.Before?.Tags ?? [];
            foreach (var tag in before.Except(change.Tags))
                untagged.Add([session.Tenant, change.After.Id, tag]);
            foreach (var tag in change.Tags.Except(before))
                tags.Add([session.Tenant, change.After.Id, tag]);
            foreach (var list in change.AddedLists)
                members.Add([session.Tenant, list, change.After.Id, author.Run]);
        }

        await session.DeleteAsync(Tags, untagged, cancellation);
        await session.InsertAsync(Tags, tags, cancellation);
        await session.InsertAsync(Members, members, cancellation);
    }
}
