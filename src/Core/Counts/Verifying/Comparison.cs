using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>An entry that is off: how much there should be more, and how often it has been repaired before.</summary>
internal sealed record EntryDrift(string Bucket, long Missing, int Repairs);

/// <summary>A scope with the entries that are off.</summary>
internal sealed record FoundDrift(VerifiedScope Scope, long Kept, long Counted, IReadOnlyList<EntryDrift> Entries);

/// <summary>
/// Kept counts beside a recount of the same snapshot: in one snapshot they are equal, whatever writers do, since every writer changes
/// both in one transaction.
/// </summary>
internal static class Comparison
{
    public static async Task<(long Entries, List<FoundDrift> Drifts)> OfAsync(Session session, long tenant, IReadOnlyList<VerifiedScope> scopes, CancellationToken cancellation)
    {
        if (scopes.Count == 0)
            return (0, []);
        var kept = await KeptAsync(session, tenant, scopes, cancellation);
        var counted = await CountedAsync(session, tenant, scopes, cancellation);
        var (entries, drifts) = (0L, new List<FoundDrift>());
        foreach (var scope in scopes)
        {
            var keeps = kept[scope.Id].ToDictionary(k => k.Bucket, StringComparer.Ordinal);
            var counts = counted[scope.Id].ToDictionary(c => c.Bucket, c => c.Count, StringComparer.Ordinal);
            counts[Bucket.Sum] = counts.Values.Sum();
            var off = new List<EntryDrift>();
            foreach (var bucket in keeps.Keys.Union(counts.Keys).Order(StringComparer.Ordinal))
            {
                entries++;
                var keep = keeps.GetValueOrDefault(bucket);
                if (counts.GetValueOrDefault(bucket) - keep.Count is not 0 and var missing)
                    off.Add(new(bucket, missing, keep.Repairs));
            }

            if (off.Count > 0)
                drifts.Add(new(scope, keeps.GetValueOrDefault(Bucket.Sum).Count, counts[Bucket.Sum], off));
        }

        return (entries, drifts);
    }

    private static async Task<ILookup<Guid, (string Bucket, long Count, int Repairs)>> KeptAsync(Session session, long tenant, IReadOnlyList<VerifiedScope> scopes, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT k.scope_id, k.bucket, k.count, k.repairs FROM crm_counts k WHERE k.tenant = {sql.Arg(tenant)} AND k.scope = {sql.Arg((long)scopes[0].Kind)} AND {Among(session, "k.scope_id", scopes, sql)}");
        return (await session.ListAsync(sql, row => (Id: session.Dialect.ReadId(row, 0), Kept: (row.GetString(1), row.GetInt64(2), row.GetInt32(3))), cancellation)).ToLookup(r => r.Id, r => r.Kept);
    }

    private static async Task<ILookup<Guid, (string Bucket, long Count)>> CountedAsync(Session session, long tenant, IReadOnlyList<VerifiedScope> scopes, CancellationToken cancellation)
    {
        if (scopes is [{ Dynamic: true } list])
        {
            var found = await ListRecount.OfAsync(session, tenant, StoredFilter.Read(list.Filter).Filter, cancellation);
            return found.ToLookup(_ => list.Id, f => (f.Key, f.Value));
        }

        if (scopes[0].Kind != CountScope.All)
            return await LinkRecount.OfAsync(session, tenant, scopes[0].Kind, [.. scopes.Select(s => s.Id)], cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT c.bucket, count(*) FROM crm_contacts c WHERE c.tenant = {sql.Arg(tenant)} AND c.deleted_at IS NULL GROUP BY c.bucket");
        return (await session.ListAsync(sql, row => (row.GetString(0), row.GetInt64(1)), cancellation)).ToLookup(_ => Guid.Empty);
    }

    private static string Among(Session session, string column, IReadOnlyList<VerifiedScope> scopes, SqlText sql) =>
        session.Dialect.In(column, [.. scopes.Select(s => (object)s.Id)], sql);
}
