using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.BulkActions;

/// <summary>How a bulk action ended, or that it goes on.</summary>
internal sealed record BulkPayload(BulkResult? Result, IReadOnlyList<IDomainFault>? Errors);

internal abstract class BulkPayloadType<TErrors> : WrittenType<BulkPayload>
    where TErrors : ErrorUnion
{
    protected BulkPayloadType(string name, string description, bool undoes = false)
        : base(name, description)
    {
        Whole("affectedCount", result => result.Affected, "How many contacts were changed; null while the action goes on as a run.");
        Whole("skippedCount", result => result.Skipped, undoes
            ? "How many contacts stay as they are, because they were edited since; null while it goes on as a run."
            : "How many contacts were so already, or may not be so; null while the action goes on as a run.");
        if (undoes)
        {
            Leaf<ListGraphType<NonNullGraphType<UuidType>>>("keptIds", (json, payload) =>
            {
                if (payload.Result is null)
                {
                    json.WriteNullValue();
                    return;
                }

                ValueJson.Write(json, payload.Result.Kept);
            }, "The contacts that were edited since and stay as they are, the first thousand; while it goes on as a run `bulkRunById` will say.");
        }
        else
        {
            Leaf<UuidType>("undoToken", (json, payload) => ValueJson.Write(json, payload.Result?.UndoToken), "Takes the action back by `undoBulkAction`, for its agent, for 24 hours.");
        }

        Leaf<UuidType>("runId", (json, payload) => ValueJson.Write(json, payload.Result?.RunId), "The run that carries the action out, past 1,000 contacts: `bulkRunById` says how far it is.");
        Many<ListGraphType<NonNullGraphType<TErrors>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }

    private void Whole(string name, Func<BulkResult, long?> get, string description) =>
        Leaf<IntGraphType>(name, (json, payload) =>
        {
            if (payload.Result is { } result && get(result) is { } number)
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }, description);
}

internal sealed class DeleteContactsPayloadType() : BulkPayloadType<DeleteContactsErrorType>("DeleteContactsPayload", "What became of a deletion.");

internal sealed class AddTagsPayloadType() : BulkPayloadType<AddTagsErrorType>("AddTagsPayload", "What became of the adding of tags.");

internal sealed class RemoveTagsPayloadType() : BulkPayloadType<RemoveTagsErrorType>("RemoveTagsPayload", "What became of the removal of tags.");

internal sealed class AssignContactsToQueuePayloadType() : BulkPayloadType<AssignContactsToQueueErrorType>("AssignContactsToQueuePayload", "What became of the assignment to a queue.");

internal sealed class AssignContactsPayloadType() : BulkPayloadType<AssignContactsErrorType>("AssignContactsPayload", "What became of the assignment to an agent.");

internal sealed class SetContactsStatusPayloadType() : BulkPayloadType<SetContactsStatusErrorType>("SetContactsStatusPayload", "What became of the change of status.");

internal sealed class AddContactsToListPayloadType() : BulkPayloadType<AddContactsToListErrorType>("AddContactsToListPayload", "What became of the adding to a list.");

internal sealed class RemoveContactsFromListPayloadType() : BulkPayloadType<RemoveContactsFromListErrorType>("RemoveContactsFromListPayload", "What became of the removal from a list.");

internal sealed class UndoBulkActionPayloadType() : BulkPayloadType<UndoBulkActionErrorType>("UndoBulkActionPayload", "What became of the taking back of a bulk action.", undoes: true);

internal sealed class DeleteContactsErrorType() : ErrorUnion("DeleteContactsError", "Why no contact was deleted.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class AddTagsErrorType() : ErrorUnion("AddTagsError", "Why no tag was added.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class RemoveTagsErrorType() : ErrorUnion("RemoveTagsError", "Why no tag was removed.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class AssignContactsToQueueErrorType() : ErrorUnion("AssignContactsToQueueError", "Why no contact was assigned.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class AssignContactsErrorType() : ErrorUnion("AssignContactsError", "Why no contact was assigned.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class SetContactsStatusErrorType() : ErrorUnion("SetContactsStatusError", "Why no status was changed.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class AddContactsToListErrorType() : ErrorUnion("AddContactsToListError", "Why no contact was put on the list.", typeof(ListNotFoundErrorType), typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class RemoveContactsFromListErrorType() : ErrorUnion("RemoveContactsFromListError", "Why no contact was taken off the list.", typeof(ListNotFoundErrorType), typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));

internal sealed class UndoBulkActionErrorType() : ErrorUnion("UndoBulkActionError", "Why nothing was taken back.", typeof(UndoNotFoundErrorType));
