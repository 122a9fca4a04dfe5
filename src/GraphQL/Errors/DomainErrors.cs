using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Execution;

namespace CrmContacts.GraphQL.Errors;

internal sealed class NameTakenErrorType : WrittenType<NameTaken>
{
    public NameTakenErrorType()
        : base("NameTakenError", "Something of this kind has this name already; names are compared without case.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", fault => $"The name '{fault.Name}' is taken.", "What is wrong, in words that may be shown.");
        RequiredText("name", fault => fault.Name, "The name that was asked for.");
    }
}

internal sealed class ListNotFoundErrorType : WrittenType<ListNotFound>
{
    public ListNotFoundErrorType()
        : base("ListNotFoundError", "There is no such list.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no list with this id.", "What is wrong, in words that may be shown.");
        Id("listId", fault => fault.ListId, "The id that was asked for.");
    }
}

internal sealed class AccountNotFoundErrorType : WrittenType<AccountNotFound>
{
    public AccountNotFoundErrorType()
        : base("AccountNotFoundError", "There is no such company.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no account with this id.", "What is wrong, in words that may be shown.");
        Id("accountId", fault => fault.AccountId, "The id that was asked for.");
    }
}

internal sealed class UndoNotFoundErrorType : WrittenType<UndoNotFound>
{
    public UndoNotFoundErrorType()
        : base("UndoNotFoundError", "There is nothing that this agent could take back by this token: it is another's, more than 24 hours old, taken back already, or still running.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is nothing to take back by this token.", "What is wrong, in words that may be shown.");
        Id("undoToken", fault => fault.UndoToken, "The token that was given.");
    }
}

internal sealed class SelectionTooLargeErrorType : WrittenType<SelectionTooLarge>
{
    public SelectionTooLargeErrorType()
        : base("SelectionTooLargeError", "More ids were named than are taken at once.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", fault => $"At most {fault.Limit} ids are taken at once; select by a filter instead.", "What is wrong, in words that may be shown.");
        Number("limit", fault => fault.Limit, "How many ids are taken.");
    }
}
