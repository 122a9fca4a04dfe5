using CrmContacts.Core.Contacts;
using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary>
/// The door through which many contacts change at once. Up to <see cref="AtOnce"/> contacts change in one transaction,
/// within the request; more go on as a run with progress. What the viewer may not see is neither changed nor counted.
/// </summary>
public sealed class BulkWriter
{
    /// <summary>How many contacts are changed within the request.</summary>
    public const int AtOnce = 1_000;

    /// <summary>How long an action can be taken back.</summary>
    public static readonly TimeSpan UndoFor = TimeSpan.FromHours(24);

    private const int MostKept = 1_000;

    private readonly Store _store;
    private readonly IAgentDirectory _directory;
    private readonly CrmEvents _events;
    private readonly BulkSignals _signals;

    internal BulkWriter(Store store, IAgentDirectory directory, CrmEvents events, BulkSignals signals) =>
        (_store, _directory, _events, _signals) = (store, directory, events, signals);

    /// <summary>Does <paramref name="action"/> to every visible contact of the selection. Needs <c>crm.edit</c>.</summary>
    public async Task<WriteResult<BulkResult>> RunAsync(Viewer viewer, ContactSelection selection, BulkAction action, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        var faults = selection.Faults().ToList();
        (action, var wrong) = await CheckAsync(viewer, action, cancellation);
        faults.AddRange(wrong);
        if (faults.Count > 0)
            return WriteResult<BulkResult>.Refused(faults);
        selection = await MeantAsync(viewer, selection, cancellation);
        return new((await StartAsync(viewer, Row(viewer, action, selection, undoes: null), cancellation))!);
    }

    /// <summary>The selection with the ids of merged contacts as what they mean now.</summary>
    private async Task<ContactSelection> MeantAsync(Viewer viewer, ContactSelection selection, CancellationToken cancellation)
    {
        if (selection.Ids is null && selection.ExceptIds.Count == 0)
            return selection;
        await using var session = await _store.ReadAsync(cancellation);
        var meant = await ContactRedirects.OfAsync(session, viewer.Tenant.Key, [.. (selection.Ids ?? []).Concat(selection.ExceptIds)], cancellation);
        return meant.Count == 0 ? selection : selection with { Ids = selection.Ids is { } ids ? [.. ids.Select(Now)] : null, ExceptIds = [.. selection.ExceptIds.Select(Now)] };

        Guid Now(Guid id) => meant.GetValueOrDefault(id, id);
    }

    /// <summary>
    /// Takes a bulk action of the same agent back, within 24 hours, once. Contacts that were edited since stay as they are:
    /// they are skipped, and listed. Needs <c>crm.edit</c>.
    /// </summary>
    public async Task<WriteResult<BulkResult>> UndoAsync(Viewer viewer, Guid undoToken, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        BulkRow? undone;
        await using (var session = await _store.ReadAsync(cancellation))
            undone = await BulkStore.FindAsync(session, viewer.Tenant.Key, undoToken, cancellation);
        if (undone is null || undone.AgentId != viewer.AgentId || undone.Undoes is not null || undone.UndoneBy is not null || !undone.Run.IsOver
            || undone.Action is BulkAction.IndexAgain or BulkAction.ClearAccount || undone.Run.CreatedAt + UndoFor < _store.Clock.Now())
        {
            return WriteResult<BulkResult>.Refused(new UndoNotFound(undoToken));
        }

        var result = await StartAsync(viewer, Row(viewer, undone.Action, undone.Selection, undoToken), cancellation);
        return result is null ? WriteResult<BulkResult>.Refused(new UndoNotFound(undoToken)) : new(result);
    }

    /// <summary>What follows for the contacts of an account that was renamed or deleted; many of them follow as a run.</summary>
    internal async Task OfAccountAsync(Viewer viewer, Guid account, BulkAction action, CancellationToken cancellation)
    {
        var selection = new ContactSelection { Where = new Filter.Test(ContactFields.AccountId, FilterOp.Eq, account) };
        await StartAsync(viewer, Row(viewer, action, selection, undoes: null), cancellation);
    }

    /// <summary>A bulk action of this agent; of anybody for <c>crm.manage</c>. Null where there is none.</summary>
    public async Task<BulkRun?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await _store.ReadAsync(cancellation);
        var row = await BulkStore.FindAsync(session, viewer.Tenant.Key, id, cancellation);
        if (row is null || !(viewer.SeesAll || row.AgentId == viewer.AgentId))
            return null;
        return row is { Undoes: { } undone, Run.IsOver: true }
            ? row.Run with { Kept = await BulkStore.KeptAsync(session, row.Tenant, id, undone, MostKept, cancellation) }
            : row.Run;
    }

    private BulkRow Row(Viewer viewer, BulkAction action, ContactSelection selection, Guid? undoes)
    {
        var now = _store.Clock.Now();
        return new()
        {
            Tenant = viewer.Tenant.Key,
            Run = new(Ids.New(now), BulkStatus.Queued, 0, 0, 0, now, null, null),
            AgentId = viewer.AgentId,
            AgentName = viewer.Name,
            Queues = viewer.Queues,
            Permission = viewer.Permission,
            Action = action,
            Selection = selection,
            Undoes = undoes,
        };
    }

    /// <summary>Null where the action to be taken back has been taken back by another in the meantime.</summary>
    private async Task<BulkResult?> StartAsync(Viewer viewer, BulkRow row, CancellationToken cancellation)
    {
        var work = BulkWork.Of(viewer, row);
        IReadOnlyList<Guid> ids;
        long total;
        await using (var look = await _store.ReadAsync(cancellation))
        {
            ids = await work.NextAsync(look, null, AtOnce + 1, cancellation);
            total = ids.Count <= AtOnce ? ids.Count : await work.TotalAsync(look, cancellation);
        }

        row = row with { Run = row.Run with { Total = total } };
        await using var session = await _store.WriteAsync(row.Tenant, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        if (row.Undoes is { } undone && !await BulkStore.TakeBackAsync(session, undone, row.Run.Id, cancellation))
            return null;
        return ids.Count <= AtOnce
            ? await DoAsync(session, viewer, work, row, ids, cancellation)
            : await QueueAsync(session, viewer, row, cancellation);
    }

    private async Task<BulkResult> DoAsync(WriteSession session, Viewer viewer, BulkWork work, BulkRow row, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var aftermath = new Aftermath();
        var done = await work.ApplyAsync(session, ids, aftermath, cancellation);
        await BulkStore.AddAsync(session, viewer, row with
        {
            Run = row.Run with { Status = BulkStatus.Completed, Affected = done.Changed.Count, Skipped = done.Skipped.Count, FinishedAt = _store.Clock.Now() },
        }, cancellation);
        await BulkStore.RememberAsync(session, row.Run.Id, done.Changed, cancellation);
        await aftermath.ApplyAsync(session, cancellation);
        await session.CommitAsync(cancellation);
        BulkMeter.Done(viewer.Tenant, row, done);
        _events.Committed(viewer.Tenant, aftermath);
        return new(done.Changed.Count, done.Skipped.Count, row.Undoes is null ? row.Run.Id : null, null)
        {
            Kept = row.Undoes is null ? [] : [.. done.Skipped.Take(MostKept)],
        };
    }

    private async Task<BulkResult> QueueAsync(WriteSession session, Viewer viewer, BulkRow row, CancellationToken cancellation)
    {
        await BulkStore.AddAsync(session, viewer, row, cancellation);
        await session.CommitAsync(cancellation);
        _signals.Queued();
        _events.BulkMoved(viewer.Tenant, row.AgentId, row.Run);
        return new(null, null, row.Undoes is null ? row.Run.Id : null, row.Run.Id);
    }

    /// <summary>The action with names resolved to ids, or what is wrong with it.</summary>
    private async Task<(BulkAction Action, IReadOnlyList<IDomainFault> Faults)> CheckAsync(Viewer viewer, BulkAction action, CancellationToken cancellation)
    {
        var faults = new List<FieldFault>();
        switch (action)
        {
            case BulkAction.AddTags { Tags: var tags }:
                faults.AddRange(TagFaults(tags));
                break;
            case BulkAction.RemoveTags { Tags: var tags }:
                faults.AddRange(TagFaults(tags));
                break;
            case BulkAction.AssignToQueue to:
                var queues = (await Colleagues.OfAsync(_directory, viewer.Tenant, cancellation)).Queues;
                action = new BulkAction.AssignToQueue(queues.Find(to.QueueId, "queueId", "queue", faults) ?? to.QueueId);
                break;
            case BulkAction.Assign { AgentId: { } agent }:
                var agents = (await Colleagues.OfAsync(_directory, viewer.Tenant, cancellation)).Agents;
                action = new BulkAction.Assign(agents.Find(agent, "agentId", "agent", faults));
                break;
            case BulkAction.AddToList { ListId: var list }:
                return (action, await ListFaultsAsync(viewer, list, cancellation));
            case BulkAction.RemoveFromList { ListId: var list }:
                return (action, await ListFaultsAsync(viewer, list, cancellation));
        }

        return (action, faults);
    }

    private static IEnumerable<FieldFault> TagFaults(IReadOnlyList<string> tags) =>
        tags.Count == 0 ? [new FieldFault("tags", "REQUIRED", "Give at least one tag.")] : ContactRules.TagFaults(tags);

    private async Task<IReadOnlyList<IDomainFault>> ListFaultsAsync(Viewer viewer, Guid list, CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        return await ListMembers.KindAsync(session, viewer.Tenant.Key, list, cancellation) switch
        {
            null => [new ListNotFound(list)],
            ContactListKind.Static => [],
            _ => [new FieldFault("listId", "LIST_IS_DYNAMIC", "The members of a dynamic list are the contacts that match its filter: nobody is put on it or taken off it.")],
        };
    }
}
