using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>How a write ended: the contact, or why not.</summary>
internal sealed record ContactPayload(Contact? Contact, IReadOnlyList<object>? Errors);

internal sealed class CreateContactPayloadType : WrittenType<ContactPayload>
{
    public CreateContactPayloadType()
        : base("CreateContactPayload", "What became of a new contact.")
    {
        One<ContactType>("contact", (payload, _) => payload.Contact, "The contact as it was written, or null when it was not.");
        Many<ListGraphType<NonNullGraphType<CreateContactErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class UpdateContactPayloadType : WrittenType<ContactPayload>
{
    public UpdateContactPayloadType()
        : base("UpdateContactPayload", "What became of a change.")
    {
        One<ContactType>("contact", (payload, _) => payload.Contact, "The contact as its author has just written it, even when it has left their sight; null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<UpdateContactErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}
