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
}
