using CrmContacts.Core.CustomFields;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.CustomFields;

/// <summary>How a write of a definition ended: the field, or why not.</summary>
internal sealed record CustomFieldPayload(CustomField? CustomField, IReadOnlyList<object>? Errors);

/// <summary>There is no custom field with this id.</summary>
internal sealed record CustomFieldNotFound(Guid CustomFieldId);

internal abstract class CustomFieldPayloadType<TError> : WrittenType<CustomFieldPayload>
    where TError : IGraphType
{
    protected CustomFieldPayloadType(string name, string description, string field)
        : base(name, description)
    {
        One<CustomFieldType>("customField", (payload, _) => payload.CustomField, field);
        Many<ListGraphType<NonNullGraphType<TError>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class CreateCustomFieldPayloadType() : CustomFieldPayloadType<CreateCustomFieldErrorType>(
    "CreateCustomFieldPayload", "What became of a new custom field.", "The field as it was made, or null when it was not.");

internal sealed class UpdateCustomFieldPayloadType() : CustomFieldPayloadType<UpdateCustomFieldErrorType>(
    "UpdateCustomFieldPayload", "What became of a change of a custom field.", "The field as it is now, or null when nothing was written.");

internal sealed class DeleteCustomFieldPayloadType() : CustomFieldPayloadType<DeleteCustomFieldErrorType>(
    "DeleteCustomFieldPayload", "What became of a deletion.", "The field as it was, or null when there was none.");

internal sealed class CustomFieldNotFoundErrorType : WrittenType<CustomFieldNotFound>
{
    public CustomFieldNotFoundErrorType()
        : base("CustomFieldNotFoundError", "There is no such custom field in the organization.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no custom field with this id.", "What is wrong, in words that may be shown.");
        Id("customFieldId", error => error.CustomFieldId, "The id that was asked for.");
    }
}

internal sealed class CreateCustomFieldErrorType : ErrorUnion
{
    public CreateCustomFieldErrorType()
        : base("CreateCustomFieldError", "Why a custom field was not made.")
    {
        Type<NameTakenErrorType>();
        Type<ValidationErrorType>();
    }
}

internal sealed class UpdateCustomFieldErrorType : ErrorUnion
{
    public UpdateCustomFieldErrorType()
        : base("UpdateCustomFieldError", "Why a custom field was not changed.")
    {
        Type<CustomFieldNotFoundErrorType>();
        Type<NameTakenErrorType>();
        Type<ValidationErrorType>();
    }
}

internal sealed class DeleteCustomFieldErrorType : ErrorUnion
{
    public DeleteCustomFieldErrorType()
        : base("DeleteCustomFieldError", "Why a custom field was not deleted.") => Type<CustomFieldNotFoundErrorType>();
}
