using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
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
            Arguments =
            [
                new QueryArgument<IntGraphType> { Name = "first", Description = "Take this many from the front: 10 when nothing is said, 200 at most." },
                new QueryArgument<StringGraphType> { Name = "after", Description = "Begin after this cursor." },
                new QueryArgument<IntGraphType> { Name = "last", Description = "Take this many from the end: 200 at most." },
                new QueryArgument<StringGraphType> { Name = "before", Description = "End before this cursor." },
                new QueryArgument<ContactFilterInput> { Name = "where", Description = "Which contacts; all that are visible when nothing is said." },
                new QueryArgument<ListGraphType<NonNullGraphType<ContactSortInput>>> { Name = "order", Description = "In which order: last name, first name when nothing is said." },
                new QueryArgument<StringGraphType> { Name = "search", Description = "Beginnings of words of a name, or digits of a phone number; all of them must be found. The order stays `order`." },
                new QueryArgument<UuidType> { Name = "listId", Description = "Only the contacts of this list." },
            ],
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
        var asked = root.Selection;
        var page = await root.Service<ContactReader>().PageAsync(root.Viewer, new ContactQuery
        {
            First = root.Argument<int?>("first"),
            After = root.Argument<string>("after"),
            Last = root.Argument<int?>("last"),
            Before = root.Argument<string>("before"),
            Where = FilterParser.Parse(WhereArgument.Read(root.Given("where"))),
            Order = OrderArgument.Read(root.Arguments),
            Search = root.Argument<string>("search"),
            ListId = root.Argument<Guid?>("listId"),
            Fields = ContactRelations.Fields(asked),
            WithPage = asked.AsksOther("totalCount"),
            WithTotal = asked.Asks("totalCount"),
        }, root.Cancellation);
        return new(page, await ContactRelations.OfAsync(root, page.Contacts));
    }

    private static async Task<Read> ByIdAsync(RootContext root)
    {
        var id = root.Argument<Guid>("id");
        var found = await root.Service<ContactReader>().ByIdsAsync(root.Viewer, [id], ContactRelations.Fields(root.Selection), root.Cancellation);
        return found.TryGetValue(id, out var contact) ? new(contact, await ContactRelations.OfAsync(root, [contact])) : new((object?)null);
    }
}
