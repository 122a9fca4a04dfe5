using CrmContacts.Core.Import;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Imports;

/// <summary>What became of a write on an import.</summary>
internal sealed record ImportPayload(ImportRun? Import, IReadOnlyList<object>? Errors);

internal abstract class ImportPayloadType<TErrors> : WrittenType<ImportPayload>
    where TErrors : ErrorUnion
{
    protected ImportPayloadType(string name, string description)
        : base(name, description)
    {
        One<ImportType>("import", (payload, _) => payload.Import, "The import as it is now, or null when nothing was done.");
        Many<ListGraphType<NonNullGraphType<TErrors>>>("errors", (payload, _) => payload.Errors, "Why nothing was done; null when all is well.");
    }
}

internal sealed class CancelImportPayloadType() : ImportPayloadType<CancelImportErrorType>("CancelImportPayload", "What became of the stopping of an import.");

internal sealed class UndoImportPayloadType() : ImportPayloadType<UndoImportErrorType>("UndoImportPayload", "What became of the taking back of an import.");

internal sealed class CancelImportErrorType() : ErrorUnion("CancelImportError", "Why an import was not stopped.", typeof(ImportNotCancellableErrorType), typeof(ImportNotFoundErrorType));

internal sealed class UndoImportErrorType() : ErrorUnion("UndoImportError", "Why an import is not taken back.", typeof(ImportNotFoundErrorType), typeof(ImportNotUndoableErrorType));

internal sealed record ImportNotFound(Guid ImportId);

internal sealed record ImportNotCancellable(string Message);

internal sealed record ImportNotUndoable(string Message);

internal sealed class ImportNotFoundErrorType : WrittenType<ImportNotFound>
{
    public ImportNotFoundErrorType()
        : base("ImportNotFoundError", "There is no such import, or it is another's: there is no telling which.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no import with this id.", "What is wrong, in words that may be shown.");
        Id("importId", error => error.ImportId, "The id that was asked for.");
    }
}

internal sealed class ImportNotCancellableErrorType : WrittenType<ImportNotCancellable>
{
    public ImportNotCancellableErrorType()
        : base("ImportNotCancellableError", "The import is over, or is being taken back.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", error => error.Message, "What is wrong, in words that may be shown.");
    }
}

internal sealed class ImportNotUndoableErrorType : WrittenType<ImportNotUndoable>
{
    public ImportNotUndoableErrorType()
        : base("ImportNotUndoableError", "The import is a dry run, still goes on, or was taken back already.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", error => error.Message, "What is wrong, in words that may be shown.");
    }
}
