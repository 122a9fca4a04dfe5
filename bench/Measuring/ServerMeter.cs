using System.Diagnostics;
using System.Globalization;

namespace CrmContacts.Bench.Measuring;

/// <summary>Reads what another process has used.</summary>
public sealed class ServerMeter(int pid)
{
    /// <summary>CPU time so far, user and system, of all its threads.</summary>
    public TimeSpan Cpu()
    {
        using var process = Process.GetProcessById(pid);
        return process.TotalProcessorTime;
    }

    /// <summary>Private memory in MiB (<c>RssAnon</c>): mapped pages of the database file are not in it.</summary>
    public double PrivateMemory()
    {
        foreach (var line in File.ReadLines($"/proc/{pid}/status"))
        {
            if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
                return double.Parse(line.AsSpan(8).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1024;
        }

        throw new InvalidOperationException("This system does not tell RssAnon.");
    }

    /// <summary>The highest private memory, in MiB, that is seen until <paramref name="work"/> ends.</summary>
    public async Task<double> PeakMemoryAsync(Task work)
    {
        var peak = PrivateMemory();
        while (!work.IsCompleted)
        {
            peak = Math.Max(peak, PrivateMemory());
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        await work;
        return peak;
    }
}
