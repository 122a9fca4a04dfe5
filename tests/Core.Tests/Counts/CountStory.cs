using System.Globalization;
using System.Text;
using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Filters;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Counts;

/// <summary>Carries drawn steps out in a tenant of its own, and compares every number with what the contacts themselves say.</summary>
internal sealed class CountStory
{
    private static readonly string[] Queues = ["sales", "support"];

    private readonly TestStore _store;
    private readonly Tenant _tenant;
    private readonly Viewer[] _viewers;
    private readonly Client[] _clients;
    private readonly Dictionary<Guid, (Viewer Viewer, Guid Token)> _undo = [];
    private readonly List<(Viewer Viewer, Guid Run)> _imports = [];
    private readonly List<CountedList> _looked = [];
    private readonly Dictionary<Guid, Dictionary<string, long>> _shown = [];
    private long _mark;

    private CountStory(TestStore store, Tenant tenant)
    {
        (_store, _tenant) = (store, tenant);
        _viewers =
        [
            new(tenant, "alice", "Alice", Queues, Permission.Manage), new(tenant, "bob", "Bob", ["sales"], Permission.Edit),
            new(tenant, "carol", "Carol", ["support"], Permission.View), new(tenant, "erin", "Erin", [], Permission.Edit),
        ];
        _clients = [.. _viewers.Select(v => new Client(v))];
    }

    private Viewer Manager => _viewers[0];

    public static async Task<CountStory> BeginAsync(TestStore store)
    {
        var tenant = await store.Get<ITenantDirectory>().UpsertAsync(new Tenant($"t{Guid.CreateVersion7():N}"[..20], "Drawn", "US", "UTC", []));
        var story = new CountStory(store, tenant);
        await store.Get<IAgentDirectory>().UpsertAsync(tenant, [.. story._viewers.Select(v => new Agent(v.AgentId, v.Name, null))], [.. Queues.Select(q => new Queue(q, q))]);
        story._mark = await store.Get<CountReader>().MarkAsync();
        return story;
    }

    public async Task DoAsync(Step step)
    {
        try
        {
            await ActAsync(step, _viewers[step.Agent % _viewers.Length]);
        }
        catch (CrmException refusal) when (refusal.Code is ErrorCode.NotAuthorized or ErrorCode.ListUnknown or ErrorCode.OptionInvalid)
        {
            // Not everybody may do everything; then nothing must have changed.
        }

        var changes = await _store.Get<CountReader>().ChangesAsync(_tenant, _mark);
        _mark = changes.Mark;
        foreach (var client in _clients)
            client.Sent(changes.Counts, step.Fate);
    }

    /// <summary>Every bucket of every scope against the contacts; and one viewer's numbers through the doors.</summary>
    public async Task CompareAsync(Step step)
    {
        var contacts = await ContactsAsync();
        var lists = await ListsAsync();
        var kept = await KeptAsync();
        var expected = new Dictionary<(CountScope, Guid, string), long>();
        foreach (var (bucket, facts, tags) in contacts)
        {
            Add(CountScope.All, Guid.Empty, bucket);
            foreach (var tag in tags)
                Add(CountScope.Tag, tag, bucket);
            foreach (var list in lists)
            {
                if (list.Has(facts))
                    Add(CountScope.List, list.Id, bucket);
            }
        }

        foreach (var counting in lists.Where(l => l.Counting))
        {
            foreach (var key in expected.Keys.Where(k => k.Item2 == counting.Id).ToList())
                expected.Remove(key);
            // Until it is counted it shows the number that it had.
            foreach (var (bucket, count) in _shown.GetValueOrDefault(counting.Id) ?? [])
                expected[(CountScope.List, counting.Id, bucket)] = count;
        }

        void Add(CountScope scope, Guid id, string bucket)
        {
            foreach (var of in (string[])[bucket, Bucket.Sum])
                expected[(scope, id, of)] = expected.GetValueOrDefault((scope, id, of)) + 1;
        }

        var wrong = expected.Keys.Union(kept.Keys).Where(k => k.Item1 != CountScope.Counting && expected.GetValueOrDefault(k) != kept.GetValueOrDefault(k)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(k => $"{k.Item1} {k.Item2} {k.Item3}: kept {kept.GetValueOrDefault(k)}, there are {expected.GetValueOrDefault(k)}; {lists.FirstOrDefault(l => l.Id == k.Item2)}")));
        Assert.DoesNotContain(kept, k => k.Key.Item1 == CountScope.Counting && !lists.Any(l => l.Counting && l.Id == k.Key.Item2));
        foreach (var list in lists)
            _shown[list.Id] = kept.Where(k => k.Key.Item1 == CountScope.List && k.Key.Item2 == list.Id).ToDictionary(k => k.Key.Item3, k => k.Value);
        await CompareDoorsAsync(_viewers[step.B % _viewers.Length], contacts, lists, step);
    }

    /// <summary>What every client holds, after everything on its way has arrived, is what the server says.</summary>
    public async Task CompareClientsAsync()
    {
        foreach (var client in _clients)
        {
            client.Settle(await _store.Get<CountReader>().SnapshotAsync(client.Viewer));
            foreach (var list in await _store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(client.Viewer)))
                Assert.Equal(list.ContactCount, client.CountOf(list.Id));
            Assert.Equal((await _store.PageAsync(client.Viewer, new ContactQuery { First = 0, WithTotal = true })).Total, client.CountOf(null));
        }
    }

    public async Task EndCountsAsync()
    {
        foreach (var list in (await ListsAsync()).Where(l => l.Counting))
            Assert.True(await Counter.EndAsync((await Counter.LookAsync(_tenant.Key, list.Id, default))!, default));
        var changes = await _store.Get<CountReader>().ChangesAsync(_tenant, _mark);
        _mark = changes.Mark;
        foreach (var client in _clients)
            client.Sent(changes.Counts, 5);
    }

    private ListCounter Counter => _store.Get<ListCounter>();

    private async Task CompareDoorsAsync(Viewer viewer, List<(string Bucket, ContactFacts Facts, List<Guid> Tags)> contacts, List<ListSeen> lists, Step step)
    {
        var seen = contacts.Where(c => viewer.Sees(c.Bucket)).ToList();
        var shown = (await _store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(viewer))).ToDictionary(l => l.Id);
        foreach (var list in lists.Where(l => !l.Counting))
            Assert.Equal(seen.Count(c => list.Has(c.Facts)), shown[list.Id].ContactCount);
        if (lists.Count == 0)
            return;
        // A total is exact even while the kept number is not.
        var one = lists[step.C % lists.Count];
        var page = await _store.PageAsync(viewer, new ContactQuery { First = 200, ListId = one.Id, WithTotal = true });
        Assert.Equal(seen.Where(c => one.Has(c.Facts)).Select(c => c.Facts.Contact.Id).Order(), page.Contacts.Select(c => c.Id).Order());
        Assert.Equal(page.Contacts.Count, page.Total);
    }

    private async Task ActAsync(Step step, Viewer viewer)
    {
        switch (step.Kind)
        {
            case StepKind.Create:
                await _store.Get<ContactWriter>().CreateAsync(viewer, await PatchAsync(step));
                break;
            case StepKind.Update:
                if (await PickAsync(step.A) is { } changed)
                    await _store.Get<ContactWriter>().UpdateAsync(viewer, changed, null, await PatchAsync(step));
                break;
            case StepKind.Bulk:
                await BulkAsync(step, viewer);
                break;
            case StepKind.UndoBulk when _undo.Count > 0:
                var (by, token) = _undo.Values.ElementAt(step.A % _undo.Count);
                await _store.Get<BulkWriter>().UndoAsync(by, token);
                break;
            case StepKind.Restore:
                await _store.Get<ContactWriter>().RestoreAsync(viewer, [.. (await IdsAsync("deleted_at IS NOT NULL")).Take(1 + (step.A % 3)), Guid.CreateVersion7()]);
                break;
            case StepKind.Merge:
                if (await PickAsync(step.A) is { } target && await PickAsync(step.B) is { } source && target != source)
                    await _store.Get<ContactWriter>().MergeAsync(viewer, target, [source], null, new ContactPatch());
                break;
            case StepKind.AddMembers:
                if (await PickListAsync(step.A, ContactListKind.Static) is { } list)
                    await _store.Get<ListWriter>().AddMembersAsync(viewer, list, [.. (await IdsAsync("deleted_at IS NULL")).Skip(step.B % 5).Take(1 + (step.C % 6))]);
                break;
            case StepKind.MakeList:
                await _store.Get<ListWriter>().CreateAsync(step.A % 3 == 0 ? viewer : Manager, step.B % 4 == 0 ? ContactListKind.Static : ContactListKind.Dynamic,
                    new ListInput { Name = ListName(step), Where = step.B % 4 == 0 ? default : new(true, await AskableAsync(step)) });
                break;
            case StepKind.EditList:
                if (await PickListAsync(step.A, null) is { } edited)
                    await _store.Get<ListWriter>().UpdateAsync(Manager, edited, step.B % 2 == 0 ? new ListInput { Name = ListName(step) } : new ListInput { Where = await AskableAsync(step) });
                break;
            case StepKind.DeleteList:
                if (await PickListAsync(step.A, null) is { } gone)
                    await _store.Get<ListWriter>().DeleteAsync(Manager, gone);
                break;
            case StepKind.CopyList:
                if (await PickListAsync(step.A, null) is { } copied)
                    await _store.Get<ListCopyWriter>().DuplicateAsync(step.B % 3 == 0 ? viewer : Manager, copied, step.C % 2 == 0 ? null : ListName(step));
                break;
            case StepKind.ConvertList:
                if (await PickListAsync(step.A, ContactListKind.Dynamic) is { } converted)
                    await _store.Get<ListCopyWriter>().ConvertToStaticAsync(Manager, converted);
                break;
            case StepKind.Activity:
                await ActivityAsync(step, viewer);
                break;
            case StepKind.Import:
                await ImportAsync(step, viewer.Permission < Permission.Edit ? Manager : viewer);
                break;
            case StepKind.UndoImport when _imports.Count > 0:
                var (importer, import) = _imports[step.A % _imports.Count];
                _imports.RemoveAt(step.A % _imports.Count);
                Assert.Equal(ImportStatus.Undone, (await _store.UndoAsync(importer, import)).Status);
                break;
            case StepKind.MakeField:
                var field = Draws.Fields[step.A % Draws.Fields.Length];
                await _store.Get<CustomFieldWriter>().CreateAsync(Manager, new CustomFieldPatch { Name = field.Name, Kind = field.Kind, Options = field.Kind == CustomFieldKind.Dropdown ? new(true, ["a", "b", "ß"]) : default });
                break;
            case StepKind.DeleteField:
                if (await FieldsAsync() is { Count: > 0 } fields)
                    await _store.Get<CustomFieldWriter>().DeleteAsync(Manager, fields[step.A % fields.Count].Id);
                break;
            case StepKind.LookAtList:
                if ((await ListsAsync()).Where(l => l.Counting).ToList() is { Count: > 0 } counting
                    && await Counter.LookAsync(_tenant.Key, counting[step.A % counting.Count].Id, default) is { } looked)
                {
                    _looked.Add(looked);
                }

                break;
            case StepKind.EndCount when _looked.Count > 0:
                var ending = _looked[step.A % _looked.Count];
                _looked.Remove(ending);
                await Counter.EndAsync(ending, default);
                break;
        }
    }

    private static string ListName(Step step) => Draws.Lists[step.A % Draws.Lists.Length].Name + (step.C % 3 == 0 ? "" : " " + (step.C % 7));

    private async Task<ContactPatch> PatchAsync(Step step)
    {
        var patch = new ContactPatch { LastName = "n" + step.Text };
        if (step.A % 2 == 0)
            patch = patch with { Title = step.Text, Status = (ContactStatus)(step.A % 3), Department = new(true, null) };
        if (step.B % 2 == 0)
            patch = patch with { Visibility = (ContactVisibility)(step.B / 2 % 3), AssignedQueueId = Queues[step.B % 2], AssignedToId = _viewers[step.C % _viewers.Length].AgentId };
        if (step.C % 2 == 0)
            patch = patch with { Tags = new(true, [.. Draws.Tags.Where((_, i) => (step.C >> (i + 1) & 1) == 1).Select(t => t.Name)]) };
        if (step.C % 3 == 0)
            patch = patch with { CustomFields = [.. (await FieldsAsync()).Where((_, i) => (step.B >> i & 1) == 1).Select(f => Value(f, step))] };
        return patch;
    }

    private static CustomValueInput Value(CustomField field, Step step) => field.Kind switch
    {
        CustomFieldKind.Number => new(field.Key) { Number = step.A % 4 == 0 ? new Optional<decimal?>(true, null) : step.A % 5 == 0 ? 42.5m : 0m },
        CustomFieldKind.Date => new(field.Key) { Date = (DateOnly?)new DateOnly(2026, 1, 31) },
        CustomFieldKind.Checkbox => new(field.Key) { Flag = (bool?)(step.A % 2 == 0) },
        CustomFieldKind.Dropdown => new(field.Key) { Text = field.Options[step.A % field.Options.Count] },
        _ => new(field.Key) { Text = step.Text },
    };

    private async Task BulkAsync(Step step, Viewer viewer)
    {
        var lists = await ListsAsync();
        var listId = lists.Count > 0 ? lists[step.B % lists.Count].Id : (Guid?)null;
        var selection = (step.A % 4) switch
        {
            0 => new ContactSelection { All = true },
            1 => new ContactSelection { Where = step.Filter },
            2 when listId is not null => new ContactSelection { ListId = listId },
            _ => new ContactSelection { Ids = [.. (await IdsAsync("deleted_at IS NULL")).Skip(step.C % 7).Take(1 + (step.B % 5)), Guid.CreateVersion7()] },
        };
        var statics = await PickListAsync(step.C, ContactListKind.Static);
        BulkAction action = (step.C % 8) switch
        {
            0 => new BulkAction.AddTags([Draws.Tags[step.B % Draws.Tags.Length].Name]),
            1 => new BulkAction.RemoveTags([Draws.Tags[step.B % Draws.Tags.Length].Name]),
            2 => new BulkAction.AssignToQueue(Queues[step.B % 2]),
            3 => new BulkAction.Assign(step.B % 3 == 0 ? null : _viewers[step.B % _viewers.Length].AgentId),
            4 => new BulkAction.SetStatus((ContactStatus)(step.B % 3)),
            5 when statics is { } to => new BulkAction.AddToList(to),
            6 when statics is { } from => new BulkAction.RemoveFromList(from),
            _ => step.B % 3 == 0 ? new BulkAction.Delete() : new BulkAction.SetStatus(ContactStatus.Active),
        };
        var result = await _store.Get<BulkWriter>().RunAsync(viewer, selection, action);
        if (result.Value?.UndoToken is { } token)
            _undo[token] = (viewer, token);
    }

    private async Task ActivityAsync(Step step, Viewer viewer)
    {
        if (await PickAsync(step.A) is not { } contact)
            return;
        var at = Draws.Start.AddDays(-(step.B % 400));
        switch (step.C % 4)
        {
            case 0:
                await _store.Get<InteractionWriter>().RecordAsync(_tenant, [new ClosedConversation($"x{step.B}", contact, InteractionChannel.Email, at, at.AddMinutes(1), null, null, null, [])]);
                break;
            case 1:
                var logged = await _store.Get<ActivityWriter>().LogAsync(viewer, contact, ActivityType.Note, new ActivityPatch { Body = "note", At = at });
                if (logged.Value is { } note)
                    await _store.Get<ActivityWriter>().DeleteAsync(viewer, note.Id);
                break;
            case 2:
                var moved = await _store.Get<ActivityWriter>().LogAsync(viewer, contact, ActivityType.Note, new ActivityPatch { Body = "note", At = at });
                if (moved.Value is { } early)
                    await _store.Get<ActivityWriter>().UpdateAsync(viewer, early.Id, new ActivityPatch { At = at.AddDays(-30) });
                break;
            default:
                await _store.Get<ActivityWriter>().LogAsync(viewer, contact, ActivityType.Note, new ActivityPatch { Body = "note", At = at });
                break;
        }
    }

    private async Task ImportAsync(Step step, Viewer viewer)
    {
        var csv = new StringBuilder("first_name,last_name,email,status,_tag,_list,visibility,assigned_queue_id\n");
        for (var i = 0; i <= step.A % 6; i++)
            csv.Append(CultureInfo.InvariantCulture, $"Ada,n{i},p{(step.B + i) % 9}@example.com,{(i % 2 == 0 ? "active" : "inactive")},{(i % 3 == 0 ? "vip" : "")},{(i % 2 == 0 ? "VIP" : "")},{(i % 3 == 1 ? "queue" : "all")},{Queues[i % 2]}\n");
        var run = await _store.ImportAsync(viewer, csv.ToString(), new ImportOptions { ListMode = step.C % 2 == 0 ? ImportListMode.PerRow : ImportListMode.None, OnDuplicate = step.C % 3 == 0 ? OnDuplicate.Skip : OnDuplicate.Update });
        Assert.Equal(ImportStatus.Completed, run.Status);
        _imports.Add((viewer, run.Id));
    }

    /// <summary>The drawn filter as a list may have it: ids of lists that there are, and nothing about companies.</summary>
    private async Task<Filter> AskableAsync(Step step)
    {
        var statics = (await ListsAsync()).Where(l => l.Kind == ContactListKind.Static).Select(l => l.Id).ToList();
        return Askable(step.Filter, statics);
    }

    private static Filter Askable(Filter filter, List<Guid> lists) => filter switch
    {
        Filter.AllOf all => new Filter.AllOf([.. all.Parts.Select(p => Askable(p, lists))]),
        Filter.AnyOf any => new Filter.AnyOf([.. any.Parts.Select(p => Askable(p, lists))]),
        Filter.Over { Inner: { } inner } over => over with { Inner = Askable(inner, lists) },
        Filter.OfAccount => new Filter.Test(ContactFields.ActivityCount, FilterOp.Gt, 0L),
        Filter.Test test when test.Field == FilterFields.ListId => test with { Value = test.Value is object?[] ? lists.Take(2).Cast<object?>().ToArray() : lists.Count > 0 ? lists[0] : test.Value },
        _ => filter,
    };

    private async Task<Guid?> PickAsync(int pick) => await IdsAsync("deleted_at IS NULL") is { Count: > 0 } ids ? ids[pick % ids.Count] : null;

    private async Task<Guid?> PickListAsync(int pick, ContactListKind? kind) =>
        (await ListsAsync()).Where(l => kind is null || l.Kind == kind).ToList() is { Count: > 0 } lists ? lists[pick % lists.Count].Id : null;

    private async Task<List<Guid>> IdsAsync(string which)
    {
        await using var session = await _store.Get<Store>().ReadAsync(default);
        var sql = new SqlText();
        sql.Add($"SELECT c.id FROM crm_contacts c WHERE c.tenant = {sql.Arg(_tenant.Key)} AND c.{which} ORDER BY c.id");
        return await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), default);
    }

    private async Task<List<CustomField>> FieldsAsync()
    {
        await using var session = await _store.Get<Store>().ReadAsync(default);
        return await CustomFieldRows.AllAsync(session, _tenant.Key, default);
    }

    private async Task<List<(string Bucket, ContactFacts Facts, List<Guid> Tags)>> ContactsAsync()
    {
        var ids = await IdsAsync("deleted_at IS NULL");
        await using var session = await _store.Get<Store>().ReadAsync(default);
        var facts = await ContactFactsLoader.LoadAsync(session, _tenant.Key, ids, default);
        var loaded = await ContactLoader.LoadAsync(session, _tenant.Key, ids, forUpdate: false, default);
        return [.. ids.Select(id => (ContactTable.BucketOf(facts[id].Contact), facts[id], loaded[id].Tags.ToList()))];
    }

    private sealed record ListSeen(Guid Id, ContactListKind Kind, bool Counting, string? Where)
    {
        private readonly Func<ContactFacts, bool>? _passes = Where is null ? null : FilterJson.Parse(Where) is { } filter ? FilterPredicate.Compile(filter) : _ => true;

        public bool Has(ContactFacts facts) => _passes?.Invoke(facts) ?? facts.Lists.Any(l => l.Id == Id);
    }

    private async Task<List<ListSeen>> ListsAsync() =>
        [.. (await _store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(Manager))).OrderBy(l => l.Id).Select(l => new ListSeen(l.Id, l.Kind, l.Counting, l.Where))];

    /// <summary>Every kept count, the sums too.</summary>
    private async Task<Dictionary<(CountScope, Guid, string), long>> KeptAsync()
    {
        await using var session = await _store.Get<Store>().ReadAsync(default);
        var sql = new SqlText();
        sql.Add($"SELECT k.scope, k.scope_id, k.bucket, k.count FROM crm_counts k WHERE k.tenant = {sql.Arg(_tenant.Key)}");
        return (await session.ListAsync(sql, row => (Key: ((CountScope)row.GetInt32(0), session.Dialect.ReadId(row, 1), row.GetString(2)), Count: row.GetInt64(3)), default)).ToDictionary(r => r.Key, r => r.Count);
    }
}
