using CrmContacts.Core.Accounts;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door through which contacts change. Checks, writes, counts and history are one transaction; events follow the commit.</summary>
public sealed class ContactWriter
{
    private const int MaxMerged = 50;
    private const int MaxRestored = 1_000;

    private static readonly FieldFault SourcesInvalid = new("sourceIds", "SOURCES_INVALID", $"Name 1 to {MaxMerged} contacts other than the target.");
    private static readonly FieldFault AccountUnknown = new("accountId", "ACCOUNT_UNKNOWN", "There is no account with this id.");

    private readonly Store _store;
    private readonly IAgentDirectory _directory;
    private readonly CrmEvents _events;

    internal ContactWriter(Store store, IAgentDirectory directory, CrmEvents events) =>
        (_store, _directory, _events) = (store, directory, events);

    /// <summary>Makes a contact; it always creates, e-mail and phone are not unique. Needs <c>crm.edit</c>.</summary>
    public Task<ContactWriteResult> CreateAsync(Viewer viewer, ContactPatch input, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => CreateOnceAsync(viewer, input, cancellation), cancellation);

    private async Task<ContactWriteResult> CreateOnceAsync(Viewer viewer, ContactPatch input, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        var now = _store.Clock.Now();
        var blank = new Contact { Id = Ids.New(now), CreatedAt = now, UpdatedAt = now };
        var (after, faults) = Check(viewer, blank, input, await ColleaguesAsync(viewer, input, cancellation));
        if (faults.Count > 0 && input.CustomFields.Count == 0)
            return new ContactWriteResult { Faults = faults };

        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var custom = await CustomValuePlan.MakeAsync(session, contact: null, input.CustomFields, cancellation);
        if (faults.Count + custom.Faults.Count > 0)
            return new ContactWriteResult { Faults = [.. faults, .. custom.Faults] };
        return await SaveAsync(session, viewer, before: null, after, input, custom.Changes, cancellation);
    }

    /// <summary>Changes a visible contact. <paramref name="version"/> is only compared: a stale one gives the conflict. Needs <c>crm.edit</c>.</summary>
    public Task<ContactWriteResult> UpdateAsync(Viewer viewer, Guid id, int? version, ContactPatch input, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => UpdateOnceAsync(viewer, id, version, input, cancellation), cancellation);

    private async Task<ContactWriteResult> UpdateOnceAsync(Viewer viewer, Guid id, int? version, ContactPatch input, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        var colleagues = await ColleaguesAsync(viewer, input, cancellation);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        id = (await ContactRedirects.OfAsync(session, session.Tenant, [id], cancellation)).GetValueOrDefault(id, id);
        var before = (await ContactLoader.LoadAsync(session, [id], cancellation)).GetValueOrDefault(id);
        if (before is null || !viewer.Sees(ContactTable.BucketOf(before.Contact)))
            return new ContactWriteResult { NotFound = true };
        var (after, faults) = Check(viewer, before.Contact, input, colleagues);
        var custom = await CustomValuePlan.MakeAsync(session, id, input.CustomFields, cancellation);
        if (faults.Count + custom.Faults.Count > 0)
            return new ContactWriteResult { Faults = [.. faults, .. custom.Faults] };
        if (version is { } expected && expected != before.Contact.Version)
            return await ConflictAsync(session, before, after, input, custom.Changes, expected, cancellation);
        return await SaveAsync(session, viewer, before, after, input, custom.Changes, cancellation);
    }

    /// <summary>Gives deleted contacts back, with tags, lists and timeline, up to 30 days after. A merged contact's id means the one that it was merged into. What is not there, not visible or not deleted is passed over. Needs <c>crm.edit</c>.</summary>
    public Task<WriteResult<IReadOnlyList<Contact>>> RestoreAsync(Viewer viewer, IReadOnlyList<Guid> ids, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => RestoreOnceAsync(viewer, ids, cancellation), cancellation);

    private async Task<WriteResult<IReadOnlyList<Contact>>> RestoreOnceAsync(Viewer viewer, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        if (ids.Count is 0)
            return WriteResult<IReadOnlyList<Contact>>.Refused(new FieldFault("ids", "REQUIRED", "Name at least one contact."));
        if (ids.Count > MaxRestored)
            return WriteResult<IReadOnlyList<Contact>>.Refused(new SelectionTooLarge(MaxRestored));

        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var now = _store.Clock.Now();
        var merged = await ContactRedirects.OfAsync(session, session.Tenant, ids, cancellation);
        var meant = ids.Select(id => merged.GetValueOrDefault(id, id)).Distinct().ToList();
        var found = (await ContactLoader.LoadAsync(session, meant, cancellation, deletedToo: true)).Values
            .Where(c => c.Contact.DeletedAt + ContactPurge.KeptFor > now && viewer.Sees(ContactTable.BucketOf(c.Contact)));
        var changes = found.Select(c => new ContactChange(c, c.Contact with { DeletedAt = null, Version = c.Contact.Version + 1, UpdatedAt = now }, c.Tags, [])).ToList();
        var aftermath = new Aftermath();
        var written = await WriteAsync(session, viewer, changes, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new([.. written.Select(c => c.After)]);
    }

    /// <summary>
    /// Makes several visible contacts one. The target keeps its values, blanks are filled from the sources in their order, and
    /// <paramref name="fields"/> has the last word; tags, lists and timeline come together; the sources' ids mean the target
    /// from then on. <paramref name="version"/> is the target's, and only compared. Needs <c>crm.edit</c>.
    /// </summary>
    public Task<ContactWriteResult> MergeAsync(Viewer viewer, Guid targetId, IReadOnlyList<Guid> sourceIds, int? version, ContactPatch fields, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => MergeOnceAsync(viewer, targetId, sourceIds, version, fields, cancellation), cancellation);

    private async Task<ContactWriteResult> MergeOnceAsync(Viewer viewer, Guid targetId, IReadOnlyList<Guid> sourceIds, int? version, ContactPatch fields, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        var sources = sourceIds.Distinct().ToList();
        if (sources.Count is 0 or > MaxMerged || sources.Contains(targetId))
            return new ContactWriteResult { Faults = [SourcesInvalid] };

        var colleagues = await ColleaguesAsync(viewer, fields, cancellation);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var meant = await ContactRedirects.OfAsync(session, session.Tenant, [targetId, .. sources], cancellation);
        var loaded = await ContactLoader.LoadAsync(session, [.. sources.Append(targetId).Select(Meant)], cancellation);
        foreach (var id in sources.Prepend(targetId))
        {
            if (!loaded.TryGetValue(Meant(id), out var one) || !viewer.Sees(ContactTable.BucketOf(one.Contact)))
                return new ContactWriteResult { NotFound = true, NotFoundId = id };
        }

        targetId = Meant(targetId);
        sources = [.. sources.Select(Meant).Distinct()];
        if (sources.Contains(targetId))
            return new ContactWriteResult { Faults = [SourcesInvalid] };
        var target = loaded[targetId];
        var merging = sources.ConvertAll(id => loaded[id]);
        var (after, found) = Check(viewer, ContactMerge.Filled(target.Contact, merging.Select(c => c.Contact)), fields, colleagues);
        var faults = found.ToList();
        if (fields.AccountId.Value is { } account && (await AccountRows.NamesAsync(session, session.Tenant, [account], cancellation)).Count == 0)
            faults.Add(AccountUnknown);
        var custom = await CustomValuePlan.MakeAsync(session, targetId, fields.CustomFields, cancellation);
        if (faults.Count + custom.Faults.Count > 0)
            return new ContactWriteResult { Faults = [.. faults, .. custom.Faults] };
        if (version is { } expected && expected != target.Contact.Version)
            return await ConflictAsync(session, target, after, fields, custom.Changes, expected, cancellation);

        var now = _store.Clock.Now();
        var tags = fields.Tags.Value is { } names
            ? [.. (await TagWrites.ResolveAsync(session, names, run: null, cancellation)).Values]
            : merging.Aggregate(target.Tags.AsEnumerable(), (all, one) => all.Union(one.Tags)).Take(ContactRules.MaxTags).ToList();
        var lists = merging.SelectMany(c => c.Lists).Except(target.Lists).Distinct().ToList();
        after = after with { Version = target.Contact.Version + 1, UpdatedAt = now };
        var aftermath = new Aftermath();
        var written = await WriteAsync(session, viewer,
            [
                .. merging.Select(c => new ContactChange(c, c.Contact with { DeletedAt = now, Version = c.Contact.Version + 1, UpdatedAt = now }, c.Tags, [])),
                new ContactChange(target, after, tags, lists) { Custom = [.. custom.Changes, .. await FilledAsync(session, targetId, sources, custom, cancellation)] },
            ], aftermath, cancellation);
        after = written[^1].After;
        await TimelineWrites.MoveAsync(session, targetId, sources, aftermath, cancellation);
        await ContactRedirects.AddAsync(session, sources, targetId, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new ContactWriteResult { Contact = after with { ActivityCount = after.ActivityCount + merging.Sum(c => c.Contact.ActivityCount), LastActivityAt = merging.Select(c => c.Contact.LastActivityAt).Append(after.LastActivityAt).Max() } };

        // An old id goes on meaning what its contact was merged into.
        Guid Meant(Guid id) => meant.GetValueOrDefault(id, id);
    }

    /// <summary>Custom values that the target has not and the input does not set, from the sources in their order.</summary>
    private static async Task<IEnumerable<CustomChange>> FilledAsync(WriteSession session, Guid target, List<Guid> sources, CustomValuePlan set, CancellationToken cancellation)
    {
        var values = await CustomValueRows.OfContactsAsync(session, session.Tenant, [target, .. sources], cancellation);
        var settled = values[target].Select(v => v.Field.Id).Concat(set.Changes.Select(c => c.Field.Id)).ToHashSet();
        return [.. sources.SelectMany(id => values[id]).Where(v => settled.Add(v.Field.Id)).Select(v => new CustomChange(v.Field, null, v.Value))];
    }

    /// <summary>Writes changes, in the name of the viewer; answers them as they were written.</summary>
    private static Task<IReadOnlyList<ContactChange>> WriteAsync(WriteSession session, Viewer viewer, IReadOnlyList<ContactChange> changes, Aftermath aftermath, CancellationToken cancellation) =>
        ContactWrites.ApplyAsync(session, changes, new ChangeAuthor(viewer.AgentId, Run: null), aftermath, cancellation);

    private async Task<ContactWriteResult> SaveAsync(WriteSession session, Viewer viewer, LoadedContact? before, Contact after, ContactPatch input, IReadOnlyList<CustomChange> custom, CancellationToken cancellation)
    {
        var accounts = after.AccountId is { } account ? await AccountRows.NamesAsync(session, session.Tenant, [account], cancellation) : [];
        if (after.AccountId is not null && accounts.Count == 0)
        {
            if (input.AccountId.IsSet)
                return new ContactWriteResult { Faults = [AccountUnknown] };
            // It went with its company's name; nobody has to take it off by hand before they may write.
            after = after with { AccountId = null };
        }

        var tags = input.Tags.Value is { } names
            ? [.. (await TagWrites.ResolveAsync(session, names, run: null, cancellation)).Values]
            : before?.Tags ?? [];

        if (before is not null)
        {
            if (custom.Count == 0 && !ChangeHistory.Differences(before.Contact, after).Any() && before.Tags.ToHashSet().SetEquals(tags))
                return new ContactWriteResult { Contact = before.Contact };
            after = after with { Version = before.Contact.Version + 1, UpdatedAt = _store.Clock.Now() };
        }

        var aftermath = new Aftermath();
        await ContactWrites.ApplyAsync(session, [new ContactChange(before, after, tags, []) { Custom = custom }],
            accounts.ToDictionary(a => a.Key, a => a.Value.Name), new ChangeAuthor(viewer.AgentId, Run: null), aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new ContactWriteResult { Contact = after };
    }

    private static (Contact After, IReadOnlyList<FieldFault> Faults) Check(Viewer viewer, Contact before, ContactPatch input, Colleagues colleagues)
    {
        var after = input.Apply(before, viewer.Tenant.DefaultCountry);
        var faults = input.NullFaults().Concat(ContactRules.Faults(after)).ToList();
        if (input.Tags.Value is { } tags)
            faults.AddRange(ContactRules.TagFaults(tags));
        if (input.AssignedToId.IsSet && after.AssignedToId is { } agent)
            after = after with { AssignedToId = colleagues.Agents.Find(agent, "assignedToId", "agent", faults) ?? agent };
        if (input.AssignedQueueId.IsSet && after.AssignedQueueId is { } queue)
            after = after with { AssignedQueueId = colleagues.Queues.Find(queue, "assignedQueueId", "queue", faults) ?? queue };
        return (after, faults);
    }

    /// <summary>Whom the input may name; read before anything is locked, and only when it names somebody.</summary>
    private async Task<Colleagues> ColleaguesAsync(Viewer viewer, ContactPatch input, CancellationToken cancellation) =>
        input.AssignedToId.Value is null && input.AssignedQueueId.Value is null
            ? new Colleagues(NamesLookup.Empty, NamesLookup.Empty)
            : await Colleagues.OfAsync(_directory, viewer.Tenant, cancellation);

    private static async Task<ContactWriteResult> ConflictAsync(WriteSession session, LoadedContact loaded, Contact wanted, ContactPatch input, IReadOnlyList<CustomChange> custom, int expected, CancellationToken cancellation)
    {
        var current = loaded.Contact;
        var since = await ChangeHistory.ChangedSinceAsync(session, session.Tenant, current.Id, expected, cancellation);
        var conflicts = ChangeHistory.Differences(current, wanted).Where(f => since.Contains(f.Name))
            .Select(f => new FieldConflict(ChangeHistory.NameOnWire(f.Name), Wire(f.Get(wanted)), Wire(f.Get(current))))
            .Concat(custom.Where(c => since.Contains(c.Name)).Select(c => new FieldConflict(c.Name, Wire(c.After), Wire(c.Before)))).ToList();
        if (since.Contains("tags") && input.Tags.Value is { } yours)
        {
            var theirs = (await TagRows.NamesAsync(session, session.Tenant, loaded.Tags, cancellation)).Values.Order(StringComparer.OrdinalIgnoreCase).ToList();
            if (!yours.Select(t => TextFold.ForFilter(t.Trim())).ToHashSet().SetEquals(theirs.Select(TextFold.ForFilter)))
                conflicts.Add(new FieldConflict("tags", yours, theirs));
        }

        return new ContactWriteResult { CurrentVersion = current.Version, Conflicts = conflicts };
    }

    private static object? Wire(object? value) => value switch
    {
        Enum one => WireNames.Of(one),
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };
}
