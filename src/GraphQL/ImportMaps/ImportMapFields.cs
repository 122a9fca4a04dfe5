using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Maps;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.ImportMaps;

/// <summary>What Query and Mutation have of saved mappings.</summary>
internal static class ImportMapFields
{
    public static void AddToQuery(ObjectGraphType query)
    {
        query.AddField(new RootField(AllAsync)
        {
            Name = "importMaps",
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<ImportMapType>>>),
            Description = "Every saved mapping of the organization, by name. Needs CRM_EDIT.",
        });
        query.AddField(new RootField(ByIdAsync)
        {
            Name = "importMapById",
            Type = typeof(ImportMapType),
            Description = "The saved mapping with this id, or null when there is none. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<UuidType>> { Name = "id", Description = "The map's id." }],
        });
    }

    public static void AddToMutation(ObjectGraphType mutation)
    {
        mutation.AddField(Field<CreateImportMapPayloadType, CreateImportMapInput>("createImportMap", "Saves a mapping for files of one make. Needs CRM_EDIT.", "The new map.",
            (root, input) => root.Service<ImportMapWriter>().CreateAsync(root.Viewer, ImportMapInput.Read(input), root.Cancellation)));
        mutation.AddField(Field<UpdateImportMapPayloadType, UpdateImportMapInput>("updateImportMap", "Changes a saved mapping: the viewer's own, with CRM_MANAGE any.", "Which map, and what changes about it.",
            (root, input) => root.Service<ImportMapWriter>().UpdateAsync(root.Viewer, input.Get<Guid>("id"), ImportMapInput.Read(input), root.Cancellation)));
        mutation.AddField(Field<DeleteImportMapPayloadType, DeleteImportMapInput>("deleteImportMap", "Deletes a saved mapping: the viewer's own, with CRM_MANAGE any. Imports that took it stay as they are.", "Which map.",
            (root, input) => root.Service<ImportMapWriter>().DeleteAsync(root.Viewer, input.Get<Guid>("id"), root.Cancellation)));
    }

    private static RootField Field<TPayload, TInput>(string name, string description, string input, Func<RootContext, InputObject, Task<WriteResult<ImportMap>>> write)
        where TPayload : IGraphType
        where TInput : IGraphType =>
        new(async root =>
        {
            var result = await write(root, InputObject.Of(root));
            await root.Service<Snapshot>().RenewAsync();
            return new(new ImportMapPayload(result.Value, result.Value is null ? result.Faults : null), await BesideAsync(root));
        })
        {
            Name = name,
            Type = typeof(NonNullGraphType<TPayload>),
            Description = description,
            Arguments = [new QueryArgument<NonNullGraphType<TInput>> { Name = "input", Description = input }],
        };

    private static async Task<Read> AllAsync(RootContext root) =>
        new(await root.Service<ImportMapReader>().AllAsync(root.Viewer, root.Cancellation), await BesideAsync(root));

    private static async Task<Read> ByIdAsync(RootContext root) =>
        new(await root.Service<ImportMapReader>().FindAsync(root.Viewer, root.Argument<Guid>("id"), root.Cancellation), await BesideAsync(root));

    private static async Task<Relations> BesideAsync(RootContext root) => root.Selection.Needs.HasFlag(Relation.Agents)
        ? new() { Agents = (await root.Service<IAgentDirectory>().AgentsAsync(root.Viewer.Tenant, root.Cancellation)).ToDictionary(a => a.Id, StringComparer.Ordinal) }
        : Relations.None;
}
