using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;

namespace CrmContacts.GraphQL.Lists;

internal sealed class ContactListType : WrittenType<ContactList>
{
    public ContactListType()
        : base("ContactList", "A list of contacts.")
    {
        Id("id", list => list.Id, "The list's id.");
        RequiredText("name", list => list.Name, "The list's name, unique in the organization.");
        Text("description", list => list.Description, "What the list is for.");
        Choice<ContactListKind, ContactListKindType>("kind", list => list.Kind, "How the list gets its members.");
        Number("contactCount", list => list.ContactCount, "How many of the list's contacts the viewer may see.");
        Flag("counting", list => list.Counting, "True while the count is still being worked out.");
        Instant("createdAt", list => list.CreatedAt, "When the list was made.");
        Instant("updatedAt", list => list.UpdatedAt, "When the list itself was last changed; its members do not count.");
    }
}

internal sealed class ContactListKindType : WireEnum<ContactListKind>
{
    public ContactListKindType()
        : base("How a list gets its members.",
            (ContactListKind.Static, "Contacts are put on the list and taken off it."),
            (ContactListKind.Dynamic, "The contacts that match a filter."))
    {
    }
}
