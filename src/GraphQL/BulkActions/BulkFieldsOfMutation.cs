using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.BulkActions;

/// <summary>What Mutation does to many contacts at once.</summary>
internal static class BulkFieldsOfMutation
{
    /// <summary>A thousand contacts change within the request: that has its price.</summary>
    private const int Price = 500;

    public static void AddTo(ObjectGraphType mutation)
    {
        Add<DeleteContactsInput, DeleteContactsPayloadType>(mutation, "deleteContacts", "Deletes contacts; for 30 days `restoreContacts` gives them back.", _ => new BulkAction.Delete());
        Add<AddTagsInput, AddTagsPayloadType>(mutation, "addTags", "Adds tags to contacts.", input => new BulkAction.AddTags(input.Many<string>("tags")));
        Add<RemoveTagsInput, RemoveTagsPayloadType>(mutation, "removeTags", "Takes tags off contacts.", input => new BulkAction.RemoveTags(input.Many<string>("tags")));
        Add<AssignContactsToQueueInput, AssignContactsToQueuePayloadType>(mutation, "assignContactsToQueue", "Assigns contacts to a queue, and sets their visibility to QUEUE.", input => new BulkAction.AssignToQueue(input.Get<string>("queueId")!));
        Add<AssignContactsInput, AssignContactsPayloadType>(mutation, "assignContacts", "Assigns contacts to an agent; their visibility stays.", input => new BulkAction.Assign(input.Get<string>("agentId")));
        Add<SetContactsStatusInput, SetContactsStatusPayloadType>(mutation, "setContactsStatus", "Gives contacts a status.", input => new BulkAction.SetStatus(input.Get<ContactStatus>("status")));
        Add<AddContactsToListInput, AddContactsToListPayloadType>(mutation, "addContactsToList", "Puts contacts on a static list.", input => new BulkAction.AddToList(input.Get<Guid>("listId")));
        Add<RemoveContactsFromListInput, RemoveContactsFromListPayloadType>(mutation, "removeContactsFromList", "Takes contacts off a static list.", input => new BulkAction.RemoveFromList(input.Get<Guid>("listId")));
        mutation.AddField(new RootField(UndoAsync)
        {
            Name = "undoBulkAction",
            Cost = _ => Price,
            Type = typeof(NonNullGraphType<UndoBulkActionPayloadType>),
            Description = "Takes a bulk action of the same agent back, within 24 hours. Contacts that were edited since stay as they are. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<UndoBulkActionInput>> { Name = "input", Description = "Which action." }],
        });
    }

    private static void Add<TInput, TPayload>(ObjectGraphType mutation, string name, string description, Func<InputObject, BulkAction> action)
        where TInput : BulkInput
        where TPayload : IGraphType =>
        mutation.AddField(new RootField(root => RunAsync(root, action))
        {
            Name = name,
            Cost = _ => Price,
            Type = typeof(NonNullGraphType<TPayload>),
            Description = description + " Past 1,000 contacts it goes on as a run. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<TInput>> { Name = "input", Description = "Which contacts, and what is done to them." }],
        });

    private static async Task<Read> RunAsync(RootContext root, Func<InputObject, BulkAction> action)
    {
        var input = InputObject.Of(root);
        return Written(await root.Service<BulkWriter>().RunAsync(root.Viewer, ContactSelectionInput.Read(input), action(input), root.Cancellation));
    }

    private static async Task<Read> UndoAsync(RootContext root) =>
        Written(await root.Service<BulkWriter>().UndoAsync(root.Viewer, InputObject.Of(root).Get<Guid>("undoToken"), root.Cancellation));

    private static Read Written(WriteResult<BulkResult> result) => new(new BulkPayload(result.Value, result.Value is null ? result.Faults : null));
}
