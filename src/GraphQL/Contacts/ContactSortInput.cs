using CrmContacts.Core.Contacts;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>The order of contacts, made from the one field table.</summary>
internal sealed class ContactSortInput : InputObjectGraphType
{
    public ContactSortInput()
    {
        Name = "ContactSortInput";
        Description = "An order. Several fields of one object apply in the order in which they are written; the id always comes last.";
        foreach (var field in ContactFields.All.Where(f => f.Sortable))
            AddField(new FieldType { Name = field.Name, Type = typeof(SortEnumType), Description = ContactTexts.Of(field) });
    }
}

internal sealed class SortEnumType : EnumerationGraphType
{
    public SortEnumType()
    {
        Name = "SortEnumType";
        Description = "Which way an order goes.";
        Add("ASC", false, "The least first; fields that have no value come last.");
        Add("DESC", true, "The greatest first; fields that have no value come first.");
    }
}
