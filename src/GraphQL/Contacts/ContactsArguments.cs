using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>The arguments of a page of contacts, wherever one stands.</summary>
internal static class ContactsArguments
{
    public static IEnumerable<QueryArgument> Paging() =>
    [
        new QueryArgument<IntGraphType> { Name = "first", Description = "Take this many from the front: 10 when nothing is said, 200 at most." },
        new QueryArgument<StringGraphType> { Name = "after", Description = "Begin after this cursor." },
        new QueryArgument<IntGraphType> { Name = "last", Description = "Take this many from the end: 200 at most." },
        new QueryArgument<StringGraphType> { Name = "before", Description = "End before this cursor." },
    ];

    public static IEnumerable<QueryArgument> Choosing() =>
    [
        new QueryArgument<ContactFilterInput> { Name = "where", Description = "Which contacts; all that are visible when nothing is said." },
        new QueryArgument<ListGraphType<NonNullGraphType<ContactSortInput>>> { Name = "order", Description = "In which order: last name, first name when nothing is said." },
        new QueryArgument<StringGraphType> { Name = "search", Description = "Beginnings of words of a name, e-mail address, company or title, or digits of a phone number; all of them must be found. The order stays `order`." },
    ];

    /// <summary>What a page's arguments and what is asked below it mean to Core.</summary>
    public static ContactQuery Query(RootContext at) => new()
    {
        First = at.Argument<int?>("first"),
        After = at.Argument<string>("after"),
        Last = at.Argument<int?>("last"),
        Before = at.Argument<string>("before"),
        Where = FilterParser.Parse(WhereArgument.Read(at.Given("where"))),
        Order = OrderArgument.Read(at.Arguments),
        Search = at.Argument<string>("search"),
        Fields = ContactRelations.Fields(at.Selection),
        WithPage = at.Selection.AsksOther("totalCount"),
        WithTotal = at.Selection.Asks("totalCount"),
    };
}
