using CrmContacts.Core.Accounts;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Accounts;

internal sealed class AccountType : WrittenType<Account>
{
    public AccountType()
        : base("Account", "A company that contacts belong to.")
    {
        Id("id", account => account.Id, "The account's id.");
        RequiredText("name", account => account.Name, "The company's name, unique in the organization.");
        Instant("createdAt", account => account.CreatedAt, "When the account was made.");
    }
}

/// <summary>One row of a page with its cursor.</summary>
internal sealed record AccountEdge(string Cursor, Account Node);

internal sealed class AccountsConnectionType : WrittenType<Page<Account>>
{
    public AccountsConnectionType()
        : base("AccountsConnection", "A page of companies.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<AccountsEdgeType>>>("edges", (page, _) => page.Items.Select((a, i) => new AccountEdge(page.Cursors[i], a)), "The companies of the page, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<AccountType>>>("nodes", (page, _) => page.Items, "The companies of the page.");
        Number("totalCount", page => page.Total ?? 0, "How many companies there are in all pages together; counted only when it is asked for.");
    }
}

internal sealed class AccountsEdgeType : WrittenType<AccountEdge>
{
    public AccountsEdgeType()
        : base("AccountsEdge", "A company of a page, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this company in the order that was asked for.");
        One<NonNullGraphType<AccountType>>("node", (edge, _) => edge.Node, "The company.");
    }
}

internal sealed class AccountSortInput : InputObjectGraphType
{
    public AccountSortInput()
    {
        Name = "AccountSortInput";
        Description = "An order of companies; the id always comes last.";
        AddField(new FieldType { Name = "id", Type = typeof(SortEnumType), Description = "The account's id." });
        AddField(new FieldType { Name = "name", Type = typeof(SortEnumType), Description = "The company's name." });
    }
}
