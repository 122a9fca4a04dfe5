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
        if (await ListSource.ReadAsync(session, id, cancellation) is not { } list)
            return WriteResult<ListMade>.Refused(new ListNotFound(id));
        if (list.Kind == ContactListKind.Static)
            return WriteResult<ListMade>.Refused([new FieldFault("id", "LIST_IS_STATIC", "The list is static already.")]);

        var sql = new SqlText();
        var condition = new FilterSql(sql, session.Dialect, session.Tenant).Condition(StoredFilter.Read(list.Filter).Filter);
        sql.Add($"INSERT INTO crm_list_members (tenant, list, contact) SELECT c.tenant, {sql.Arg(id)}, c.id FROM crm_contacts c WHERE c.tenant = {sql.Arg(session.Tenant)} AND c.deleted_at IS NULL AND {condition}");
        await session.ExecuteAsync(sql, cancellation);
        await session.ExecuteAsync("UPDATE crm_lists SET kind = @p2, filter = NULL, counting = @p3, revision = revision + 1, updated_at = @p4 WHERE tenant = @p0 AND id = @p1",
            [session.Tenant, id, (long)ContactListKind.Static, false, _store.Clock.Now()], cancellation);
        var aftermath = new Aftermath { Wholesale = true };
        aftermath.ListChanged(id);
        // Right already, but of a list that was being counted.
        await DynamicListCounts.ForgetChangesAsync(session, id, cancellation);
        await MembersCameAsync(session, id, await CountAsync(session, id, cancellation), aftermath, cancellation);
        await DynamicLists.ChangedAsync(session, cancellation);
        return await CommitAsync(session, viewer, id, aftermath, cancellation);
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
        if (await ListSource.ReadAsync(session, id, cancellation) is not { } list)
            return WriteResult<ListMade>.Refused(new ListNotFound(id));
        if (list.Kind == ContactListKind.Dynamic)
            viewer.Demand(Permission.Manage);
        name = name is null ? await FreeNameAsync(session, list.Name, cancellation) : name.Trim();
        if (ListWriter.Faults(name, null).ToList() is { Count: > 0 } faults)
            return WriteResult<ListMade>.Refused(faults);

        var now = _store.Clock.Now();
        var copy = Ids.New(now);
        var made = await session.ExecuteAsync(
            """
            INSERT INTO crm_lists (tenant, id, name, name_fold, description, kind, filter, counting, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p8)
            ON CONFLICT (tenant, name_fold) DO NOTHING
            """,
            [session.Tenant, copy, name, TextFold.ForFilter(name), list.Description, (long)list.Kind, list.Filter, false, now], cancellation);
        if (made == 0)
            return WriteResult<ListMade>.Refused(new NameTaken(name));
        var aftermath = new Aftermath { Wholesale = true };
        aftermath.ListCreated(copy);
        if (list.Kind == ContactListKind.Dynamic)
        {
            await DynamicListCounts.BeginAsync(session, copy, StoredFilter.Read(list.Filter).Filter, aftermath, cancellation);
        }
        else
        {
            await session.ExecuteAsync("INSERT INTO crm_list_members (tenant, list, contact) SELECT m.tenant, @p2, m.contact FROM crm_list_members m WHERE m.tenant = @p0 AND m.list = @p1", [session.Tenant, id, copy], cancellation);
            await MembersCameAsync(session, copy, await CountAsync(session, copy, cancellation), aftermath, cancellation);
        }

        return await CommitAsync(session, viewer, copy, aftermath, cancellation);
    }

    /// <summary>Sets what a static list has, tells whoever sees its members, and has the lists counted anew that ask who is on static lists.</summary>
    private static async Task MembersCameAsync(WriteSession session, Guid list, Dictionary<string, long> members, Aftermath aftermath, CancellationToken cancellation)
    {
        await KeptCounts.SetAsync(session, list, members, aftermath.Counts, cancellation);
        foreach (var bucket in members.Keys)
            aftermath.Moved(list, bucket, bucket);
        await DynamicListCounts.AgainAsync(session, FieldBits.Lists, aftermath, cancellation);
    }

    private static async Task<Dictionary<string, long>> CountAsync(WriteSession session, Guid list, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT c.bucket, count(*) FROM crm_list_members m {session.Dialect.ThenJoin} crm_contacts c ON c.tenant = m.tenant AND c.id = m.contact WHERE m.tenant = {sql.Arg(session.Tenant)} AND m.list = {sql.Arg(list)} AND c.deleted_at IS NULL GROUP BY c.bucket");
        return (await session.ListAsync(sql, row => (Bucket: row.GetString(0), Count: row.GetInt64(1)), cancellation)).ToDictionary(r => r.Bucket, r => r.Count, StringComparer.Ordinal);
    }

    private async Task<WriteResult<ListMade>> CommitAsync(WriteSession session, Viewer viewer, Guid list, Aftermath aftermath, CancellationToken cancellation)
    {
        await aftermath.ApplyAsync(session, cancellation);
        await session.CommitAsync(cancellation);
        _events.Committed(viewer.Tenant, aftermath);
        return new(new ListMade(list));
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

    /// <summary>The list that another is made of.</summary>
    private sealed record ListSource(string Name, string? Description, ContactListKind Kind, string? Filter)
    {
        public static async Task<ListSource?> ReadAsync(WriteSession session, Guid id, CancellationToken cancellation)
        {
            var sql = new SqlText();
            sql.Add($"SELECT l.name, l.description, l.kind, l.filter FROM crm_lists l WHERE l.tenant = {sql.Arg(session.Tenant)} AND l.id = {sql.Arg(id)}");
            return (await session.ListAsync(sql, row => new ListSource(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), (ContactListKind)row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3)), cancellation)).SingleOrDefault();
        }
    }
}
