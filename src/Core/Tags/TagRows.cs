using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Tags;

/// <summary>What tags are called.</summary>
internal static class TagRows
{
    /// <summary>The names of those of the ids that there are.</summary>
    public static async Task<Dictionary<Guid, string>> NamesAsync(Session session, long tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var chunk in ids.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT t.id, t.name FROM crm_tags t WHERE t.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("t.id", [.. chunk.Cast<object>()], sql)}");
            foreach (var (id, name) in await session.ListAsync(sql, row => (session.Dialect.ReadId(row, 0), row.GetString(1)), cancellation))
                names[id] = name;
        }

        return names;
    }

    /// <summary>The tags of each of these contacts, by name.</summary>
    public static async Task<ILookup<Guid, string>> OfContactsAsync(Session session, long tenant, IReadOnlyCollection<Guid> contacts, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT ct.contact, t.name FROM crm_contact_tags ct JOIN crm_tags t ON t.tenant = ct.tenant AND t.id = ct.tag WHERE ct.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("ct.contact", [.. contacts.Cast<object>()], sql)} ORDER BY t.name_fold, t.id");
        return (await session.ListAsync(sql, row => (Contact: session.Dialect.ReadId(row, 0), Name: row.GetString(1)), cancellation)).ToLookup(r => r.Contact, r => r.Name);
    }
}
