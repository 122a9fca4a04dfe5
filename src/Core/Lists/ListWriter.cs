using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>The door through which lists change, and static members one by one.</summary>
public sealed class ListWriter
{
    private const int MaxDescription = 2_000;

    private readonly Store _store;
    private readonly CrmEvents _events;

    internal ListWriter(Store store, CrmEvents events) => (_store, _events) = (store, events);

    /// <summary>Makes a list and answers its id; names are unique without case in the tenant. A static list needs <c>crm.edit</c>, a dynamic one <c>crm.manage</c>.</summary>
    public async Task<WriteResult<ListMade>> CreateAsync(Viewer viewer, ContactListKind kind, ListInput input, CancellationToken cancellation = default)
    {
        viewer.Demand(kind == ContactListKind.Dynamic ? Permission.Manage : Permission.Edit);
        var name = input.Name.Value?.Trim() ?? "";
        var description = Blank(input.Description.Value);
        var faults = Faults(name, description).ToList();
        if (kind == ContactListKind.Dynamic && input.Where.Value is null)
            faults.Add(new FieldFault("where", "REQUIRED", "A dynamic list needs a filter: it says who is on it."));
        if (kind == ContactListKind.Static && input.Where.Value is not null)
            faults.Add(new FieldFault("where", "LIST_IS_STATIC", "A static list has no filter: contacts are put on it."));
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
        faults.AddRange(await FilterFaultsAsync(session, input.Where.Value, cancellation));
        if (faults.Count > 0)
            return WriteResult<ListMade>.Refused(faults);

        var now = _store.Clock.Now();
        var id = Ids.New(now);
        if (!await new ListRow(id, name, description, kind, Json(input.Where.Value)).InsertAsync(session, now, cancellation))
            return WriteResult<ListMade>.Refused(new NameTaken(name));
        var aftermath = new Aftermath();
        aftermath.ListCreated(id);
        if (input.Where.Value is { } filter)
            await DynamicListCounts.BeginAsync(session, id, filter, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(new ListMade(id));
    }

    /// <summary>Makes a static list for a program that has no one to ask: what is wrong with it is thrown.</summary>
    /// <exception cref="CrmException">The name is blank, too long or taken.</exception>
    public async Task<Guid> CreateStaticAsync(Viewer viewer, string name, string? description, CancellationToken cancellation = default)
    {
        var result = await CreateAsync(viewer, ContactListKind.Static, new ListInput { Name = name, Description = description }, cancellation);
        return result.Value?.Id ?? throw new CrmException(ErrorCode.OptionInvalid, result.Faults[0] is FieldFault fault ? fault.Message : $"There is a list named '{name}' already.", "name");
    }

    /// <summary>Renames a list, describes it, or gives a dynamic one another filter. Needs <c>crm.manage</c>.</summary>
    public async Task<WriteResult<ListMade>> UpdateAsync(Viewer viewer, Guid id, ListInput input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
        if (await ListRow.ReadAsync(session, id, cancellation) is not { } before)
            return WriteResult<ListMade>.Refused(new ListNotFound(id));

        var name = input.Name.IsSet ? input.Name.Value?.Trim() ?? "" : before.Name;
        var description = input.Description.IsSet ? Blank(input.Description.Value) : before.Description;
        var faults = Faults(name, description).ToList();
        if (input.Where.IsSet && before.Kind == ContactListKind.Static)
            faults.Add(new FieldFault("where", "LIST_IS_STATIC", "A static list has no filter: contacts are put on it."));
        else if (input.Where is { IsSet: true, Value: null })
            faults.Add(new FieldFault("where", "REQUIRED", "A dynamic list needs a filter: it says who is on it."));
        faults.AddRange(await FilterFaultsAsync(session, input.Where.Value, cancellation));
        if (faults.Count > 0)
            return WriteResult<ListMade>.Refused(faults);
        if (await session.ScalarAsync<long>("SELECT count(*) FROM crm_lists WHERE tenant = @p0 AND name_fold = @p1 AND id <> @p2", [session.Tenant, TextFold.ForFilter(name), id], cancellation) > 0)
            return WriteResult<ListMade>.Refused(new NameTaken(name));

        var filter = input.Where.IsSet ? Json(input.Where.Value) : before.Filter;
        await session.ExecuteAsync("UPDATE crm_lists SET name = @p2, name_fold = @p3, description = @p4, filter = @p5, updated_at = @p6 WHERE tenant = @p0 AND id = @p1",
            [session.Tenant, id, name, TextFold.ForFilter(name), description, filter, _store.Clock.Now()], cancellation);
        var aftermath = new Aftermath();
        aftermath.ListChanged(id);
        if (filter != before.Filter)
            await DynamicListCounts.BeginAsync(session, id, input.Where.Value!, aftermath, cancellation);
        if (before.Kind == ContactListKind.Static && name != before.Name)
            await DynamicListCounts.AgainAsync(session, FieldBits.Lists, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(new ListMade(id));
    }

    /// <summary>Deletes a list; its contacts stay. Needs <c>crm.manage</c>.</summary>
    public async Task<WriteResult<ListMade>> DeleteAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
        if (await ListMembers.KindAsync(session, session.Tenant, id, cancellation) is not { } kind)
            return WriteResult<ListMade>.Refused(new ListNotFound(id));
        var aftermath = new Aftermath();
        await ListRow.DeleteAsync(session, id, aftermath, cancellation);
        if (kind == ContactListKind.Dynamic)
            await DynamicLists.ChangedAsync(session, cancellation);
        else
            await DynamicListCounts.AgainAsync(session, FieldBits.Lists, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(new ListMade(id));
    }

    /// <summary>Adds visible contacts to a static list; those that are in it already stay. Answers how many were added. Needs <c>crm.edit</c>.</summary>
    public Task<int> AddMembersAsync(Viewer viewer, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => AddMembersOnceAsync(viewer, listId, contactIds, cancellation), cancellation);

    private async Task<int> AddMembersOnceAsync(Viewer viewer, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        if (await ListMembers.KindAsync(session, session.Tenant, listId, cancellation) != ContactListKind.Static)
            throw new CrmException(ErrorCode.ListUnknown, "There is no static list with this id.", "listId");
        var aftermath = new Aftermath();
        var visible = (await ContactLoader.LoadAsync(session, contactIds, cancellation)).Values.Where(c => viewer.Sees(ContactTable.BucketOf(c.Contact)));
        var added = await ListMembers.AddAsync(session, listId, visible, run: null, aftermath, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return added.Count;
    }

    internal static IEnumerable<IDomainFault> Faults(string name, string? description)
    {
        if (name.Length is 0 or > ContactRules.MaxText || !UnicodeText.IsStorable(name))
            yield return new FieldFault("name", name.Length == 0 ? "REQUIRED" : "NAME_INVALID", $"The name of a list has 1 to {ContactRules.MaxText} characters.");
        if (description is { Length: > MaxDescription })
            yield return new FieldFault("description", "TOO_LONG", $"A description has at most {MaxDescription} characters.");
        if (description is not null && !UnicodeText.IsStorable(description))
            yield return new FieldFault("description", "TEXT_INVALID", "The description holds NUL, or half of a character.");
    }

    /// <summary>A dynamic list may ask about contacts, and about static lists that there are.</summary>
    private static async Task<IReadOnlyList<IDomainFault>> FilterFaultsAsync(WriteSession session, Filter? filter, CancellationToken cancellation)
    {
        if (filter is null)
            return [];
        if (ListFilterRule.Fault(filter) is { } fault)
            return [fault];
        var faults = new List<IDomainFault>();
        foreach (var id in ListFilterRule.ListIds(filter))
        {
            if (await ListMembers.KindAsync(session, session.Tenant, id, cancellation) != ContactListKind.Static)
                faults.Add(ListFilterRule.Unsupported($"There is no static list {id}; a dynamic list cannot be part of another."));
        }

        return faults;
    }

    private static string? Json(Filter? filter) => filter is null ? null : FilterJson.Write(filter);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A list that was written.</summary>
public sealed record ListMade(Guid Id);
