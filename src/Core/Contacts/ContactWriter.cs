using CrmContacts.Core.Accounts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door through which contacts change. Checks, writes, counts and history are one transaction; events follow the commit.</summary>
public sealed class ContactWriter
{
    private readonly Store _store;
    private readonly IAgentDirectory _directory;
    private readonly CrmEvents _events;

    internal ContactWriter(Store store, IAgentDirectory directory, CrmEvents events) =>
        (_store, _directory, _events) = (store, directory, events);

    /// <summary>Makes a contact; it always creates, e-mail and phone are not unique. Needs <c>crm.edit</c>.</summary>
    public async Task<ContactWriteResult> CreateAsync(Viewer viewer, ContactPatch input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        var now = _store.Clock.Now();
        var blank = new Contact { Id = Ids.New(now), CreatedAt = now, UpdatedAt = now };
        var (after, faults) = await CheckAsync(viewer, blank, input, cancellation);
        if (faults.Count > 0 && input.CustomFields.Count == 0)
            return new ContactWriteResult { Faults = faults };

        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var custom = await CustomValuePlan.MakeAsync(session, contact: null, input.CustomFields, cancellation);
        if (faults.Count + custom.Faults.Count > 0)
            return new ContactWriteResult { Faults = [.. faults, .. custom.Faults] };
        return await SaveAsync(session, viewer, before: null, after, input, custom.Changes, cancellation);
    }

    /// <summary>Changes a visible contact. <paramref name="version"/> is only compared: a stale one gives the conflict. Needs <c>crm.edit</c>.</summary>
    public async Task<ContactWriteResult> UpdateAsync(Viewer viewer, Guid id, int? version, ContactPatch input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var before = (await ContactLoader.LoadAsync(session, [id], cancellation)).GetValueOrDefault(id);
        if (before is null || !viewer.Sees(ContactTable.BucketOf(before.Contact)))
            return new ContactWriteResult { NotFound = true };
        var (after, faults) = await CheckAsync(viewer, before.Contact, input, cancellation);
        var custom = await CustomValuePlan.MakeAsync(session, id, input.CustomFields, cancellation);
        if (faults.Count + custom.Faults.Count > 0)
            return new ContactWriteResult { Faults = [.. faults, .. custom.Faults] };
        if (version is { } expected && expected != before.Contact.Version)
            return await ConflictAsync(session, before.Contact, after, custom.Changes, expected, cancellation);
        return await SaveAsync(session, viewer, before, after, input, custom.Changes, cancellation);
    }

    private async Task<ContactWriteResult> SaveAsync(WriteSession session, Viewer viewer, LoadedContact? before, Contact after, ContactPatch input, IReadOnlyList<CustomChange> custom, CancellationToken cancellation)
    {
        var accounts = after.AccountId is { } account ? await AccountRows.NamesAsync(session, session.Tenant, [account], cancellation) : [];
        if (after.AccountId is not null && accounts.Count == 0)
            return new ContactWriteResult { Faults = [new("accountId", "ACCOUNT_UNKNOWN", "There is no account with this id.")] };
        var tags = input.Tags.Value is { } names
            ? [.. (await TagWrites.ResolveAsync(session, names, run: null, cancellation)).Values]
            : before?.Tags ?? [];

        if (before is not null)
        {
            if (custom.Count == 0 && !ChangeHistory.Differences(before.Contact, after).Any() && before.Tags.ToHashSet().SetEquals(tags))
                return new ContactWriteResult { Contact = before.Contact };
            after = after with { Version = before.Contact.Version + 1, UpdatedAt = _store.Clock.Now() };
        }

        var deltas = new CountDeltas();
        await ContactWrites.ApplyAsync(session, [new ContactChange(before, after, tags, []) { Custom = custom }],
            accounts.ToDictionary(a => a.Key, a => a.Value.Name), new ChangeAuthor(viewer.AgentId, Run: null), deltas, cancellation);
        await deltas.ApplyAsync(session, cancellation);
        await session.CommitAsync(cancellation);
        _events.CountsChanged(viewer.Tenant);
        return new ContactWriteResult { Contact = after };
    }

    private async Task<(Contact After, IReadOnlyList<FieldFault> Faults)> CheckAsync(Viewer viewer, Contact before, ContactPatch input, CancellationToken cancellation)
    {
        var after = input.Apply(before, viewer.Tenant.DefaultCountry);
        var faults = input.NullFaults().Concat(ContactRules.Faults(after)).ToList();
        if (input.Tags.Value is { } tags)
            faults.AddRange(ContactRules.TagFaults(tags));
        if (input.AssignedToId.IsSet && after.AssignedToId is { } agent)
        {
            var agents = await _directory.AgentsAsync(viewer.Tenant, cancellation);
            after = after with { AssignedToId = One(agents, agent, a => a.Id, a => a.Email, a => a.Name, "assignedToId", "AGENT", faults)?.Id ?? agent };
        }

        if (input.AssignedQueueId.IsSet && after.AssignedQueueId is { } queue)
        {
            var queues = await _directory.QueuesAsync(viewer.Tenant, cancellation);
            after = after with { AssignedQueueId = One(queues, queue, q => q.Id, _ => null, q => q.Name, "assignedQueueId", "QUEUE", faults)?.Id ?? queue };
        }

        return (after, faults);
    }

    /// <summary>The one that is named: by id, then e-mail, then name without case.</summary>
    private static T? One<T>(IReadOnlyList<T> all, string text, Func<T, string> id, Func<T, string?> email, Func<T, string> name, string field, string noun, List<FieldFault> faults)
        where T : class
    {
        var found = all.Where(x => id(x) == text).ToList();
        if (found.Count == 0)
            found = [.. all.Where(x => string.Equals(email(x), text, StringComparison.OrdinalIgnoreCase))];
        if (found.Count == 0)
            found = [.. all.Where(x => string.Equals(name(x), text, StringComparison.OrdinalIgnoreCase))];
        if (found.Count == 1)
            return found[0];
        faults.Add(found.Count == 0
            ? new FieldFault(field, noun + "_UNKNOWN", $"There is no {noun.ToLowerInvariant()} '{text}'.")
            : new FieldFault(field, noun + "_AMBIGUOUS", $"'{text}' names {found.Count} of them; use the id."));
        return null;
    }

    private static async Task<ContactWriteResult> ConflictAsync(WriteSession session, Contact current, Contact wanted, IReadOnlyList<CustomChange> custom, int expected, CancellationToken cancellation)
    {
        var since = await ChangeHistory.ChangedSinceAsync(session, session.Tenant, current.Id, expected, cancellation);
        var conflicts = ChangeHistory.Differences(current, wanted).Where(f => since.Contains(f.Name))
            .Select(f => new FieldConflict(f.Name, Wire(f.Get(wanted)), Wire(f.Get(current))))
            .Concat(custom.Where(c => since.Contains(c.Name)).Select(c => new FieldConflict(c.Name, Wire(c.After), Wire(c.Before)))).ToList();
        return new ContactWriteResult { CurrentVersion = current.Version, Conflicts = conflicts };
    }

    private static object? Wire(object? value) => value switch
    {
        Enum one => WireNames.Of(one),
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };
}
