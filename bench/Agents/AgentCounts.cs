using System.Text.Json;

namespace CrmContacts.Bench.Agents;

/// <summary>The numbers of one page, by the rule of <c>docs/realtime.md</c>: the highest version of each entry; a snapshot replaces all.</summary>
internal sealed class AgentCounts
{
    private readonly Dictionary<string, (long Count, long Version)> _entries = new(StringComparer.Ordinal);
    private string? _epoch;
    private List<JsonElement>? _heard = [];

    /// <summary>False while an answer to <c>getListCounts</c> is awaited.</summary>
    public bool IsCurrent => _heard is null;

    /// <summary>A snapshot was asked for: what is heard until it comes is applied after it.</summary>
    public void Asked() => _heard = [];

    /// <summary>Takes the answer.</summary>
    public void Replace(JsonElement snapshot)
    {
        var heard = _heard ?? [];
        _heard = null;
        _epoch = snapshot.GetProperty("epoch").GetString();
        _entries.Clear();
        Put(snapshot);
        foreach (var message in heard)
            Hear(message);
    }

    /// <summary>False when the message is of another epoch, and a snapshot is due.</summary>
    public bool Hear(JsonElement message)
    {
        if (_heard is not null)
            _heard.Add(message.Clone());
        else if (message.GetProperty("epoch").ValueEquals(_epoch))
            Put(message);
        else
            return false;
        return true;
    }

    /// <summary>The count of one entry, as <see cref="Key"/> names it; -1 when there is none.</summary>
    public long Of(string key) => _entries.TryGetValue(key, out var entry) ? entry.Count : -1;

    /// <summary>What the page shows: the sum of each list's entries, as <c>list=number</c>, in order, without the empty ones.</summary>
    public string Numbers() => string.Join(' ', _entries
        .GroupBy(e => e.Key[..e.Key.IndexOf('|', StringComparison.Ordinal)], StringComparer.Ordinal)
        .Select(g => (List: g.Key, Count: g.Sum(e => e.Value.Count)))
        .Where(g => g.Count != 0)
        .Select(g => $"{g.List}={g.Count}")
        .Order(StringComparer.Ordinal));

    /// <summary>Names an entry; a null list is all contacts.</summary>
    public static string Key(string? list, string bucket) => (list ?? "all") + "|" + bucket;

    private void Put(JsonElement message)
    {
        foreach (var entry in message.GetProperty("counts").EnumerateArray())
        {
            // The same few keys for thousands of pages in one process.
            var key = string.Intern(Key(entry.GetProperty("listId").GetString(), entry.GetProperty("bucket").GetString()!));
            var version = entry.GetProperty("version").GetInt64();
            if (!_entries.TryGetValue(key, out var held) || held.Version < version)
                _entries[key] = (entry.GetProperty("count").GetInt64(), version);
        }
    }
}
