using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Export;

/// <summary>The contacts of an export, walked by id in slices: a range of ids that holds so many candidates, of which those in scope are read.</summary>
internal sealed class ExportScope(Viewer viewer, ContactQuery query, Dialect dialect)
{
    private readonly ContactScope _scope = new(viewer, query, dialect);

    private bool OfList => query.ListId is not null;

    /// <exception cref="CrmException"><see cref="ErrorCode.ListUnknown"/>.</exception>
    public static async Task<ExportScope> ResolveAsync(Session session, Viewer viewer, ExportQuery query, CancellationToken cancellation)
    {
        var contacts = new ContactQuery { Where = query.Where, Search = query.Search };
        if (query.List is { } name)
            contacts = contacts with { ListId = await ListAsync(session, viewer, name, cancellation) };
        var scope = await ListScope.ResolveAsync(session, viewer, contacts, cancellation) ?? throw Unknown(query.List!);
        return new ExportScope(viewer, scope.Query, session.Dialect);
    }

    /// <summary>The id where a slice of <paramref name="candidates"/> ends; every id lies before it where fewer are left. It reads an index alone.</summary>
    public async Task<Guid?> EndAsync(Session session, Guid after, int candidates, CancellationToken cancellation)
    {
        var sql = new SqlText();
        var id = OfList ? "m.contact" : "c.id";
        sql.Add($"SELECT {id} FROM " + (OfList
            ? $"crm_list_members m WHERE m.tenant = {sql.Arg(viewer.Tenant.Key)} AND m.list = {sql.Arg(query.ListId)}"
            : $"crm_contacts c WHERE c.tenant = {sql.Arg(viewer.Tenant.Key)}"));
        sql.Add($" AND {id} > {sql.Arg(after)} ORDER BY {id} LIMIT 1 OFFSET {sql.Arg((long)candidates - 1)}");
        return (await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation)) is [var end] ? end : null;
    }

    /// <summary>Those of the range that are in scope, by id.</summary>
    public Task<List<Contact>> ReadAsync(Session session, ContactColumns columns, Guid after, Guid end, CancellationToken cancellation)
    {
        if (_scope.IsEmpty)
            return Task.FromResult(new List<Contact>());
        var sql = new SqlText();
        // The range bounds what is looked at, whatever index a filter would like better.
        var from = OfList ? _scope.From(smallList: true, sql) : "crm_contacts c" + session.Dialect.ByContactId;
        sql.Add($"SELECT {columns.Sql} FROM {from} WHERE {_scope.Where(null, OfList, sql, SearchBy.Contact)}");
        foreach (var id in OfList ? ["c.id", "m.contact"] : new[] { "c.id" })
            sql.Add($" AND {id} > {sql.Arg(after)} AND {id} <= {sql.Arg(end)}");
        sql.Add(" ORDER BY c.id");
        return session.ListAsync(sql, row => columns.Read(row, session.Dialect), cancellation);
    }

    private static async Task<Guid> ListAsync(Session session, Viewer viewer, string name, CancellationToken cancellation)
    {
        if (!UnicodeText.IsStorable(name))
            throw Unknown(name);
        var sql = new SqlText();
        var byId = Guid.TryParse(name, out var id);
        sql.Add($"SELECT l.id FROM crm_lists l WHERE l.tenant = {sql.Arg(viewer.Tenant.Key)} AND ");
        sql.Add(byId ? $"l.id = {sql.Arg(id)}" : $"l.name_fold = {sql.Arg(TextFold.ForFilter(name.Trim()))}");
        return await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation) is [var found] ? found : throw Unknown(name);
    }

    private static CrmException Unknown(string name) => new(ErrorCode.ListUnknown, $"There is no list '{(name.Length <= 64 ? name : name[..63] + "…")}'.", "list");
}
