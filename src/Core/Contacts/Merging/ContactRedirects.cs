using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Contacts.Merging;

/// <summary><c>crm_contact_redirects</c>: the id of a contact that was merged goes on meaning the one that it was merged into.</summary>
internal static class ContactRedirects
{
    /// <summary>What each of these ids means now, of those that were merged.</summary>
    public static async Task<Dictionary<Guid, Guid>> OfAsync(Session session, long tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var meant = new Dictionary<Guid, Guid>();
        foreach (var chunk in ids.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT d.source, d.target FROM crm_contact_redirects d WHERE d.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("d.source", [.. chunk.Cast<object>()], sql)}");
            foreach (var (source, target) in await session.ListAsync(sql, row => (session.Dialect.ReadId(row, 0), session.Dialect.ReadId(row, 1)), cancellation))
                meant[source] = target;
        }

        return meant;
    }

    /// <summary>Points the sources, and whatever pointed to them, to the target.</summary>
    public static async Task AddAsync(WriteSession session, IReadOnlyList<Guid> sources, Guid target, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            await session.ExecuteAsync("UPDATE crm_contact_redirects SET target = @p2 WHERE tenant = @p0 AND target = @p1", [session.Tenant, source, target], cancellation);
            await session.ExecuteAsync("INSERT INTO crm_contact_redirects (tenant, source, target) VALUES (@p0, @p1, @p2)", [session.Tenant, source, target], cancellation);
        }
    }
}
