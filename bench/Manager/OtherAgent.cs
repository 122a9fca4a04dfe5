using System.Diagnostics;
using CrmContacts.Bench.Asking;

namespace CrmContacts.Bench.Manager;

/// <summary>Somebody who edits twenty contacts a second, one after the other, and knows what should have come of it.</summary>
internal sealed class OtherAgent(HttpClient client, IReadOnlyList<Guid> contacts)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<Guid, string> _titles = [];
    private int _made;

    /// <summary>Milliseconds of each edit until <paramref name="until"/> has ended.</summary>
    public async Task<IReadOnlyList<double>> EditAsync(Task until)
    {
        var times = new List<double>();
        while (!until.IsCompleted)
        {
            var (id, title) = (contacts[_made % contacts.Count], $"Buyer {_made}");
            _made++;
            var clock = Stopwatch.StartNew();
            await client.UpdateAsync(new { id, title });
            times.Add(clock.Elapsed.TotalMilliseconds);
            _titles[id] = title;
            await Task.WhenAny(until, Task.Delay(Between));
        }

        await until;
        return times;
    }

    /// <summary>How many contacts do not have the title that they were given last.</summary>
    public async Task<int> LostAsync()
    {
        var lost = 0;
        foreach (var ids in _titles.Keys.Chunk(100))
        {
            var nodes = (await client.AskAsync("query($ids: [UUID]) { contacts(first: 100, where: { id: { in: $ids } }) { nodes { id title } } }", new { ids })).GetProperty("contacts").GetProperty("nodes");
            var found = nodes.EnumerateArray().ToDictionary(n => n.GetProperty("id").GetGuid(), n => n.GetProperty("title").GetString());
            lost += ids.Count(id => found.GetValueOrDefault(id) != _titles[id]);
        }

        return lost;
    }
}
