using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.CustomFields;

/// <summary>What Query and Mutation have of custom fields.</summary>
internal static class CustomFieldFields
{
    public static void AddToQuery(ObjectGraphType query) =>
        query.AddField(new RootField(AllAsync)
        {
            Name = "customFields",
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<CustomFieldType>>>),
            Description = "Every custom field of the organization, in its place.",
        });

    public static void AddToMutation(ObjectGraphType mutation)
    {
        mutation.AddField(Field<CreateCustomFieldPayloadType, CreateCustomFieldInput>("createCustomField", "Adds a field to the organization's contacts. Needs CRM_MANAGE.", "The new field.",
            (root, input) => root.Service<CustomFieldWriter>().CreateAsync(root.Viewer, CustomFieldInput.Read(input), root.Cancellation)));
        mutation.AddField(Field<UpdateCustomFieldPayloadType, UpdateCustomFieldInput>("updateCustomField", "Changes a custom field. Needs CRM_MANAGE.", "Which field, and what changes about it.",
            (root, input) => root.Service<CustomFieldWriter>().UpdateAsync(root.Viewer, (Guid)input["id"]!, CustomFieldInput.Read(input), root.Cancellation)));
        mutation.AddField(Field<DeleteCustomFieldPayloadType, DeleteCustomFieldInput>("deleteCustomField", "Deletes a custom field and every value of it. Needs CRM_MANAGE.", "Which field.",
            (root, input) => root.Service<CustomFieldWriter>().DeleteAsync(root.Viewer, (Guid)input["id"]!, root.Cancellation)));
    }

    private static RootField Field<TPayload, TInput>(string name, string description, string input, Func<RootContext, IDictionary<string, object?>, Task<CustomFieldWriteResult>> write)
        where TPayload : IGraphType
        where TInput : IGraphType =>
        new(async root =>
        {
            var given = (IDictionary<string, object?>)root.Given("input")!;
            var result = await write(root, given);
            await root.Service<Snapshot>().RenewAsync();
            return new(result switch
            {
                { Field: { } field } => new CustomFieldPayload(field, null),
                { NotFound: true } => new CustomFieldPayload(null, [new CustomFieldNotFound((Guid)given["id"]!)]),
                { NameTaken: { } taken } => new CustomFieldPayload(null, [new NameTaken(taken)]),
                _ => new CustomFieldPayload(null, result.Faults),
            });
        })
        {
            Name = name,
            Type = typeof(NonNullGraphType<TPayload>),
            Description = description,
            Arguments = [new QueryArgument<NonNullGraphType<TInput>> { Name = "input", Description = input }],
        };

    private static async Task<Read> AllAsync(RootContext root) =>
        new(await root.Service<CustomFieldReader>().AllAsync(root.Viewer, root.Cancellation));
}
