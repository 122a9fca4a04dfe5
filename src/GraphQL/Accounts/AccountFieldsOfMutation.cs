using CrmContacts.Core.Accounts;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Accounts;

/// <summary>What Mutation does to companies.</summary>
internal static class AccountFieldsOfMutation
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.AddField(new RootField(CreateAsync)
        {
            Name = "createAccount",
            Type = typeof(NonNullGraphType<CreateAccountPayloadType>),
            Description = "Makes a company. Needs CRM_EDIT.",
            Arguments = [new QueryArgument<NonNullGraphType<CreateAccountInput>> { Name = "input", Description = "The new company." }],
        });
        mutation.AddField(new RootField(UpdateAsync)
        {
            Name = "updateAccount",
            Type = typeof(NonNullGraphType<UpdateAccountPayloadType>),
            Description = "Renames a company; its contacts are found by the new name from then on. Needs CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<UpdateAccountInput>> { Name = "input", Description = "Which company, and its new name." }],
        });
        mutation.AddField(new RootField(DeleteAsync)
        {
            Name = "deleteAccount",
            Type = typeof(NonNullGraphType<DeleteAccountPayloadType>),
            Description = "Deletes a company; its contacts stay, without it. Needs CRM_MANAGE.",
            Arguments = [new QueryArgument<NonNullGraphType<DeleteAccountInput>> { Name = "input", Description = "Which company." }],
        });
    }

    private static async Task<Read> CreateAsync(RootContext root) =>
        Written(await root.Service<AccountWriter>().CreateAsync(root.Viewer, InputObject.Of(root).Get<string>("name"), root.Cancellation));

    private static async Task<Read> UpdateAsync(RootContext root)
    {
        var input = InputObject.Of(root);
        return Written(await root.Service<AccountWriter>().RenameAsync(root.Viewer, input.Get<Guid>("id"), input.Get<string>("name"), root.Cancellation));
    }

    private static async Task<Read> DeleteAsync(RootContext root) =>
        Written(await root.Service<AccountWriter>().DeleteAsync(root.Viewer, InputObject.Of(root).Get<Guid>("id"), root.Cancellation));

    private static Read Written(WriteResult<Account> result) => new(new AccountPayload(result.Value, result.Value is null ? result.Faults : null));
}

/// <summary>How a write of a company ended.</summary>
internal sealed record AccountPayload(Account? Account, IReadOnlyList<object>? Errors);

internal sealed class CreateAccountPayloadType : WrittenType<AccountPayload>
{
    public CreateAccountPayloadType()
        : base("CreateAccountPayload", "What became of a new company.")
    {
        One<AccountType>("account", (payload, _) => payload.Account, "The company as it was made, or null when it was not.");
        Many<ListGraphType<NonNullGraphType<CreateAccountErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class UpdateAccountPayloadType : WrittenType<AccountPayload>
{
    public UpdateAccountPayloadType()
        : base("UpdateAccountPayload", "What became of a change of a company.")
    {
        One<AccountType>("account", (payload, _) => payload.Account, "The company as it is now, or null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<UpdateAccountErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class DeleteAccountPayloadType : WrittenType<AccountPayload>
{
    public DeleteAccountPayloadType()
        : base("DeleteAccountPayload", "What became of the deletion of a company.")
    {
        Leaf<UuidType>("deletedId", (json, payload) => ValueJson.Write(json, payload.Account?.Id), "The id of the company that is gone, or null when it is not.");
        Many<ListGraphType<NonNullGraphType<DeleteAccountErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class CreateAccountErrorType() : ErrorUnion("CreateAccountError", "Why a company was not made.", typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class UpdateAccountErrorType() : ErrorUnion("UpdateAccountError", "Why a company was not changed.", typeof(AccountNotFoundErrorType), typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class DeleteAccountErrorType() : ErrorUnion("DeleteAccountError", "Why a company was not deleted.", typeof(AccountNotFoundErrorType));

internal sealed class CreateAccountInput : InputObjectGraphType
{
    public CreateAccountInput()
    {
        Name = "CreateAccountInput";
        Description = "A new company.";
        AddField(new FieldType { Name = "name", Type = typeof(NonNullGraphType<StringGraphType>), Description = "Its name, unique in the organization, case aside." });
    }
}

internal sealed class UpdateAccountInput : InputObjectGraphType
{
    public UpdateAccountInput()
    {
        Name = "UpdateAccountInput";
        Description = "What changes about a company.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which company." });
        AddField(new FieldType { Name = "name", Type = typeof(NonNullGraphType<StringGraphType>), Description = "Its new name, unique in the organization, case aside." });
    }
}

internal sealed class DeleteAccountInput : InputObjectGraphType
{
    public DeleteAccountInput()
    {
        Name = "DeleteAccountInput";
        Description = "Which company to delete.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which company." });
    }
}
