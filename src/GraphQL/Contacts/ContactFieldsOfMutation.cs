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
        mutation.AddField(new RootField(MergeAsync)
        {
            Name = "mergeContacts",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<MergeContactsPayloadType>),
            Description = "Makes several contacts one: the sources' tags, lists and timeline go to the target, and their ids mean the target from then on. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<MergeContactsInput>> { Name = "input", Description = "Which contacts, and what the target's fields become." }],
        });
        mutation.AddField(new RootField(RestoreAsync)
        {
            Name = "restoreContacts",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<RestoreContactsPayloadType>),
            Description = "Gives contacts back that were deleted in the last 30 days. What is not deleted, or not the viewer's to see, is passed over. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<RestoreContactsInput>> { Name = "input", Description = "Which contacts." }],
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

    private static async Task<Read> MergeAsync(RootContext root)
    {
        var input = (IDictionary<string, object?>)root.Given("input")!;
        var target = (Guid)input["targetId"]!;
        var sources = ((System.Collections.IEnumerable)input["sourceIds"]!).Cast<Guid>().ToList();
        var version = input.TryGetValue("version", out var given) ? (int?)given : null;
        var fields = input.TryGetValue("fields", out var chosen) && chosen is IDictionary<string, object?> patch ? ContactPatchInput.Read(patch) : new ContactPatch();
        return await WrittenAsync(root, target, await root.Service<ContactWriter>().MergeAsync(root.Viewer, target, sources, version, fields, root.Cancellation));
    }

    private static async Task<Read> RestoreAsync(RootContext root)
    {
        var input = (IDictionary<string, object?>)root.Given("input")!;
        var ids = ((System.Collections.IEnumerable)input["ids"]!).Cast<Guid>().ToList();
        var result = await root.Service<ContactWriter>().RestoreAsync(root.Viewer, ids, root.Cancellation);
        if (result.Value is not { } restored)
            return new(new RestorePayload(null, result.Faults));
        await root.Service<Snapshot>().RenewAsync();
        return new(new RestorePayload(restored, null), await ContactRelations.OfAsync(root, restored));
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
            { NotFound: true } => new(new ContactPayload(null, [new ContactNotFound(result.NotFoundId ?? id)])),
            { CurrentVersion: { } version } => new(new ContactPayload(null, [new Conflict(version, result.Conflicts)])),
            _ => new(new ContactPayload(null, result.Faults)),
        };
    }
}
