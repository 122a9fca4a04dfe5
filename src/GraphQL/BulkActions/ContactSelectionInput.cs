using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Filters;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.BulkActions;

internal sealed class ContactSelectionInput : InputObjectGraphType
{
    public ContactSelectionInput()
    {
        Name = "ContactSelectionInput";
        Description = "Which contacts: `ids`, or what `where`, `search` and `listId` show less `exceptIds`, or `all: true`. What the viewer may not see is never selected. An empty selection is an error.";
        AddField(new FieldType { Name = "ids", Type = typeof(ListGraphType<NonNullGraphType<UuidType>>), Description = "These contacts, 10,000 at most." });
        AddField(new FieldType { Name = "where", Type = typeof(ContactFilterInput), Description = "The contacts that match this filter." });
        AddField(new FieldType { Name = "search", Type = typeof(StringGraphType), Description = "The contacts that this search finds." });
        AddField(new FieldType { Name = "listId", Type = typeof(UuidType), Description = "The contacts of this list." });
        AddField(new FieldType { Name = "exceptIds", Type = typeof(ListGraphType<NonNullGraphType<UuidType>>), Description = "Left out, 10,000 at most." });
        AddField(new FieldType { Name = "all", Type = typeof(BooleanGraphType), Description = "Every contact that the viewer may see." });
    }

    public static ContactSelection Read(InputObject input)
    {
        var given = new InputObject((IDictionary<string, object?>)input["selection"]!);
        return new()
        {
            Ids = given.Has("ids") ? given.Many<Guid>("ids") : null,
            Where = FilterParser.Parse(WhereArgument.Read(given["where"])),
            Search = given.Get<string>("search"),
            ListId = given.Get<Guid?>("listId"),
            ExceptIds = given.Many<Guid>("exceptIds"),
            All = given.Get<bool>("all"),
        };
    }
}
