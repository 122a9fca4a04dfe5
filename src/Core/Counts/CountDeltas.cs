using CrmContacts.Core.Data;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Counts;

/// <summary>What a transaction adds to kept counts: summed in memory, applied as its last statements, in key order.</summary>
internal sealed class CountDeltas
{
    private readonly Dictionary<(CountScope Scope, Guid Id, string Bucket), long> _sums = [];

    public bool IsEmpty => _sums.Values.All(v => v == 0);

    /// <summary>Adds to the scope's bucket, and to the sum of its buckets.</summary>
    public void Add(CountScope scope, Guid id, string bucket, long by)
    {
        Sum((scope, id, bucket), by);
        Sum((scope, id, Bucket.Sum), by);
    }

    private void Sum((CountScope, Guid, string) key, long by) => _sums[key] = _sums.GetValueOrDefault(key) + by;

    public async Task ApplyAsync(WriteSession session, CancellationToken cancellation)
    {
        if (IsEmpty)
            return;
        var seq = await session.ChangeSeqAsync(cancellation);
        var ordered = _sums.Where(s => s.Value != 0)
            .OrderBy(s => s.Key.Scope)
            .ThenBy(s => s.Key.Id.ToString("N"), StringComparer.Ordinal)
            .ThenBy(s => s.Key.Bucket, StringComparer.Ordinal);
        foreach (var ((scope, id, bucket), by) in ordered)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO crm_counts AS k (tenant, scope, scope_id, bucket, count, version, changed_seq) VALUES (@p0, @p1, @p2, @p3, @p4, 1, @p5)
                ON CONFLICT (tenant, scope, scope_id, bucket) DO UPDATE SET count = k.count + excluded.count, version = k.version + 1, changed_seq = excluded.changed_seq
                """,
                [session.Tenant, (long)scope, id, bucket, by, seq], cancellation);
        }
    }
}
