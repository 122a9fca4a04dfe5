using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Activities;

/// <summary>There is no such activity, or its contact may not be seen.</summary>
public sealed record ActivityNotFound(Guid ActivityId) : IDomainFault;

/// <summary>
/// The door through which activities change. The contact's figures follow in the same transaction. An agent logs in their own
/// name only; <see cref="ActivityRules"/> says what each step needs.
/// </summary>
public sealed class ActivityWriter
{
    private readonly Store _store;
    private readonly CrmEvents _events;

    internal ActivityWriter(Store store, CrmEvents events) => (_store, _events) = (store, events);

    /// <summary>
    /// Logs an activity of the viewer on a visible contact, now unless the input says when. A call whose id the viewer has
    /// logged on this contact before is given back as it stands: a softphone may say it twice. Needs <c>crm.view</c> for calls,
    /// notes and tasks, else <c>crm.edit</c>.
    /// </summary>
    /// <exception cref="CrmException">The permission is missing.</exception>
    public Task<WriteResult<Activity>> LogAsync(Viewer viewer, Guid contactId, ActivityType type, ActivityPatch input, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => LogOnceAsync(viewer, contactId, type, input, cancellation), cancellation);

    private async Task<WriteResult<Activity>> LogOnceAsync(Viewer viewer, Guid contactId, ActivityType type, ActivityPatch input, CancellationToken cancellation)
    {
        viewer.Demand(ActivityRules.ToLog(type));
        var now = _store.Clock.Now();
        var one = New(Ids.New(now), contactId, viewer.AgentId, type, input, now);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        if (await ContactFigures.FollowAsync(session, contactId, cancellation) is not { } contact || !viewer.Sees(contact.Bucket))
            return WriteResult<Activity>.Refused(new ContactNotFound(contactId));
        one = one with { ContactId = contact.Id };
        if (input.NullFaults().Concat(ActivityRules.Faults(one)).ToList() is { Count: > 0 } faults)
            return WriteResult<Activity>.Refused([.. faults]);
        if (one.CallId is not null && await LoggedAsync(session, one, cancellation) is { } logged)
            return new(logged);
        await session.InsertAsync(ActivityTable.Table, [ActivityTable.Row(session.Tenant, one)], cancellation);
        var aftermath = new Aftermath();
        await ContactFigures.AddAsync(session, [(one.ContactId, 1, one.At)], aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(one);
    }

    /// <summary>Changes an activity of a visible contact. One's own needs <c>crm.view</c>, another's <c>crm.manage</c>.</summary>
    /// <exception cref="CrmException">The permission is missing.</exception>
    public Task<WriteResult<Activity>> UpdateAsync(Viewer viewer, Guid id, ActivityPatch input, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => UpdateOnceAsync(viewer, id, input, cancellation), cancellation);

    private async Task<WriteResult<Activity>> UpdateOnceAsync(Viewer viewer, Guid id, ActivityPatch input, CancellationToken cancellation)
    {
        viewer.Demand(Permission.View);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        if (await LockAsync(session, viewer, id, cancellation) is not { } before)
            return WriteResult<Activity>.Refused(new ActivityNotFound(id));
        viewer.Demand(ActivityRules.ToChange(viewer, before));
        var after = input.Apply(before);
        if (input.NullFaults().Concat(ActivityRules.Faults(after)).ToList() is { Count: > 0 } faults)
            return WriteResult<Activity>.Refused([.. faults]);
        if (after == before)
            return new(before);
        after = after with { UpdatedAt = _store.Clock.Now() };
        await session.ExecuteAsync(
            """
            UPDATE crm_activities SET source = @p2, direction = @p3, at = @p4, subject = @p5, duration = @p6, call_id = @p7,
              due_at = @p8, task_state = @p9, updated_at = @p10, body = @p11 WHERE tenant = @p0 AND id = @p1
            """,
            [session.Tenant, id, after.Source, after.Direction, after.At, after.Subject, after.DurationSeconds, after.CallId, after.DueAt, after.TaskState, after.UpdatedAt, after.Body], cancellation);
        var aftermath = new Aftermath();
        await ContactFigures.MovedAsync(session, after.ContactId, 0, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(after);
    }

    /// <summary>Deletes an activity of a visible contact and gives it back as it was. One's own needs <c>crm.view</c>, another's <c>crm.manage</c>.</summary>
    /// <exception cref="CrmException">The permission is missing.</exception>
    public Task<WriteResult<Activity>> DeleteAsync(Viewer viewer, Guid id, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => DeleteOnceAsync(viewer, id, cancellation), cancellation);

    private async Task<WriteResult<Activity>> DeleteOnceAsync(Viewer viewer, Guid id, CancellationToken cancellation)
    {
        viewer.Demand(Permission.View);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        if (await LockAsync(session, viewer, id, cancellation) is not { } before)
            return WriteResult<Activity>.Refused(new ActivityNotFound(id));
        viewer.Demand(ActivityRules.ToChange(viewer, before));
        await session.ExecuteAsync("DELETE FROM crm_activities WHERE tenant = @p0 AND id = @p1", [session.Tenant, id], cancellation);
        var aftermath = new Aftermath();
        await ContactFigures.MovedAsync(session, before.ContactId, -1, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(before);
    }

    internal static Activity New(Guid id, Guid contactId, string? agent, ActivityType type, ActivityPatch input, DateTimeOffset now)
    {
        var blank = new Activity
        {
            Id = id, ContactId = contactId, AgentId = agent, Type = type, At = now, CreatedAt = now, UpdatedAt = now,
            TaskState = type == ActivityType.Task ? TaskState.Open : null,
        };
        return input.Apply(blank);
    }

    /// <summary>The activity, with its contact locked first, so that nobody moves it meanwhile; null when the viewer may not see it.</summary>
    private static async Task<Activity?> LockAsync(WriteSession session, Viewer viewer, Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(session, id, cancellation) is not { } seen)
            return null;
        if (await ContactFigures.LockAsync(session, seen.ContactId, cancellation) is not { } bucket || !viewer.Sees(bucket))
            return null;
        return await FindAsync(session, id, cancellation) is { } one && one.ContactId == seen.ContactId ? one : null;
    }

    private static Task<Activity?> FindAsync(WriteSession session, Guid id, CancellationToken cancellation)
    {
        var where = new SqlText();
        where.Add($"n.tenant = {where.Arg(session.Tenant)} AND n.id = {where.Arg(id)}");
        return ActivityTable.FindAsync(session, where, cancellation);
    }

    private static Task<Activity?> LoggedAsync(WriteSession session, Activity call, CancellationToken cancellation)
    {
        var where = new SqlText();
        where.Add($"n.tenant = {where.Arg(session.Tenant)} AND n.call_id = {where.Arg(call.CallId)} AND n.contact = {where.Arg(call.ContactId)} AND n.agent = {where.Arg(call.AgentId)}");
        return ActivityTable.FindAsync(session, where, cancellation);
    }
}
