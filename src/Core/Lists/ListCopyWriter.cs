using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>The door through which lists are made of lists: a copy of one, and a static one of a dynamic one. Each is one transaction.</summary>
public sealed class ListCopyWriter
{
    private const int MostNames = 1_000;

    private readonly Store _store;
    private readonly CrmEvents _events;

    internal ListCopyWriter(Store store, CrmEvents events) => (_store, _events) = (store, events);

    /// <summary>Makes a dynamic list static: the contacts that match its filter now are put on it, and the filter is forgotten. Needs <c>crm.manage</c>.</summary>
    public async Task<WriteResult<ListMade>> ConvertToStaticAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
        if (await ListRow.ReadAsync(session, id, cancellation) is not { } list)
            return WriteResult<ListMade>.Refused(new ListNotFound(id));
        if (list.Kind == ContactListKind.Static)
            return WriteResult<ListMade>.Refused([new FieldFault("id", "LIST_IS_STATIC", "The list is static already.")]);

        var sql = new SqlText();
        var condition = new FilterSql(sql, session.Dialect, session.Tenant).Condition(StoredFilter.Read(list.Filter).Filter);
        sql.Add($"INSERT INTO crm_list_members (tenant, list, contact) SELECT c.tenant, {sql.Arg(id)}, c.id FROM crm_contacts c WHERE c.tenant = {sql.Arg(session.Tenant)} AND c.deleted_at IS NULL AND {condition}");
        await session.ExecuteAsync(sql, cancellation);
        await session.ExecuteAsync("UPDATE crm_lists SET kind = @p2, filter = NULL, counting = @p3, revision = revision + 1, updated_at = @p4 WHERE tenant = @p0 AND id = @p1",
            [session.Tenant, id, (long)ContactListKind.Static, false, _store.Clock.Now()], cancellation);
        var aftermath = new Aftermath(wholesale: true);
        aftermath.ListChanged(id);
        // Right already, but of a list that was being counted.
        await DynamicListCounts.ForgetChangesAsync(session, id, cancellation);
        await MembersCameAsync(session, id, aftermath, cancellation);
        await DynamicLists.ChangedAsync(session, cancellation);
        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(new ListMade(id));
    }

    /// <summary>
    /// Copies a list: of a static one the members, whoever sees them; of a dynamic one the filter. A static one needs <c>crm.edit</c>, a dynamic
    /// one <c>crm.manage</c>.
    /// </summary>
    /// <param name="name">Null takes the list's own with "(copy)" behind it.</param>
    public async Task<WriteResult<ListMade>> DuplicateAsync(Viewer viewer, Guid id, string? name, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
        if (await ListRow.ReadAsync(session, id, cancellation) is not { } list)
            return WriteResult<ListMade>.Refused(new ListNotFound(id));
        if (list.Kind == ContactListKind.Dynamic)
            viewer.Demand(Permission.Manage);
        name = name is null ? await FreeNameAsync(session, list.Name, cancellation) : name.Trim();
        if (ListWriter.Faults(name, null).ToList() is { Count: > 0 } faults)
            return WriteResult<ListMade>.Refused(faults);

        var now = _store.Clock.Now();
        var copy = Ids.New(now);
        if (!await (list with { Id = copy, Name = name }).InsertAsync(session, now, cancellation))
            return WriteResult<ListMade>.Refused(new NameTaken(name));
        var aftermath = new Aftermath(wholesale: true);
        aftermath.ListCreated(copy);
        if (list.Kind == ContactListKind.Dynamic)
        {
            await DynamicListCounts.BeginAsync(session, copy, StoredFilter.Read(list.Filter).Filter, aftermath, cancellation);
        }
        else
        {
            await session.ExecuteAsync("INSERT INTO crm_list_members (tenant, list, contact) SELECT m.tenant, @p2, m.contact FROM crm_list_members m WHERE m.tenant = @p0 AND m.list = @p1", [session.Tenant, id, copy], cancellation);
            await MembersCameAsync(session, copy, aftermath, cancellation);
        }

        await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        return new(new ListMade(copy));
    }

    /// <summary>Sets what a static list has, tells whoever sees its members, and has the lists counted anew that ask who is on static lists.</summary>
    private static async Task MembersCameAsync(WriteSession session, Guid list, Aftermath aftermath, CancellationToken cancellation)
    {
        var members = (await LinkRecount.OfAsync(session, session.Tenant, CountScope.List, [list], cancellation))[list].ToDictionary(m => m.Bucket, m => m.Count, StringComparer.Ordinal);
        await KeptCounts.SetAsync(session, list, members, aftermath.Counts, cancellation);
        foreach (var bucket in members.Keys)
            aftermath.Moved(list, bucket, bucket);
        await DynamicListCounts.AgainAsync(session, FieldBits.Lists, aftermath, cancellation);
    }

    /// <summary>"Fair (copy)", or "Fair (copy 2)" and so on: the first that no list has.</summary>
    private static async Task<string> FreeNameAsync(WriteSession session, string name, CancellationToken cancellation)
    {
        for (var i = 1; ; i++)
        {
            var ending = i == 1 ? " (copy)" : $" (copy {i})";
            var start = name.Length + ending.Length <= ContactRules.MaxText ? name : name[..(ContactRules.MaxText - ending.Length)];
            var free = (start.Length > 0 && char.IsHighSurrogate(start[^1]) ? start[..^1] : start) + ending;
            if (i == MostNames || await session.ScalarAsync<long>("SELECT count(*) FROM crm_lists WHERE tenant = @p0 AND name_fold = @p1", [session.Tenant, TextFold.ForFilter(free)], cancellation) == 0)
                return free;
        }
    }
}
