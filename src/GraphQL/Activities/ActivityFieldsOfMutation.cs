using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;
using Kind = CrmContacts.Core.Activities.ActivityType;

namespace CrmContacts.GraphQL.Activities;

/// <summary>What Mutation does to activities.</summary>
internal static class ActivityFieldsOfMutation
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.AddField(new RootField(LogAsync)
        {
            Name = "logActivity",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<LogActivityPayloadType>),
            Description = "Logs what the viewer did with a contact that they may see. A call whose `callId` they have logged on this contact before is given back as it stands. Calls, notes and tasks need CRM_VIEW, the others CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<LogActivityInput>> { Name = "input", Description = "The activity." }],
        });
        mutation.AddField(new RootField(UpdateAsync)
        {
            Name = "updateActivity",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<UpdateActivityPayloadType>),
            Description = "Changes an activity of a contact that the viewer may see. Their own needs CRM_VIEW, another's CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<UpdateActivityInput>> { Name = "input", Description = "Which activity, and what changes about it." }],
        });
        mutation.AddField(new RootField(DeleteAsync)
        {
            Name = "deleteActivity",
            Cost = ContactCost.OfOne,
            Type = typeof(NonNullGraphType<DeleteActivityPayloadType>),
            Description = "Deletes an activity of a contact that the viewer may see. Their own needs CRM_VIEW, another's CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<DeleteActivityInput>> { Name = "input", Description = "Which activity." }],
        });
    }

    private static async Task<Read> LogAsync(RootContext root)
    {
        var input = Input(root);
        return await WrittenAsync(root, await root.Service<ActivityWriter>().LogAsync(root.Viewer, (Guid)input["contactId"]!, (Kind)input["type"]!, ActivityInput.Read(input), root.Cancellation));
    }

    private static async Task<Read> UpdateAsync(RootContext root)
    {
        var input = Input(root);
        return await WrittenAsync(root, await root.Service<ActivityWriter>().UpdateAsync(root.Viewer, (Guid)input["id"]!, ActivityInput.Read(input), root.Cancellation));
    }

    private static async Task<Read> DeleteAsync(RootContext root) =>
        await WrittenAsync(root, await root.Service<ActivityWriter>().DeleteAsync(root.Viewer, (Guid)Input(root)["id"]!, root.Cancellation));

    private static IDictionary<string, object?> Input(RootContext root) => (IDictionary<string, object?>)root.Given("input")!;

    private static async Task<Read> WrittenAsync(RootContext root, WriteResult<Activity> result)
    {
        if (result.Value is not { } activity)
            return new(new ActivityPayload(null, null, result.Faults));
        // What stands beside the activity is read from the state that the write has made.
        await root.Service<Snapshot>().RenewAsync();
        var contact = root.Selection.Asks("contact")
            ? (await root.Service<ContactReader>().ByIdsAsync(root.Viewer, [activity.ContactId], ContactRelations.Fields(root.Selection), root.Cancellation)).GetValueOrDefault(activity.ContactId)
            : null;
        var beside = contact is null ? Relations.None : await ContactRelations.OfAsync(root, [contact]);
        var names = await TimelineReading.NamesAsync(root);
        return new(new ActivityPayload(activity, contact, null), beside with { Agents = names.Agents, Queues = names.Queues });
    }
}
