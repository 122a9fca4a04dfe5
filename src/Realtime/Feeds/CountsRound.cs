using CrmContacts.Core.Counts;
using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Feeds;

/// <summary>
/// What one push has to tell, cut by who may hear it. Sessions that hear the same of it are given the same letter,
/// so it is written once: the tree's path is the changed buckets that a viewer sees, and its node holds the letter.
/// </summary>
internal sealed class CountsRound
{
    private readonly Guid _epoch;
    private readonly Dictionary<string, List<ScopeCount>> _changed = new(StringComparer.Ordinal);
    private readonly Node _root = new();

    public CountsRound(Guid epoch, IEnumerable<ScopeCount> entries)
    {
        _epoch = epoch;
        foreach (var entry in entries)
        {
            if (!_changed.TryGetValue(entry.Bucket, out var bucket))
                _changed[entry.Bucket] = bucket = [];
            bucket.Add(entry);
        }
    }

    /// <summary>The letter for a viewer of these buckets, or null when nothing of it is theirs to hear.</summary>
    public ListCounts? For(IReadOnlyList<string> buckets)
    {
        var node = _root;
        foreach (var bucket in buckets)
        {
            if (_changed.TryGetValue(bucket, out var entries))
                node = node.Next(bucket, entries);
        }

        return node == _root ? null : node.Letter(_epoch);
    }

    private sealed class Node(Node? before = null, List<ScopeCount>? entries = null)
    {
        private Dictionary<string, Node>? _next;
        private ListCounts? _letter;

        public Node Next(string bucket, List<ScopeCount> more)
        {
            _next ??= new(StringComparer.Ordinal);
            if (!_next.TryGetValue(bucket, out var node))
                _next[bucket] = node = new Node(this, more);
            return node;
        }

        public ListCounts Letter(Guid epoch) => _letter ??= new ListCounts(epoch, [.. Entries()]);

        private IEnumerable<ScopeCount> Entries() => entries is null ? [] : before!.Entries().Concat(entries);
    }
}
