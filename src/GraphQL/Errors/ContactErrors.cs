using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Errors;

/// <summary>Somebody else was faster.</summary>
internal sealed record Conflict(int CurrentVersion, IReadOnlyList<FieldConflict> Fields);

internal sealed class ValidationErrorType : WrittenType<FieldFault>
{
    public ValidationErrorType()
        : base("ValidationError", "A value of the input is not valid. Nothing was written.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", fault => fault.Message, "What is wrong, in words that may be shown.");
        Text("field", fault => fault.Field, "The field of the input, or null when it is about the whole input.");
        RequiredText("code", fault => fault.Code, "What is wrong, for programs: `REQUIRED`, `TOO_LONG`, `EMAIL_INVALID` and so on.");
    }
}

internal sealed class ContactNotFoundErrorType : WrittenType<ContactNotFound>
{
    public ContactNotFoundErrorType()
        : base("ContactNotFoundError", "There is no such contact, or the viewer may not see it: there is no telling which.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no contact with this id.", "What is wrong, in words that may be shown.");
        Id("contactId", error => error.ContactId, "The id that was asked for.");
    }
}

internal sealed class ConflictErrorType : WrittenType<Conflict>
{
    public ConflictErrorType()
        : base("ConflictError", "The contact was changed since the given version was read. Nothing was written.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "Somebody else has changed this contact in the meantime.", "What is wrong, in words that may be shown.");
        Number("currentVersion", error => error.CurrentVersion, "The version in the store; send it to write nevertheless.");
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<ConflictFieldType>>>>("fields", (error, _) => error.Fields, "The fields that both have changed.");
    }
}

internal sealed class ConflictFieldType : WrittenType<FieldConflict>
{
    public ConflictFieldType()
        : base("ConflictField", "A field that two people have changed.")
    {
        RequiredText("field", conflict => conflict.Field, "The field's name.");
        Leaf<AnyType>("yours", (json, conflict) => AnyType.Write(json, conflict.Yours), "The value that was sent.");
        Leaf<AnyType>("theirs", (json, conflict) => AnyType.Write(json, conflict.Theirs), "The value in the store.");
    }
}

internal sealed class CreateContactErrorType() : ErrorUnion("CreateContactError", "Why a contact was not created.", typeof(ValidationErrorType));

internal sealed class UpdateContactErrorType() : ErrorUnion("UpdateContactError", "Why a contact was not changed.", typeof(ConflictErrorType), typeof(ContactNotFoundErrorType), typeof(ValidationErrorType));

internal sealed class MergeContactsErrorType() : ErrorUnion("MergeContactsError", "Why contacts were not merged.", typeof(ConflictErrorType), typeof(ContactNotFoundErrorType), typeof(ValidationErrorType));

internal sealed class RestoreContactsErrorType() : ErrorUnion("RestoreContactsError", "Why contacts were not given back.", typeof(SelectionTooLargeErrorType), typeof(ValidationErrorType));
