using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Lists;

/// <summary>How a write of a list ended.</summary>
internal sealed record ListPayload(ContactList? List, Guid? DeletedId, IReadOnlyList<object>? Errors);

internal sealed class CreateListPayloadType : WrittenType<ListPayload>
{
    public CreateListPayloadType()
        : base("CreateListPayload", "What became of a new list.")
    {
        One<ContactListType>("contactList", (payload, _) => payload.List, "The list as it was made, or null when it was not.");
        Many<ListGraphType<NonNullGraphType<CreateListErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class UpdateListPayloadType : WrittenType<ListPayload>
{
    public UpdateListPayloadType()
        : base("UpdateListPayload", "What became of a change of a list.")
    {
        One<ContactListType>("contactList", (payload, _) => payload.List, "The list as it is now, or null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<UpdateListErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class DeleteListPayloadType : WrittenType<ListPayload>
{
    public DeleteListPayloadType()
        : base("DeleteListPayload", "What became of the deletion of a list.")
    {
        Leaf<UuidType>("deletedId", (json, payload) => ValueJson.Write(json, payload.DeletedId), "The id of the list that is gone, or null when it is not.");
        Many<ListGraphType<NonNullGraphType<DeleteListErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class ConvertListToStaticPayloadType : WrittenType<ListPayload>
{
    public ConvertListToStaticPayloadType()
        : base("ConvertListToStaticPayload", "What became of a dynamic list that was to be static.")
    {
        One<ContactListType>("contactList", (payload, _) => payload.List, "The list as it is now, or null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<ConvertListToStaticErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class DuplicateListPayloadType : WrittenType<ListPayload>
{
    public DuplicateListPayloadType()
        : base("DuplicateListPayload", "What became of the copy of a list.")
    {
        One<ContactListType>("contactList", (payload, _) => payload.List, "The copy, or null when there is none.");
        Many<ListGraphType<NonNullGraphType<DuplicateListErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class ConvertListToStaticErrorType() : ErrorUnion("ConvertListToStaticError", "Why a list was not made static.", typeof(ListNotFoundErrorType), typeof(ValidationErrorType));

internal sealed class DuplicateListErrorType() : ErrorUnion("DuplicateListError", "Why a list was not copied.", typeof(ListNotFoundErrorType), typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class CreateListErrorType() : ErrorUnion("CreateListError", "Why a list was not made.", typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class UpdateListErrorType() : ErrorUnion("UpdateListError", "Why a list was not changed.", typeof(ListNotFoundErrorType), typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class DeleteListErrorType() : ErrorUnion("DeleteListError", "Why a list was not deleted.", typeof(ListNotFoundErrorType));
