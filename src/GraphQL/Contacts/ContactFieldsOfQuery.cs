using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What Query says about contacts.</summary>
internal static class ContactFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query)
    {
        query.AddField(new RootField(PageAsync)
        {
            Name = "contacts",
            Cost = ContactCost.OfPage,
            Type = typeof(ContactsConnectionType),
            Description = "The contacts that the viewer may see, page by page. Pages stay right while others add and delete: nobody is seen twice, nobody is missed.",
            Arguments = [.. ContactsArguments.Paging(), .. ContactsArguments.Choosing(), new QueryArgument<UuidType> { Name = "listId", Description = "Only the contacts of this list." }, new QueryArgument<IntGraphType> { Name = "skip", Description = "Leave out this many: behind `after` or from the front, with `last` backwards from `before` or the end. For a jump far away; the pages next to it are asked for by cursor." }],
        });
        query.AddField(new RootField(ByIdAsync)
        {
            Name = "contactById",
            Cost = ContactCost.OfOne,
            Type = typeof(ContactType),
            Description = "The contact with this id, or null when there is none that the viewer may see.",
            Arguments = [new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = "The contact's id." }],
        });
    }

    private static async Task<Read> PageAsync(RootContext root)
    {
        var query = ContactsArguments.Query(root) with { ListId = root.Argument<Guid?>("listId"), Skip = root.Argument<int?>("skip") ?? 0 };
        var page = await root.Service<ContactReader>().PageAsync(root.Viewer, query, root.Cancellation);
        return new(page, await ContactRelations.OfAsync(root, page.Contacts));
    }

    private static async Task<Read> ByIdAsync(RootContext root)
    {
        var id = root.Argument<Guid>("id");
        var found = await root.Service<ContactReader>().ByIdsAsync(root.Viewer, [id], ContactRelations.Fields(root.Selection), root.Cancellation);
        return found.TryGetValue(id, out var contact) ? new(contact, await ContactRelations.OfAsync(root, [contact])) : new((object?)null);
    }
}
