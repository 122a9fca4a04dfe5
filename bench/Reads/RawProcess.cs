using System.Diagnostics;
using System.Globalization;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Reads;

/// <summary>Starts <see cref="RawServer"/> as a process of its own.</summary>
internal sealed class RawProcess : IDisposable
{
    private readonly Process _process;
    private readonly Watchdog _watchdog;

    private RawProcess(Process process, Uri address)
    {
        (_process, _watchdog) = (process, Watchdog.Over(process.Id, Signals.KillNow));
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public int ProcessId => _process.Id;

    public static async Task<RawProcess> StartAsync(string database)
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        foreach (var argument in (string[])[typeof(RawProcess).Assembly.Location, RawServer.Verb, database, port])
            start.ArgumentList.Add(argument);
        var raw = new RawProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/"));
        await Eventually.TrueAsync(raw.IsReadyAsync, TimeSpan.FromSeconds(30));
        return raw;
    }

    public void Dispose()
    {
        Signals.Send(_process.Id, Signals.KillNow);
        _process.WaitForExit();
        _watchdog.CallOff();
        _watchdog.Dispose();
        _process.Dispose();
        Http.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
