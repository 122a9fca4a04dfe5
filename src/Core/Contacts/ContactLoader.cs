using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Contacts;

/// <summary>Reads contacts that a transaction is going to change, and locks them where the database has row locks.</summary>
internal static class ContactLoader
{
    /// <summary>The contacts that a writer is going to change, those that are deleted only where it asks for them.</summary>
    public static Task<Dictionary<Guid, LoadedContact>> LoadAsync(WriteSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellation, bool deletedToo = false) =>
        LoadAsync(session, session.Tenant, ids, forUpdate: true, cancellation, deletedToo);

    /// <summary>Those of the ids that are there, whoever may see them: the writer decides what to do with them. Values of custom fields are read where it asks for them.</summary>
    public static async Task<Dictionary<Guid, LoadedContact>> LoadAsync(Session session, long tenant, IReadOnlyCollection<Guid> ids, bool forUpdate, CancellationToken cancellation, bool deletedToo = false, bool withCustom = false)
    {
        var loaded = new Dictionary<Guid, LoadedContact>(ids.Count);
        foreach (var chunk in ids.Order().Chunk(512))
        {
            object[] values = [.. chunk.Cast<object>()];
            var contacts = await ContactsAsync(session, tenant, values, forUpdate, deletedToo, cancellation);
            var tags = await LinksAsync(session, tenant, "crm_contact_tags", "tag", values, cancellation);
            var lists = await LinksAsync(session, tenant, "crm_list_members", "list", values, cancellation);
            var custom = withCustom ? await CustomValueRows.OfContactsAsync(session, tenant, chunk, cancellation) : null;
            foreach (var contact in contacts)
            {
                var one = new LoadedContact(contact, [.. tags[contact.Id]], [.. lists[contact.Id]]);
                loaded[contact.Id] = custom is null ? one : one with { Custom = custom[contact.Id].ToDictionary(v => v.Field.Id, v => v.Value) };
            }
        }

        return loaded;
    }

    private static Task<List<Contact>> ContactsAsync(Session session, long tenant, object[] ids, bool forUpdate, bool deletedToo, CancellationToken cancellation)
    {
        var columns = ContactColumns.All;
        var sql = new SqlText();
        sql.Add($"SELECT {columns.Sql} FROM crm_contacts c WHERE c.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("c.id", ids, sql)}{(deletedToo ? "" : " AND c.deleted_at IS NULL")}");
        // In id order, so that two writers never wait for each other crosswise.
        sql.Add(" ORDER BY c.id" + (forUpdate ? session.Dialect.ForUpdate : ""));
        return session.ListAsync(sql, row => columns.Read(row, session.Dialect), cancellation);
    }

    private static async Task<ILookup<Guid, Guid>> LinksAsync(Session session, long tenant, string table, string column, object[] ids, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT l.contact, l.{column} FROM {table} l WHERE l.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("l.contact", ids, sql)}");
        var links = await session.ListAsync(sql, row => (Contact: session.Dialect.ReadId(row, 0), Other: session.Dialect.ReadId(row, 1)), cancellation);
        return links.ToLookup(l => l.Contact, l => l.Other);
    }
}
