namespace CrmContacts.Realtime.Feeds;

/// <summary>
/// What one push has to tell, cut by who may hear it. Sessions that hear the same of it are given the same letter,
/// so it is written once: the tree's path is the told buckets that a viewer sees, and its node holds the letter.
/// </summary>
/// <typeparam name="TEntry">What is told of a bucket.</typeparam>
/// <typeparam name="TLetter">The message that holds such entries.</typeparam>
internal sealed class Round<TEntry, TLetter>
    where TLetter : class
{
    private readonly Func<IReadOnlyList<TEntry>, TLetter> _letter;
    private readonly Dictionary<string, List<TEntry>> _told = new(StringComparer.Ordinal);
    private readonly Node _root = new();

    public Round(IEnumerable<TEntry> entries, Func<TEntry, string> bucketOf, Func<IReadOnlyList<TEntry>, TLetter> letter)
    {
        _letter = letter;
        foreach (var entry in entries)
        {
            if (!_told.TryGetValue(bucketOf(entry), out var bucket))
                _told[bucketOf(entry)] = bucket = [];
            bucket.Add(entry);
        }
    }

    /// <summary>The letter for a viewer of these buckets, or null when nothing of it is theirs to hear.</summary>
    public TLetter? For(IReadOnlyList<string> buckets)
    {
        var node = _root;
        foreach (var bucket in buckets)
        {
            if (_told.TryGetValue(bucket, out var entries))
                node = node.Next(bucket, entries);
        }

        return node == _root ? null : node.Letter(_letter);
    }

    private sealed class Node(Node? before = null, List<TEntry>? entries = null)
    {
        private Dictionary<string, Node>? _next;
        private TLetter? _letter;

        public Node Next(string bucket, List<TEntry> more)
        {
            _next ??= new(StringComparer.Ordinal);
            if (!_next.TryGetValue(bucket, out var node))
                _next[bucket] = node = new Node(this, more);
            return node;
        }

        public TLetter Letter(Func<IReadOnlyList<TEntry>, TLetter> write) => _letter ??= write([.. Entries()]);

        private IEnumerable<TEntry> Entries() => entries is null ? [] : before!.Entries().Concat(entries);
    }
}
