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
            .ThenBy(s => s.Key.Bucket, StringComparer.Ordinal)
            .Select(s => new CountDelta(s.Key.Scope, s.Key.Id, s.Key.Bucket, s.Value)).ToList();
        await session.AddCountsAsync(ordered, seq, cancellation);
        await CountLog.WriteAsync(session, seq, ordered.Select(d => (d.Scope, d.Id, d.Bucket)), cancellation);
    }
}

/// <summary>By how much one kept count changes.</summary>
internal readonly record struct CountDelta(CountScope Scope, Guid Id, string Bucket, long By);
