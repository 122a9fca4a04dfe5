using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Tags;

/// <summary>The door to tags.</summary>
public sealed class TagReader(Snapshot snapshot)
{
    /// <summary>The tags of each of these contacts, by name; callers pass ids of contacts that they have read.</summary>
    public async Task<ILookup<Guid, string>> OfContactsAsync(Viewer viewer, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        if (contactIds.Count == 0)
            return Array.Empty<string>().ToLookup(_ => Guid.Empty);
        var session = await snapshot.SessionAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT ct.contact, t.name FROM crm_contact_tags ct JOIN crm_tags t ON t.tenant = ct.tenant AND t.id = ct.tag WHERE ct.tenant = {sql.Arg(viewer.Tenant.Key)} AND {session.Dialect.In("ct.contact", [.. contactIds.Cast<object>()], sql)} ORDER BY t.name_fold, t.id");
        return (await session.ListAsync(sql, row => (Contact: session.Dialect.ReadId(row, 0), Name: row.GetString(1)), cancellation)).ToLookup(r => r.Contact, r => r.Name);
    }
}
