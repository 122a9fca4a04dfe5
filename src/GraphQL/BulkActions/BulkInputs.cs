using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.BulkActions;

/// <summary>The input of a bulk action: which contacts, and what the action needs to know.</summary>
internal abstract class BulkInput : InputObjectGraphType
{
    protected BulkInput(string name, string description)
    {
        Name = name;
        Description = description;
        Add<NonNullGraphType<ContactSelectionInput>>("selection", "Which contacts.");
    }

    protected void Add<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Type = typeof(TType), Description = description });
}

internal sealed class DeleteContactsInput() : BulkInput("DeleteContactsInput", "Which contacts to delete.");

internal sealed class AddTagsInput : BulkInput
{
    public AddTagsInput()
        : base("AddTagsInput", "Which tags to add to which contacts.") =>
        Add<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("tags", "The tags; those that do not exist are made.");
}

internal sealed class RemoveTagsInput : BulkInput
{
    public RemoveTagsInput()
        : base("RemoveTagsInput", "Which tags to take off which contacts.") =>
        Add<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("tags", "The tags, case aside.");
}

internal sealed class AssignContactsToQueueInput : BulkInput
{
    public AssignContactsToQueueInput()
        : base("AssignContactsToQueueInput", "Which contacts to assign to which queue.") =>
        Add<NonNullGraphType<StringGraphType>>("queueId", "The queue, by id or name; its agents see the contacts from then on, and nobody else.");
}

internal sealed class AssignContactsInput : BulkInput
{
    public AssignContactsInput()
        : base("AssignContactsInput", "Which contacts to assign to which agent.") =>
        Add<StringGraphType>("agentId", "The agent, by id, e-mail address or name; null takes the assignment away, except where only the owner sees the contact.");
}

internal sealed class SetContactsStatusInput : BulkInput
{
    public SetContactsStatusInput()
        : base("SetContactsStatusInput", "Which contacts get which status.") =>
        Add<NonNullGraphType<ContactStatusType>>("status", "The status.");
}

internal sealed class AddContactsToListInput : BulkInput
{
    public AddContactsToListInput()
        : base("AddContactsToListInput", "Which contacts to put on which list.") =>
        Add<NonNullGraphType<UuidType>>("listId", "A static list.");
}

internal sealed class RemoveContactsFromListInput : BulkInput
{
    public RemoveContactsFromListInput()
        : base("RemoveContactsFromListInput", "Which contacts to take off which list.") =>
        Add<NonNullGraphType<UuidType>>("listId", "A static list.");
}

internal sealed class UndoBulkActionInput : InputObjectGraphType
{
    public UndoBulkActionInput()
    {
        Name = "UndoBulkActionInput";
        Description = "Which bulk action to take back.";
        AddField(new FieldType { Name = "undoToken", Type = typeof(NonNullGraphType<UuidType>), Description = "The token that the action answered." });
    }
}
