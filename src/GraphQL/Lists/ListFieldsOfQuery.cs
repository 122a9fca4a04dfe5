using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Lists;

/// <summary>What Query says about lists.</summary>
internal static class ListFieldsOfQuery
{
    /// <summary>Nobody knows how many lists there are before they are read: this many are paid for.</summary>
    private const int AssumedLists = 20;

    public static void AddTo(ObjectGraphType query)
    {
        query.AddField(new RootField(AllAsync)
        {
            Name = "lists",
            Cost = root => AssumedLists * root.Selection.Weight(root),
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<ContactListType>>>),
            Description = "Every list of the organization, by name, with the viewer's own counts.",
        });
        query.AddField(new RootField(ByIdAsync)
        {
            Name = "listById",
            Cost = root => root.Selection.Weight(root),
            Type = typeof(ContactListType),
            Description = "The list with this id, or null when there is none.",
            Arguments = [new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = "The list's id." }],
        });
    }

    private static async Task<Read> AllAsync(RootContext root)
    {
        var lists = await root.Service<ListReader>().AllAsync(root.Viewer, root.Cancellation, root.Selection.Asks("whereProblem"));
        return new(lists, await BesideAsync(root, lists));
    }

    private static async Task<Read> ByIdAsync(RootContext root)
    {
        var list = await root.Service<ListReader>().ByIdAsync(root.Viewer, root.Argument<Guid>("id"), root.Cancellation, root.Selection.Asks("whereProblem"));
        return list is null ? new((object?)null) : new(list, await BesideAsync(root, [list]));
    }

    public static Task<Relations> BesideAsync(RootContext root, IReadOnlyList<ContactList> lists) =>
        Relations.None.WithNestedAsync<ContactList>(root, [.. lists.Select(l => l.Id)]);
}
