using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Filters;

/// <summary>Reads contacts with everything that a <see cref="FilterPredicate"/> may ask of them: five statements for every 512 contacts.</summary>
internal static class ContactFactsLoader
{
    /// <summary>Those of the ids that are not deleted, whoever may see them.</summary>
    public static async Task<Dictionary<Guid, ContactFacts>> LoadAsync(Session session, long tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var facts = new Dictionary<Guid, ContactFacts>(ids.Count);
        foreach (var chunk in ids.Chunk(512))
        {
            var columns = ContactColumns.All;
            var sql = new SqlText();
            sql.Add($"SELECT {columns.Sql} FROM crm_contacts c WHERE c.tenant = {sql.Arg(tenant)} AND {In("c.id", sql)} AND c.deleted_at IS NULL");
            var contacts = await session.ListAsync(sql, row => columns.Read(row, session.Dialect), cancellation);
            var tags = await BesideAsync("crm_contact_tags x JOIN crm_tags n ON n.tenant = x.tenant AND n.id = x.tag");
            var lists = await BesideAsync("crm_list_members x JOIN crm_lists n ON n.tenant = x.tenant AND n.id = x.list");
            var values = await CustomValueRows.OfContactsAsync(session, tenant, chunk, cancellation);
            var accounts = await Accounts.AccountRows.NamesAsync(session, tenant, [.. contacts.Select(c => c.AccountId).OfType<Guid>().Distinct()], cancellation);
            foreach (var contact in contacts)
            {
                facts[contact.Id] = new(contact)
                {
                    Tags = [.. tags[contact.Id].Select(t => t.Name)],
                    Lists = [.. lists[contact.Id]],
                    CustomValues = [.. values[contact.Id]],
                    AccountName = contact.AccountId is { } id ? accounts.GetValueOrDefault(id)?.Name : null,
                };
            }

            string In(string column, SqlText text) => session.Dialect.In(column, [.. chunk.Cast<object>()], text);

            async Task<ILookup<Guid, ListFact>> BesideAsync(string from)
            {
                var text = new SqlText();
                text.Add($"SELECT x.contact, n.id, n.name FROM {from} WHERE x.tenant = {text.Arg(tenant)} AND {In("x.contact", text)}");
                return (await session.ListAsync(text, row => (Contact: session.Dialect.ReadId(row, 0), Fact: new ListFact(session.Dialect.ReadId(row, 1), row.GetString(2))), cancellation))
                    .ToLookup(r => r.Contact, r => r.Fact);
            }
        }

        return facts;
    }
}
