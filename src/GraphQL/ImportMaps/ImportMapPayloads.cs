using CrmContacts.Core.Import.Maps;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.ImportMaps;

/// <summary>How a write of a map ended.</summary>
internal sealed record ImportMapPayload(ImportMap? ImportMap, IReadOnlyList<object>? Errors);

internal sealed class CreateImportMapPayloadType : WrittenType<ImportMapPayload>
{
    public CreateImportMapPayloadType()
        : base("CreateImportMapPayload", "What became of a new import map.")
    {
        One<ImportMapType>("importMap", (payload, _) => payload.ImportMap, "The map as it was made, or null when it was not.");
        Many<ListGraphType<NonNullGraphType<CreateImportMapErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class UpdateImportMapPayloadType : WrittenType<ImportMapPayload>
{
    public UpdateImportMapPayloadType()
        : base("UpdateImportMapPayload", "What became of a change of an import map.")
    {
        One<ImportMapType>("importMap", (payload, _) => payload.ImportMap, "The map as it is now, or null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<UpdateImportMapErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class DeleteImportMapPayloadType : WrittenType<ImportMapPayload>
{
    public DeleteImportMapPayloadType()
        : base("DeleteImportMapPayload", "What became of the deletion of an import map.")
    {
        Leaf<UuidType>("deletedId", (json, payload) => ValueJson.Write(json, payload.ImportMap?.Id), "The id of the map that is gone, or null when it is not.");
        Many<ListGraphType<NonNullGraphType<DeleteImportMapErrorType>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class ImportMapNotFoundErrorType : WrittenType<ImportMapNotFound>
{
    public ImportMapNotFoundErrorType()
        : base("ImportMapNotFoundError", "There is no such import map in the organization.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no import map with this id.", "What is wrong, in words that may be shown.");
        Id("importMapId", error => error.ImportMapId, "The id that was asked for.");
    }
}

internal sealed class CreateImportMapErrorType() : ErrorUnion("CreateImportMapError", "Why an import map was not made.", typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class UpdateImportMapErrorType() : ErrorUnion("UpdateImportMapError", "Why an import map was not changed.", typeof(ImportMapNotFoundErrorType), typeof(NameTakenErrorType), typeof(ValidationErrorType));

internal sealed class DeleteImportMapErrorType() : ErrorUnion("DeleteImportMapError", "Why an import map was not deleted.", typeof(ImportMapNotFoundErrorType));
