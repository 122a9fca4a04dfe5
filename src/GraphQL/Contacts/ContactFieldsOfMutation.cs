using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What Mutation does to contacts.</summary>
internal static class ContactFieldsOfMutation
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.AddField(new RootField(CreateAsync)
        {
            Name = "createContact",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<CreateContactPayloadType>),
            Description = "Makes a contact. It always makes one: e-mail addresses and phone numbers may be shared. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<CreateContactInput>> { Name = "input", Description = "The new contact." }],
        });
        mutation.AddField(new RootField(UpdateAsync)
        {
            Name = "updateContact",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<UpdateContactPayloadType>),
            Description = "Changes a contact that the viewer may see. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<UpdateContactInput>> { Name = "input", Description = "Which contact, and what changes about it." }],
        });
    }

    private static async Task<Read> CreateAsync(RootContext root)
    {
        var input = (IDictionary<string, object?>)root.Given("input")!;
        var patch = ContactPatchInput.Read(input);
        if (!patch.Source.IsSet)
            patch = patch with { Source = ContactSource.Api };
        return await WrittenAsync(root, default, await root.Service<ContactWriter>().CreateAsync(root.Viewer, patch, root.Cancellation));
    }

    private static async Task<Read> UpdateAsync(RootContext root)
    {
        var input = (IDictionary<string, object?>)root.Given("input")!;
        var id = (Guid)input["id"]!;
        var version = input.TryGetValue("version", out var given) ? (int?)given : null;
        return await WrittenAsync(root, id, await root.Service<ContactWriter>().UpdateAsync(root.Viewer, id, version, ContactPatchInput.Read(input), root.Cancellation));
    }

    private static async Task<Read> WrittenAsync(RootContext root, Guid id, ContactWriteResult result)
    {
        if (result.Contact is { } contact)
        {
            // What stands beside the contact is read from the state that the write has made.
            await root.Service<Snapshot>().RenewAsync();
            return new(new ContactPayload(contact, null), await ContactRelations.OfAsync(root, [contact]));
        }

        return result switch
        {
            { NotFound: true } => new(new ContactPayload(null, [new ContactNotFound(id)])),
            { CurrentVersion: { } version } => new(new ContactPayload(null, [new Conflict(version, result.Conflicts)])),
            _ => new(new ContactPayload(null, result.Faults)),
        };
    }
}
