using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Lists;

/// <summary>What Query says about lists.</summary>
internal static class ListFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(AllAsync)
        {
            Name = "lists",
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<ContactListType>>>),
            Description = "Every list of the organization, by name, with the viewer's own counts.",
        });

    private static async Task<Read> AllAsync(RootContext root) =>
        new(await root.Service<ListReader>().AllAsync(root.Viewer, root.Cancellation));
}
