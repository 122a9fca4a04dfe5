using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Lists;

/// <summary>Puts contacts on static lists and takes them off, and counts it. A membership is no change of the contact: its version stays.</summary>
internal static class ListMembers
{
    /// <summary>The kind of a list, or null where there is none.</summary>
    public static async Task<ContactListKind?> KindAsync(Session session, long tenant, Guid list, CancellationToken cancellation) =>
        await session.ScalarAsync<int?>("SELECT kind FROM crm_lists WHERE tenant = @p0 AND id = @p1", [tenant, list], cancellation) is { } kind ? (ContactListKind)kind : null;

    /// <summary>The names of the static lists that each of these contacts is on, by name.</summary>
    public static async Task<ILookup<Guid, string>> NamesAsync(Session session, long tenant, IReadOnlyCollection<Guid> contacts, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT m.contact, l.name FROM crm_list_members m JOIN crm_lists l ON l.tenant = m.tenant AND l.id = m.list WHERE m.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("m.contact", [.. contacts.Cast<object>()], sql)} ORDER BY l.name_fold, l.id");
        return (await session.ListAsync(sql, row => (Contact: session.Dialect.ReadId(row, 0), Name: row.GetString(1)), cancellation)).ToLookup(r => r.Contact, r => r.Name);
    }

    /// <summary>Adds those that are not on the list yet, and answers which they were.</summary>
    public static async Task<IReadOnlyList<Guid>> AddAsync(WriteSession session, Guid list, IEnumerable<LoadedContact> contacts, Guid? run, Aftermath aftermath, CancellationToken cancellation)
    {
        var joining = contacts.Where(c => !c.Lists.Contains(list)).ToList();
        await session.InsertAsync(ContactWrites.Members, [.. joining.Select(c => new object?[] { session.Tenant, list, c.Contact.Id, run })], cancellation);
        return await CountedAsync(session, joining, c => c with { Lists = [.. c.Lists, list] }, aftermath, cancellation);
    }

    /// <summary>Takes those off that are on the list, and answers which they were. With a <paramref name="run"/>, only whom it had put there.</summary>
    public static async Task<IReadOnlyList<Guid>> RemoveAsync(WriteSession session, Guid list, IEnumerable<LoadedContact> contacts, Guid? run, Aftermath aftermath, CancellationToken cancellation)
    {
        var leaving = new List<LoadedContact>();
        foreach (var contact in contacts.Where(c => c.Lists.Contains(list)))
        {
            var gone = await session.ExecuteAsync(
                "DELETE FROM crm_list_members WHERE tenant = @p0 AND list = @p1 AND contact = @p2" + (run is null ? "" : " AND added_run = @p3"),
                run is null ? [session.Tenant, list, contact.Contact.Id] : [session.Tenant, list, contact.Contact.Id, run], cancellation);
            if (gone == 1)
                leaving.Add(contact);
        }

        return await CountedAsync(session, leaving, c => c with { Lists = [.. c.Lists.Where(l => l != list)] }, aftermath, cancellation);
    }

    /// <summary>Takes contacts off every list that a run had put them on, and answers which they were.</summary>
    public static async Task<IReadOnlyList<Guid>> RemoveAsync(WriteSession session, IReadOnlyList<LoadedContact> contacts, Guid run, Aftermath aftermath, CancellationToken cancellation)
    {
        var gone = new List<(Guid Contact, Guid List)>();
        foreach (var chunk in contacts.Where(c => c.Lists.Count > 0).Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"DELETE FROM crm_list_members WHERE tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("contact", [.. chunk.Select(c => (object)c.Contact.Id)], sql)} AND added_run = {sql.Arg(run)} RETURNING contact, list");
            gone.AddRange(await session.ListAsync(sql, row => (session.Dialect.ReadId(row, 0), session.Dialect.ReadId(row, 1)), cancellation));
        }

        var lists = gone.ToLookup(g => g.Contact, g => g.List);
        return await CountedAsync(session, [.. contacts.Where(c => lists.Contains(c.Contact.Id))], c => c with { Lists = [.. c.Lists.Except(lists[c.Contact.Id])] }, aftermath, cancellation);
    }

    private static async Task<IReadOnlyList<Guid>> CountedAsync(WriteSession session, List<LoadedContact> contacts, Func<LoadedContact, LoadedContact> after, Aftermath aftermath, CancellationToken cancellation)
    {
        await ContactCounting.CountAsync(session, contacts.ConvertAll(c => new ContactStep(c, after(c), [])), aftermath, cancellation);
        return contacts.ConvertAll(c => c.Contact.Id);
    }
}
