using CrmContacts.Core.Tags;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Tags;

/// <summary>What Query says about tags.</summary>
internal static class TagFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(AllAsync)
        {
            Name = "tags",
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<TagType>>>),
            Description = "The tags that the viewer can see in use, by name, with the viewer's own counts.",
            Arguments =
            [
                new QueryArgument<StringGraphType> { Name = "contains", Description = "Only tags that have this text in them, case aside." },
                new QueryArgument<IntGraphType> { Name = "first", Description = "At most this many: 200 when nothing is said, and at most." },
            ],
        });

    private static async Task<Read> AllAsync(RootContext root) =>
        new(await root.Service<TagReader>().AllAsync(root.Viewer, root.Argument<string>("contains"), root.Argument<int?>("first"), root.Cancellation));
}

internal sealed class TagType : WrittenType<Tag>
{
    public TagType()
        : base("Tag", "A word that contacts are marked with.")
    {
        RequiredText("name", tag => tag.Name, "The tag, in its first spelling.");
        Number("count", tag => tag.Count, "How many contacts that the viewer may see have it; exact.");
    }
}
