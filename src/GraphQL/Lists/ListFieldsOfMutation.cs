using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Lists;

/// <summary>What Mutation does to lists.</summary>
internal static class ListFieldsOfMutation
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.AddField(new RootField(CreateAsync)
        {
            Name = "createList",
            Type = typeof(NonNullGraphType<CreateListPayloadType>),
            Description = "Makes a list. A static one needs CRM_EDIT, a dynamic one CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<CreateListInput>> { Name = "input", Description = "The new list." }],
        });
        mutation.AddField(new RootField(UpdateAsync)
        {
            Name = "updateList",
            Type = typeof(NonNullGraphType<UpdateListPayloadType>),
            Description = "Changes a list. Needs CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<UpdateListInput>> { Name = "input", Description = "Which list, and what changes about it." }],
        });
        mutation.AddField(new RootField(DeleteAsync)
        {
            Name = "deleteList",
            Type = typeof(NonNullGraphType<DeleteListPayloadType>),
            Description = "Deletes a list; its contacts stay. Needs CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<DeleteListInput>> { Name = "input", Description = "Which list." }],
        });
        mutation.AddField(new RootField(ConvertAsync)
        {
            Name = "convertListToStatic",
            Type = typeof(NonNullGraphType<ConvertListToStaticPayloadType>),
            Description = "Makes a dynamic list static: who matches its filter now is on it from now on, until taken off. Needs CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<ConvertListToStaticInput>> { Name = "input", Description = "Which list." }],
        });
        mutation.AddField(new RootField(DuplicateAsync)
        {
            Name = "duplicateList",
            Type = typeof(NonNullGraphType<DuplicateListPayloadType>),
            Description = "Copies a list: of a static one the members, which needs CRM_EDIT; of a dynamic one the filter, which needs CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<DuplicateListInput>> { Name = "input", Description = "Which list, and how the copy is called." }],
        });
    }

    private static async Task<Read> CreateAsync(RootContext root)
    {
        var input = InputObject.Of(root);
        var kind = input.Get<ContactListKind?>("kind") ?? ContactListKind.Static;
        return await WrittenAsync(root, await root.Service<ListWriter>().CreateAsync(root.Viewer, kind, Input(input), root.Cancellation));
    }

    private static async Task<Read> UpdateAsync(RootContext root)
    {
        var input = InputObject.Of(root);
        return await WrittenAsync(root, await root.Service<ListWriter>().UpdateAsync(root.Viewer, input.Get<Guid>("id"), Input(input), root.Cancellation));
    }

    private static async Task<Read> DeleteAsync(RootContext root)
    {
        var result = await root.Service<ListWriter>().DeleteAsync(root.Viewer, InputObject.Of(root).Get<Guid>("id"), root.Cancellation);
        return new(new ListPayload(null, result.Value?.Id, result.Value is null ? result.Faults : null));
    }

    private static async Task<Read> ConvertAsync(RootContext root) =>
        await WrittenAsync(root, await root.Service<ListCopyWriter>().ConvertToStaticAsync(root.Viewer, InputObject.Of(root).Get<Guid>("id"), root.Cancellation));

    private static async Task<Read> DuplicateAsync(RootContext root)
    {
        var input = InputObject.Of(root);
        return await WrittenAsync(root, await root.Service<ListCopyWriter>().DuplicateAsync(root.Viewer, input.Get<Guid>("id"), input.Text("name").Value, root.Cancellation));
    }

    private static ListInput Input(InputObject input) => new()
    {
        Name = input.Text("name"),
        Description = input.Text("description"),
        Where = input.IsSet("where") ? new(true, input.Has("where") ? FilterParser.Parse(WhereArgument.Read(input["where"])) ?? Everything : null) : default,
    };

    /// <summary><c>{}</c>: no filter, and yet not none.</summary>
    private static readonly Filter Everything = new Filter.AllOf([]);

    private static async Task<Read> WrittenAsync(RootContext root, WriteResult<ListMade> result)
    {
        if (result.Value is not { } made)
            return new(new ListPayload(null, null, result.Faults));
        await root.Service<Snapshot>().RenewAsync();
        var list = await root.Service<ListReader>().ByIdAsync(root.Viewer, made.Id, root.Cancellation, withProblems: true);
        return new(new ListPayload(list, null, null), await ListFieldsOfQuery.BesideAsync(root, [list!]));
    }
}
