using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Data;

/// <summary>Rows that are found by their folded name, and made when nobody has that name yet.</summary>
internal static class NamedRows
{
    /// <summary>The id of each name, by its fold. <paramref name="create"/> inserts and does nothing when another was first.</summary>
    public static async Task<Dictionary<string, Guid>> ResolveAsync(WriteSession session, string table, IReadOnlyCollection<string> names, Func<string, string, Task> create, CancellationToken cancellation)
    {
        var byFold = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
            byFold.TryAdd(TextFold.ForFilter(name.Trim()), name.Trim());
        var ids = await FindAsync(session, table, byFold.Keys, cancellation);
        var missing = byFold.Where(n => !ids.ContainsKey(n.Key)).OrderBy(n => n.Key, StringComparer.Ordinal).ToList();
        foreach (var (fold, name) in missing)
            await create(fold, name);
        return missing.Count == 0 ? ids : await FindAsync(session, table, byFold.Keys, cancellation);
    }

    /// <summary>The ids of the names that there are, by their fold.</summary>
    public static async Task<Dictionary<string, Guid>> FindAsync(WriteSession session, string table, IEnumerable<string> folds, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var chunk in folds.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT n.name_fold, n.id FROM {table} n WHERE n.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("n.name_fold", chunk, sql)}");
            foreach (var (fold, id) in await session.ListAsync(sql, row => (row.GetString(0), session.Dialect.ReadId(row, 1)), cancellation))
                found[fold] = id;
        }

        return found;
    }
}
