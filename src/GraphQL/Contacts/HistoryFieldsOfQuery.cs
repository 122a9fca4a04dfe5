using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What Query says about what happened to a contact.</summary>
internal static class HistoryFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(HistoryAsync)
        {
            Name = "contactHistory",
            Cost = root => root.Selection.PageWeight(root, ContactCost.Rows(root.Arguments)) + RootField.BaseCost,
            Type = typeof(ContactHistoryConnectionType),
            Description = "What happened to a contact, oldest first: its creation, and who changed which field, from what to what. Null when there is no contact with this id that the viewer may see.",
            Arguments =
            [
                new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = "The contact's id." },
                new QueryArgument<IntGraphType> { Name = "first", Description = "Take this many from the front: 10 when nothing is said, 200 at most." },
                new QueryArgument<StringGraphType> { Name = "after", Description = "Begin after this cursor." },
                new QueryArgument<IntGraphType> { Name = "last", Description = "Take this many from the end, the newest: 200 at most." },
                new QueryArgument<StringGraphType> { Name = "before", Description = "End before this cursor." },
            ],
        });

    private static async Task<Read> HistoryAsync(RootContext root)
    {
        var page = await root.Service<HistoryReader>().PageAsync(root.Viewer, root.Argument<Guid>("id"), root.Argument<int?>("first"),
            root.Argument<string>("after"), root.Argument<int?>("last"), root.Argument<string>("before"), root.Cancellation);
        return page is null ? new((object?)null) : new(page, await TimelineReading.NamesAsync(root));
    }
}
