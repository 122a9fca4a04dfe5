using System.Diagnostics;
using CrmContacts.Bench.Measuring;

namespace CrmContacts.Bench.Reads;

/// <summary>A request that is sent over and over, and the server's CPU time that one of them costs.</summary>
internal sealed class Load(HttpClient client, int pid, Func<int, HttpRequestMessage> request)
{
    // As many at once as keep two cores busy without queueing.
    private const int AtOnce = 4;

    private readonly ServerMeter _meter = new(pid);
    private int _sent;

    /// <summary>Microseconds of CPU that the server used for each of <paramref name="count"/> requests.</summary>
    public async Task<double> CpuPerRequestAsync(int count)
    {
        var before = _meter.Cpu();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(count / AtOnce)));
        return (_meter.Cpu() - before).TotalMicroseconds / (count / AtOnce * AtOnce);
    }

    /// <summary>Milliseconds that each of <paramref name="count"/> requests took, one after the other.</summary>
    public async Task<IReadOnlyList<double>> TimesAsync(int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            using var message = request(Interlocked.Increment(ref _sent));
            var clock = Stopwatch.StartNew();
            using var answer = await client.SendAsync(message);
            var body = await answer.Content.ReadAsStringAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (!answer.IsSuccessStatusCode || body.StartsWith("{\"errors", StringComparison.Ordinal))
                throw new InvalidOperationException($"{(int)answer.StatusCode}: {body}");
        }

        return times;
    }

    /// <summary>The body of one answer.</summary>
    public async Task<string> OneAsync(int index)
    {
        using var message = request(index);
        using var answer = await client.SendAsync(message);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{(int)answer.StatusCode}: {body}");
    }

    private async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var message = request(Interlocked.Increment(ref _sent));
            using var answer = await client.SendAsync(message);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }
    }
}
