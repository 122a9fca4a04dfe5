using CrmContacts.Core.Import;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Imports;

/// <summary>One row of a page with its cursor.</summary>
internal sealed record ImportEdge(string Cursor, ImportRun Node);

internal sealed class ImportsConnectionType : WrittenType<Page<ImportRun>>
{
    public ImportsConnectionType()
        : base("ImportsConnection", "A page of imports.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<ImportsEdgeType>>>("edges", (page, _) => page.Items.Select((r, i) => new ImportEdge(page.Cursors[i], r)), "The imports of the page, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<ImportType>>>("nodes", (page, _) => page.Items, "The imports of the page.");
        Number("totalCount", page => page.Total ?? 0, "How many imports there are in all pages together; counted only when it is asked for.");
    }
}

internal sealed class ImportsEdgeType : WrittenType<ImportEdge>
{
    public ImportsEdgeType()
        : base("ImportsEdge", "An import of a page, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this import among the others.");
        One<NonNullGraphType<ImportType>>("node", (edge, _) => edge.Node, "The import.");
    }
}
