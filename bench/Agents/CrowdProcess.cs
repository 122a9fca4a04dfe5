using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Agents;

/// <summary>Starts an <see cref="AgentCrowd"/> as a process of its own and talks to it.</summary>
internal sealed class CrowdProcess : IDisposable
{
    private readonly Process _process;
    private readonly Watchdog _watchdog;

    public CrowdProcess(Uri address, int first)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(CrowdProcess).Assembly.Location, AgentCrowd.Verb, address.ToString(), first.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _watchdog = Watchdog.Over(_process.Id, Signals.KillNow);
    }

    /// <summary>Sends a command and gives the answer.</summary>
    public async Task<JsonElement> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await AnswerAsync();
    }

    /// <summary>The next line that it says.</summary>
    public async Task<JsonElement> AnswerAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The agents' process ended.");
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    public void Dispose()
    {
        Signals.Send(_process.Id, Signals.KillNow);
        _process.WaitForExit();
        _watchdog.CallOff();
        _watchdog.Dispose();
        _process.Dispose();
    }
}
