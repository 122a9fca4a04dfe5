using CrmContacts.Core.Accounts;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tags;
using CrmContacts.GraphQL.Execution;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>Reads what stands beside contacts: one statement for each relation that is asked for, whatever the number of contacts.</summary>
internal static class ContactRelations
{
    /// <summary>The fields to read for what is asked; the id always, for what stands beside hangs on it.</summary>
    public static IReadOnlySet<ContactField> Fields(Selection asked) => asked.ReadsWithId;

    public static async Task<Relations> OfAsync(RootContext root, IReadOnlyCollection<Contact> contacts)
    {
        var needs = root.Selection.Needs;
        if (contacts.Count == 0 || (needs == Relation.None && root.Selection.Nested.Count == 0))
            return Relations.None;

        var beside = new Relations();
        var ids = contacts.Select(c => c.Id).ToArray();
        if (needs.HasFlag(Relation.Tags))
            beside = beside with { Tags = await root.Service<TagReader>().OfContactsAsync(root.Viewer, ids, root.Cancellation) };
        if (needs.HasFlag(Relation.Lists))
            beside = beside with { Lists = await root.Service<ListReader>().OfContactsAsync(root.Viewer, ids, root.Cancellation) };
        if (needs.HasFlag(Relation.CustomFields))
            beside = beside with { CustomValues = await root.Service<CustomFieldReader>().OfContactsAsync(root.Viewer, ids, root.Cancellation) };
        if (needs.HasFlag(Relation.Account) && contacts.Select(c => c.AccountId).OfType<Guid>().Distinct().ToArray() is { Length: > 0 } accounts)
            beside = beside with { Accounts = await root.Service<AccountReader>().ByIdsAsync(root.Viewer, accounts, root.Cancellation) };
        if (needs.HasFlag(Relation.Agents) && contacts.Any(c => c.AssignedToId is not null))
            beside = beside with { Agents = (await root.Service<IAgentDirectory>().AgentsAsync(root.Viewer.Tenant, root.Cancellation)).ToDictionary(a => a.Id, StringComparer.Ordinal) };
        if (needs.HasFlag(Relation.Queues) && contacts.Any(c => c.AssignedQueueId is not null))
            beside = beside with { Queues = (await root.Service<IAgentDirectory>().QueuesAsync(root.Viewer.Tenant, root.Cancellation)).ToDictionary(q => q.Id, StringComparer.Ordinal) };
        beside = await beside.WithNestedAsync<Contact>(root, ids);
        var lists = beside.Lists.SelectMany(l => l).Select(l => l.Id).Distinct().ToArray();
        return await beside.WithNestedAsync<ContactList>(root, lists);
    }
}
