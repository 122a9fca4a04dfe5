using CrmContacts.Core.Counts;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Tests.Counts;

/// <summary>
/// A client of the hub by the rules of docs/realtime.md, at the end of a bad line: messages are delayed, doubled and lost; after a loss it
/// connects again and takes a snapshot, and what was under way still comes.
/// </summary>
internal sealed class Client(Viewer viewer)
{
    private readonly Dictionary<(Guid? List, string Bucket), (long Count, long Version)> _held = [];
    private readonly List<ScopeCount> _underWay = [];
    private bool _lost = true;

    public Viewer Viewer => viewer;

    /// <summary>The hub sends; what becomes of each entry is drawn.</summary>
    public void Sent(IEnumerable<ScopeCount> entries, int fate)
    {
        foreach (var entry in entries.Where(e => viewer.Buckets.Contains(e.Bucket)))
        {
            fate = (fate * 31) + 7 & 0x7FFF;
            switch (fate % 6)
            {
                case 0: _lost = true; break;
                case 1: _underWay.Add(entry); break;
                case 2: Take(entry); _underWay.Add(entry); break;
                default: Take(entry); break;
            }
        }
    }

    /// <summary>Everything arrives that still can, the oldest last; where something was lost, a snapshot was taken before.</summary>
    public void Settle(CountSnapshot snapshot)
    {
        if (_lost)
        {
            _held.Clear();
            foreach (var entry in snapshot.Counts)
                _held[(entry.ListId, entry.Bucket)] = (entry.Count, entry.Version);
            _lost = false;
        }

        _underWay.Reverse();
        _underWay.ForEach(Take);
        _underWay.Clear();
    }

    public long CountOf(Guid? list) => _held.Where(h => h.Key.List == list).Sum(h => h.Value.Count);

    private void Take(ScopeCount entry)
    {
        var key = (entry.ListId, entry.Bucket);
        if (!_held.TryGetValue(key, out var held) || held.Version < entry.Version)
            _held[key] = (entry.Count, entry.Version);
    }
}
