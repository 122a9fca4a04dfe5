using CrmContacts.Core.Counts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>Kept counts in memory, for tests that need the store to fail, to wait, or to tell a change twice at a moment of their choosing.</summary>
internal sealed class CountBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid?, string), (ScopeCount Entry, long At)> _entries = [];
    private long _at = 1;
    private int _reads;

    public Guid Epoch { get; set; } = new("00000000-0000-0000-0000-00000000000e");

    /// <summary>While set, every read of changes throws it.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How far behind the end the mark stays: what lies between is read again.</summary>
    public long Overlap { get; set; }

    public int Reads => Volatile.Read(ref _reads);

    public FeedSource Source => new(_ => Task.FromResult(_at), (tenant, mark, _) => ChangesAsync(tenant, mark), (viewer, number, _) => Callers(viewer, number));

    /// <summary>Who a viewer may see by a number; nobody by default.</summary>
    public Func<Viewer, string, Task<IReadOnlyList<Guid>>> Callers { get; set; } = (_, _) => Task.FromResult<IReadOnlyList<Guid>>([]);

    public ScopeCount Set(string bucket, long count, Guid? list = null)
    {
        lock (_gate)
        {
            var version = _entries.TryGetValue((list, bucket), out var held) ? held.Entry.Version + 1 : 1;
            var entry = new ScopeCount(list, bucket, count, version);
            _entries[(list, bucket)] = (entry, _at++);
            return entry;
        }
    }

    public CountSnapshot Snapshot(IEnumerable<string> buckets)
    {
        lock (_gate)
            return new CountSnapshot(Epoch, [.. _entries.Values.Select(e => e.Entry).Where(e => buckets.Contains(e.Bucket, StringComparer.Ordinal))], _at);
    }

    private Task<CountSnapshot> ChangesAsync(Tenant tenant, long mark)
    {
        Assert.Equal("acme", tenant.Slug);
        Interlocked.Increment(ref _reads);
        if (Fault is { } fault)
            return Task.FromException<CountSnapshot>(fault);
        lock (_gate)
            return Task.FromResult(new CountSnapshot(
                Epoch, [.. _entries.Values.Where(e => e.At >= mark).Select(e => e.Entry)], Math.Max(1, _at - Overlap)));
    }
}
