using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Imports;

/// <summary>What Mutation does to imports; files come in over REST.</summary>
internal static class ImportFieldsOfMutation
{
    /// <summary>How a write goes on one import; null when there is none that the viewer may touch.</summary>
    private delegate Task<ImportRun?> Write(ImportWriter writer, Viewer viewer, Guid id, CancellationToken cancellation);

    public static void AddTo(ObjectGraphType mutation)
    {
        Add<CancelImportInput, CancelImportPayloadType>(mutation, "cancelImport", "Stops an import at its batch's end; what the counts say is in. Needs CRM_EDIT, for another's CRM_MANAGE.",
            (writer, viewer, id, cancellation) => writer.CancelAsync(viewer, id, cancellation));
        Add<UndoImportInput, UndoImportPayloadType>(mutation, "undoImport",
            "Takes a whole import back, as a run of its own that goes on by itself: contacts that it made and nobody has touched since go for good, fields that it changed and nobody has edited since get their former values. `importKept` lists what stays. Needs CRM_EDIT, for another's CRM_MANAGE.",
            (writer, viewer, id, cancellation) => writer.UndoAsync(viewer, id, cancellation));
    }

    private static void Add<TInput, TPayload>(ObjectGraphType mutation, string name, string description, Write write)
        where TInput : InputObjectGraphType
        where TPayload : IGraphType =>
        mutation.AddField(new RootField(root => WriteAsync(root, write))
        {
            Name = name,
            Type = typeof(NonNullGraphType<TPayload>),
            Description = description,
            Arguments = [new QueryArgument<NonNullGraphType<TInput>> { Name = "input", Description = "Which import." }],
        });

    private static async Task<Read> WriteAsync(RootContext root, Write write)
    {
        var id = InputObject.Of(root).Get<Guid>("id");
        try
        {
            var run = await write(root.Service<ImportWriter>(), root.Viewer, id, root.Cancellation);
            return run is null
                ? new(new ImportPayload(null, [new ImportNotFound(id)]))
                : new(new ImportPayload(run, null), await TimelineReading.NamesAsync(root));
        }
        catch (CrmException refusal) when (refusal.Code == ErrorCode.ImportNotCancellable)
        {
            return new(new ImportPayload(null, [new ImportNotCancellable(refusal.Message)]));
        }
        catch (CrmException refusal) when (refusal.Code == ErrorCode.ImportNotUndoable)
        {
            return new(new ImportPayload(null, [new ImportNotUndoable(refusal.Message)]));
        }
    }
}

internal abstract class ImportIdInput : InputObjectGraphType
{
    protected ImportIdInput(string name, string description)
    {
        Name = name;
        Description = description;
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which import." });
    }
}

internal sealed class CancelImportInput() : ImportIdInput("CancelImportInput", "Which import to stop.");

internal sealed class UndoImportInput() : ImportIdInput("UndoImportInput", "Which import to take back.");
