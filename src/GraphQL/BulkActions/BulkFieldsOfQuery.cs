using CrmContacts.Core.BulkActions;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.BulkActions;

/// <summary>What Query says about bulk actions.</summary>
internal static class BulkFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(ByIdAsync)
        {
            Name = "bulkRunById",
            Type = typeof(BulkRunType),
            Description = "A bulk action of the viewer, or of anybody with CRM_MANAGE; null when there is none by this id. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = "The `runId`, or the `undoToken`, that the action answered." }],
        });

    private static async Task<Read> ByIdAsync(RootContext root) =>
        new(await root.Service<BulkWriter>().FindAsync(root.Viewer, root.Argument<Guid>("id"), root.Cancellation));
}

internal sealed class BulkRunType : WrittenType<BulkRun>
{
    public BulkRunType()
        : base("BulkRun", "How far a bulk action is.")
    {
        Id("id", run => run.Id, "The action's id.");
        Choice<BulkStatus, BulkStatusType>("status", run => run.Status, "How far it is.");
        Number("totalCount", run => run.Total, "How many contacts were selected when it began.");
        Number("affectedCount", run => run.Affected, "How many were changed so far.");
        Number("skippedCount", run => run.Skipped, "How many stay as they are so far.");
        Leaf<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("keptIds", (json, run) => ValueJson.Write(json, run.Kept), "When it takes another action back and is done: the contacts that were edited since and stay as they are, the first thousand.");
        Instant("createdAt", run => run.CreatedAt, "When it was asked for.");
        Text("message", run => run.Message, "What went wrong, when it failed.");
    }
}

internal sealed class BulkStatusType : WireEnum<BulkStatus>
{
    public BulkStatusType()
        : base("How far a bulk action is.",
            (BulkStatus.Queued, "It waits for its turn."),
            (BulkStatus.Running, "It goes on."),
            (BulkStatus.Completed, "It is done."),
            (BulkStatus.Failed, "It stopped at a fault of the server; what was changed can be taken back."))
    {
    }
}
