using CrmContacts.Core.Accounts;
using CrmContacts.GraphQL.Execution;

namespace CrmContacts.GraphQL.Accounts;

internal sealed class AccountType : WrittenType<Account>
{
    public AccountType()
        : base("Account", "A company that contacts belong to.")
    {
        Id("id", account => account.Id, "The account's id.");
        RequiredText("name", account => account.Name, "The company's name.");
    }
}
