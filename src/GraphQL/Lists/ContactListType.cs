using System.Text.Json;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Contacts;
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
        Leaf<AnyType>("where", (json, list) => WriteWhere(json, list.Where), "The filter of a dynamic list, as `ContactFilterInput` takes it; null for a static one.");
        Text("whereProblem", list => list.WhereProblem, "What is wrong with the filter: it cannot be read, or asks for something that is gone. Null where all is well.");
        Number("contactCount", list => list.ContactCount, "How many of the list's contacts the viewer may see; exact. While `counting`, the number that it had.");
        Flag("counting", list => list.Counting, "True while a list that was defined anew is being counted.");
        Nested<ContactsConnectionType>("contacts", list => list.Id, ContactsAsync, "The list's contacts that the viewer may see, page by page.",
            [.. ContactsArguments.Paging(), .. ContactsArguments.Choosing()], ContactCost.Rows, ContactCost.OfChoice);
        Instant("createdAt", list => list.CreatedAt, "When the list was made.");
        Instant("updatedAt", list => list.UpdatedAt, "When the list itself was last changed; its members do not count.");
    }

    private static void WriteWhere(Utf8JsonWriter json, string? where)
    {
        if (where is null)
            json.WriteNullValue();
        else
            json.WriteRawValue(where, skipInputValidation: true);
    }

    private static async Task<NestedRead> ContactsAsync(RootContext at, IReadOnlyList<Guid> lists)
    {
        var pages = await at.Service<ContactReader>().OfListsAsync(at.Viewer, lists, ContactsArguments.Query(at), at.Cancellation);
        var beside = await ContactRelations.OfAsync(at, [.. pages.Values.SelectMany(p => p.Contacts).DistinctBy(c => c.Id)]);
        return new(pages.ToDictionary(p => p.Key, p => (object)p.Value), beside);
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
