using CrmContacts.Core.Import;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Imports;

internal sealed class ImportKeptType : WrittenType<ImportKept>
{
    public ImportKeptType()
        : base("ImportKept", "A contact that the undo of an import left as it is, or some fields of it.")
    {
        Id("contactId", kept => kept.ContactId, "The contact's id; whether the viewer sees the contact is another question.");
        Choice<KeptReason, KeptReasonType>("reason", kept => kept.Reason, "Why.");
        Leaf<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("fields", (json, kept) =>
        {
            json.WriteStartArray();
            foreach (var field in kept.Fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        }, "The fields that keep their value, as the API names them; empty where the whole contact stays.");
    }
}

/// <summary>One row of a page with its cursor.</summary>
internal sealed record ImportKeptEdge(string Cursor, ImportKept Node);

internal sealed class ImportKeptConnectionType : WrittenType<Page<ImportKept>>
{
    public ImportKeptConnectionType()
        : base("ImportKeptConnection", "A page of what an undo left as it is.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<ImportKeptEdgeType>>>("edges", (page, _) => page.Items.Select((k, i) => new ImportKeptEdge(page.Cursors[i], k)), "What the page has, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<ImportKeptType>>>("nodes", (page, _) => page.Items, "What the page has.");
        Number("totalCount", page => page.Total ?? 0, "How many contacts there are in all pages together.");
    }
}

internal sealed class ImportKeptEdgeType : WrittenType<ImportKeptEdge>
{
    public ImportKeptEdgeType()
        : base("ImportKeptEdge", "What was left as it is, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this contact in the order of ids.");
        One<NonNullGraphType<ImportKeptType>>("node", (edge, _) => edge.Node, "What was left as it is.");
    }
}
