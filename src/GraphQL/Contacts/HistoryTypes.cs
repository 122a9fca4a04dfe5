using CrmContacts.Core.Contacts;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using CrmContacts.GraphQL.Scalars;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

internal sealed class HistoryEntryType : WrittenType<HistoryEntry>
{
    public HistoryEntryType()
        : base("ContactHistoryEntry", "One step of a contact's history.")
    {
        Number("version", e => e.Version, "The version that it made.");
        Flag("isCreation", e => e.Version == 1, "True for the first step, which made the contact.");
        Instant("at", e => e.At, "When it was.");
        One<AgentType>("agent", (e, beside) => beside.Agent(e.AgentId), "Who did it, by hand or by a run in their name; null for a contact that was made by hand.", Relation.Agents);
        Leaf<UuidType>("runId", (json, e) => Wire.Id(json, e.Run), "The run that did it, for example an import; null when it was done by hand.");
        One<HistoryImportType>("import", (e, _) => e.Import, "The import that did it. Null when none did, and for those who may not open its run: it is open to its agent and to `crm.manage`.");
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<FieldChangeType>>>>("fields", (e, _) => e.Fields, "What changed; empty for the first step.");
    }
}

internal sealed class HistoryImportType : WrittenType<HistoryImport>
{
    public HistoryImportType()
        : base("ContactHistoryImport", "The import that made or changed a contact.")
    {
        Id("id", i => i.Id, "The run's id, by which it is opened.");
        RequiredText("fileName", i => i.FileName, "What the file was called.");
    }
}

internal sealed class FieldChangeType : WrittenType<FieldChange>
{
    public FieldChangeType()
        : base("ContactFieldChange", "One field before and after.")
    {
        RequiredText("field", c => c.Field, "The field as the API names it; `customFields.<key>` for a custom one.");
        Leaf<AnyType>("from", (json, c) => AnyType.Write(json, c.From), "The value before, as the API writes it; agents and queues by the host's id, tags by name.");
        Leaf<AnyType>("to", (json, c) => AnyType.Write(json, c.To), "The value after, written likewise.");
    }
}

/// <summary>A step of a page with its cursor.</summary>
internal sealed record HistoryEdge(string Cursor, HistoryEntry Node);

internal sealed class ContactHistoryConnectionType : WrittenType<Page<HistoryEntry>>
{
    public ContactHistoryConnectionType()
        : base("ContactHistoryConnection", "A page of a contact's history.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<ContactHistoryEdgeType>>>("edges", (page, _) => page.Items.Select((e, i) => new HistoryEdge(page.Cursors[i], e)), "The steps of the page, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<HistoryEntryType>>>("nodes", (page, _) => page.Items, "The steps of the page.");
    }
}

internal sealed class ContactHistoryEdgeType : WrittenType<HistoryEdge>
{
    public ContactHistoryEdgeType()
        : base("ContactHistoryEdge", "A step of a page, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this step in the history.");
        One<NonNullGraphType<HistoryEntryType>>("node", (edge, _) => edge.Node, "The step.");
    }
}
