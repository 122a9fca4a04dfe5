using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Lists;

internal sealed class CreateListInput : InputObjectGraphType
{
    public CreateListInput()
    {
        Name = "CreateListInput";
        Description = "A new list.";
        AddField(new FieldType { Name = "name", Type = typeof(NonNullGraphType<StringGraphType>), Description = "The list's name, unique in the organization, case aside." });
        AddField(new FieldType { Name = "description", Type = typeof(StringGraphType), Description = "What the list is for." });
        AddField(new FieldType { Name = "kind", Type = typeof(ContactListKindType), Description = "How the list gets its members: STATIC when nothing is said. A dynamic list needs CRM_MANAGE." });
        AddField(new FieldType { Name = "where", Type = typeof(ContactFilterInput), Description = "Who is on a dynamic list. It may not ask about `account` or about other dynamic lists." });
    }
}

internal sealed class UpdateListInput : InputObjectGraphType
{
    public UpdateListInput()
    {
        Name = "UpdateListInput";
        Description = "What changes about a list. A field that is absent stays as it is; null clears it.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which list." });
        AddField(new FieldType { Name = "name", Type = typeof(StringGraphType), Description = "The list's name, unique in the organization, case aside." });
        AddField(new FieldType { Name = "description", Type = typeof(StringGraphType), Description = "What the list is for." });
        AddField(new FieldType { Name = "where", Type = typeof(ContactFilterInput), Description = "Who is on a dynamic list. It may not ask about `account` or about other dynamic lists." });
    }
}

internal sealed class DeleteListInput : InputObjectGraphType
{
    public DeleteListInput()
    {
        Name = "DeleteListInput";
        Description = "Which list to delete. Its contacts stay.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which list." });
    }
}

internal sealed class ConvertListToStaticInput : InputObjectGraphType
{
    public ConvertListToStaticInput()
    {
        Name = "ConvertListToStaticInput";
        Description = "Which dynamic list to make static. Its filter is forgotten.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which list." });
    }
}

internal sealed class DuplicateListInput : InputObjectGraphType
{
    public DuplicateListInput()
    {
        Name = "DuplicateListInput";
        Description = "Which list to copy.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which list." });
        AddField(new FieldType { Name = "name", Type = typeof(StringGraphType), Description = "The copy's name; without one, the list's own with `(copy)` behind it." });
    }
}
