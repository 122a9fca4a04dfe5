using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>The door to lists, with the viewer's own counts.</summary>
public sealed class ListReader(Snapshot snapshot)
{
    /// <summary>Every list of the tenant, by name.</summary>
    /// <param name="withProblems">Whether filters are looked at for what is wrong with them.</param>
    public Task<IReadOnlyList<ContactList>> AllAsync(Viewer viewer, CancellationToken cancellation = default, bool withProblems = false) =>
        ReadAsync(viewer, _ => "", withProblems, cancellation);

    /// <summary>The list, or null where there is none.</summary>
    public async Task<ContactList?> ByIdAsync(Viewer viewer, Guid id, CancellationToken cancellation = default, bool withProblems = false) =>
        (await ReadAsync(viewer, sql => " AND l.id = " + sql.Arg(id), withProblems, cancellation)).SingleOrDefault();

    /// <summary>The static lists that each of these contacts is in; callers pass ids of contacts that they have read.</summary>
    public async Task<ILookup<Guid, ContactList>> OfContactsAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        if (contactIds.Count == 0)
            return Array.Empty<ContactList>().ToLookup(_ => Guid.Empty);
        var session = await snapshot.SessionAsync(cancellation);
        var sql = new SqlText();
        Select(sql, session, viewer, "m.contact");
        sql.Add($" FROM crm_list_members m JOIN crm_lists l ON l.tenant = m.tenant AND l.id = m.list WHERE m.tenant = {sql.Arg(viewer.Tenant.Key)} AND {session.Dialect.In("m.contact", [.. contactIds.Cast<object>()], sql)} ORDER BY l.name_fold, l.id");
        return (await session.ListAsync(sql, row => (Contact: session.Dialect.ReadId(row, 9), List: Read(row, session)), cancellation)).ToLookup(r => r.Contact, r => r.List);
    }

    private async Task<IReadOnlyList<ContactList>> ReadAsync(Viewer viewer, Func<SqlText, string> which, bool withProblems, CancellationToken cancellation)
    {
        viewer.Demand(Permission.View);
        var session = await snapshot.SessionAsync(cancellation);
        var sql = new SqlText();
        Select(sql, session, viewer, "0");
        sql.Add($" FROM crm_lists l WHERE l.tenant = {sql.Arg(viewer.Tenant.Key)}{which(sql)} ORDER BY l.name_fold, l.id");
        var lists = await session.ListAsync(sql, row => Read(row, session), cancellation);
        return withProblems ? await ListProblems.FoundAsync(session, viewer.Tenant.Key, lists, cancellation) : lists;
    }

    private static void Select(SqlText sql, Session session, Viewer viewer, string last)
    {
        sql.Add("SELECT l.id, l.name, l.description, l.kind, l.counting, l.created_at, l.updated_at, l.filter, ");
        KeptCounts.OfList(session, viewer, "l.id", sql);
        sql.Add(", " + last);
    }

    private static ContactList Read(System.Data.Common.DbDataReader row, Session session) => new(
        session.Dialect.ReadId(row, 0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), (ContactListKind)row.GetInt32(3), row.IsDBNull(7) ? null : row.GetString(7),
        row.GetInt64(8), row.GetBoolean(4), session.Dialect.ReadInstant(row, 5), session.Dialect.ReadInstant(row, 6));
}
