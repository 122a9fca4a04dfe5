using CrmContacts.Core.Import;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Imports;

/// <summary>What Query says about imports.</summary>
internal static class ImportFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query)
    {
        query.AddField(new RootField(PageAsync)
        {
            Name = "imports",
            Cost = root => root.Selection.PageWeight(root, ContactCost.Rows(root.Arguments)),
            Type = typeof(ImportsConnectionType),
            Description = "The viewer's imports, or everybody's with CRM_MANAGE, the newest first. Needs CRM_EDIT.",
            Arguments = [.. ContactsArguments.Paging()],
        });
        query.AddField(new RootField(ByIdAsync)
        {
            Name = "importById",
            Type = typeof(ImportType),
            Description = "The import with this id; null when there is none that the viewer may follow. Needs CRM_EDIT.",
            Arguments = [Id("The import's id.")],
        });
        query.AddField(new RootField(KeptAsync)
        {
            Name = "importKept",
            Cost = root => root.Selection.PageWeight(root, ContactCost.Rows(root.Arguments)),
            Type = typeof(ImportKeptConnectionType),
            Description = "What the undo of an import left as it is, and why; null when there is no such import that the viewer may follow. Needs CRM_EDIT.",
            Arguments = [Id("The import's id."), .. ContactsArguments.Paging()],
        });
    }

    private static QueryArgument Id(string description) => new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = description };

    private static async Task<Read> PageAsync(RootContext root)
    {
        var page = await root.Service<RunReader>().PageAsync(root.Viewer, root.Argument<int?>("first"), root.Argument<string>("after"),
            root.Argument<int?>("last"), root.Argument<string>("before"), root.Selection.Asks("totalCount"), root.Cancellation);
        return new(page, await TimelineReading.NamesAsync(root));
    }

    private static async Task<Read> ByIdAsync(RootContext root) =>
        await root.Service<RunReader>().FindAsync(root.Viewer, root.Argument<Guid>("id"), root.Cancellation) is { } run
            ? new(run, await TimelineReading.NamesAsync(root))
            : new((object?)null);

    private static async Task<Read> KeptAsync(RootContext root) =>
        new(await root.Service<RunReader>().KeptAsync(root.Viewer, root.Argument<Guid>("id"), root.Argument<int?>("first"), root.Argument<string>("after"),
            root.Argument<int?>("last"), root.Argument<string>("before"), root.Cancellation));
}
