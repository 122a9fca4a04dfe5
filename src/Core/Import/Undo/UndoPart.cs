using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Runs;

namespace CrmContacts.Core.Import.Undo;

/// <summary>What became of one batch of an undo.</summary>
/// <param name="TakenBack">How many contacts were.</param>
internal sealed record UndoBatch(int TakenBack, IReadOnlyList<ImportKept> Kept);

/// <summary>One step of an undo, batch by batch in the order of ids.</summary>
internal abstract class UndoPart(Tenant tenant, RunRow row)
{
    protected Tenant Tenant { get; } = tenant;

    protected RunRow Row { get; } = row;

    protected Guid Run => Row.Run.Id;

    public static UndoPart Of(UndoStep step, Tenant tenant, RunRow row) => step switch
    {
        UndoStep.Created => new CreatedUndo(tenant, row),
        UndoStep.Changed => new ChangedUndo(tenant, row),
        UndoStep.Lists => new ListsUndo(tenant, row),
        UndoStep.Tags => new NamesUndo(tenant, row, NamesUndo.Tags),
        UndoStep.Accounts => new NamesUndo(tenant, row, NamesUndo.Accounts),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>What a batch does to the store.</summary>
    public virtual WriteKind Kind => WriteKind.ImportBatch;

    /// <summary>The next ids after this one, in order.</summary>
    public abstract Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation);

    /// <summary>Takes a batch back inside the caller's transaction; the caller applies the counts.</summary>
    public abstract Task<UndoBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation);
}
