using CrmContacts.Core.Accounts;
using CrmContacts.Core.Filters;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Filters;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Accounts;

/// <summary>What Query says about companies.</summary>
internal static class AccountFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query)
    {
        query.AddField(new RootField(PageAsync)
        {
            Name = "accounts",
            Cost = root => root.Selection.PageWeight(root, ContactCost.Rows(root.Arguments)),
            Type = typeof(AccountsConnectionType),
            Description = "The companies of the organization, page by page.",
            Arguments =
            [
                .. ContactsArguments.Paging(),
                new QueryArgument<AccountFilterInput> { Name = "where", Description = "Which companies; all when nothing is said." },
                new QueryArgument<ListGraphType<NonNullGraphType<AccountSortInput>>> { Name = "order", Description = "In which order: by name when nothing is said." },
            ],
        });
        query.AddField(new RootField(ByIdAsync)
        {
            Name = "accountById",
            Type = typeof(AccountType),
            Description = "The company with this id, or null when there is none.",
            Arguments = [new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = "The account's id." }],
        });
    }

    private static async Task<Read> PageAsync(RootContext root)
    {
        var order = OrderArgument.Names(root.Arguments);
        return new(await root.Service<AccountReader>().PageAsync(root.Viewer, new AccountQuery
        {
            First = root.Argument<int?>("first"),
            After = root.Argument<string>("after"),
            Last = root.Argument<int?>("last"),
            Before = root.Argument<string>("before"),
            Where = FilterParser.ParseAccount(WhereArgument.Read(root.Given("where"))),
            // Names are unique: what comes after the first term decides nothing.
            ById = order.Count > 0 && order[0].Name == "id",
            Descending = order.Count > 0 && order[0].Descending,
            WithTotal = root.Selection.Asks("totalCount"),
        }, root.Cancellation));
    }

    private static async Task<Read> ByIdAsync(RootContext root)
    {
        var id = root.Argument<Guid>("id");
        return new((await root.Service<AccountReader>().ByIdsAsync(root.Viewer, [id], root.Cancellation)).GetValueOrDefault(id));
    }
}
