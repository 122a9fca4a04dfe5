using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>One row of a page with its cursor.</summary>
internal sealed record ContactEdge(string Cursor, Contact Node);

internal sealed class ContactsConnectionType : WrittenType<ContactPage>
{
    public ContactsConnectionType()
        : base("ContactsConnection", "A page of contacts.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<ContactsEdgeType>>>("edges", (page, _) => page.Contacts.Select((c, i) => new ContactEdge(page.Cursors[i], c)), "The contacts of the page, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<ContactType>>>("nodes", (page, _) => page.Contacts, "The contacts of the page.");
        Number("totalCount", page => page.Total ?? 0, "How many contacts there are in all pages together; counted only when it is asked for.");
    }
}

internal sealed class ContactsEdgeType : WrittenType<ContactEdge>
{
    public ContactsEdgeType()
        : base("ContactsEdge", "A contact of a page, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this contact in the order that was asked for.");
        One<NonNullGraphType<ContactType>>("node", (edge, _) => edge.Node, "The contact.");
    }
}
