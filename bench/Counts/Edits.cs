using System.Diagnostics;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Measuring;

namespace CrmContacts.Bench.Counts;

/// <summary>What an agent does to one contact after the other, over HTTP: status, source, a custom field, a tag, the queue, a name.</summary>
internal sealed class Edits(HttpClient client, int pid, IReadOnlyList<Guid> contacts)
{
    private static readonly string[] Statuses = ["INACTIVE", "ACTIVE", "DO_NOT_CONTACT"];
    private static readonly string[] Sources = ["REFERRAL", "WEBSITE", "IMPORT"];

    private readonly ServerMeter _meter = new(pid);
    private int _made;

    /// <summary>Milliseconds of each of <paramref name="count"/> edits, and the server's CPU for one of them in µs.</summary>
    public async Task<(IReadOnlyList<double> Times, double Cpu)> MakeAsync(int count)
    {
        var times = new List<double>(count);
        var cpu = _meter.Cpu();
        for (var i = 0; i < count; i++)
            times.Add(await OneAsync());
        return (times, (_meter.Cpu() - cpu).TotalMicroseconds / count);
    }

    /// <summary>Edits until <paramref name="until"/> has ended.</summary>
    public async Task<IReadOnlyList<double>> MakeAsync(Task until)
    {
        var times = new List<double>();
        while (!until.IsCompleted)
            times.Add(await OneAsync());
        await until;
        return times;
    }

    private async Task<double> OneAsync()
    {
        // Each contact gets each kind of edit in turn, and every time another value.
        var (kind, id, turn) = (_made % 6, contacts[_made / 6 % contacts.Count], _made / (6 * contacts.Count) + _made / 6);
        _made++;
        object input = kind switch
        {
            0 => new { id, status = Statuses[turn % 3] },
            1 => new { id, source = Sources[turn % 3] },
            2 => new { id, customFields = new[] { new { key = TwoHundredLists.Seats, number = 1 + turn * 7 % 90 } } },
            3 => new { id, tags = new[] { TwoHundredLists.Tags[turn % TwoHundredLists.Tags.Length] } },
            4 => new { id, visibility = "QUEUE", assignedQueueId = ListedStores.Queue(turn % 50) },
            _ => new { id, title = turn % 2 == 0 ? "Buyer" : "Architect" },
        };
        var clock = Stopwatch.StartNew();
        await client.UpdateAsync(input);
        return clock.Elapsed.TotalMilliseconds;
    }
}
