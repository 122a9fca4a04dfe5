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

internal sealed class MergeContactsPayloadType : WrittenType<ContactPayload>
{
    public MergeContactsPayloadType()
        : base("MergeContactsPayload", "What became of a merge.")
    {
        One<ContactType>("contact", (payload, _) => payload.Contact, "The contact that the others were merged into; null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<MergeContactsErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

/// <summary>The contacts that were given back, or why none was.</summary>
internal sealed record RestorePayload(IReadOnlyList<Contact>? Contacts, IReadOnlyList<object>? Errors);

internal sealed class RestoreContactsPayloadType : WrittenType<RestorePayload>
{
    public RestoreContactsPayloadType()
        : base("RestoreContactsPayload", "What became of a restoration.")
    {
        Many<ListGraphType<NonNullGraphType<ContactType>>>("contacts", (payload, _) => payload.Contacts, "The contacts that are back; null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<RestoreContactsErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}
