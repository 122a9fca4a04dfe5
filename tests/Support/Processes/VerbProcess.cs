using System.Diagnostics;
using System.Text;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>The host's program, called for one of the operator's verbs, as a process of its own.</summary>
public sealed class VerbProcess : IDisposable
{
    private readonly Process _process;
    private readonly Watchdog _watchdog;
    private readonly StringBuilder _output = new();

    private VerbProcess(Process process)
    {
        (_process, _watchdog) = (process, Watchdog.Over(process.Id, Signals.KillNow));
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool IsOver => _process.HasExited;

    /// <summary>What it has said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Calls it; <paramref name="settings"/> are environment.</summary>
    public static VerbProcess Start(string dataDirectory, IReadOnlyDictionary<string, string> settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.PathOf("src", "Host"),
        };
        foreach (var argument in (string[])[Repository.PathOf("src", "Host", "bin", Repository.Configuration, "net10.0", "CrmContacts.Host.dll"), .. args])
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Crm__DataDirectory"] = dataDirectory;
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        return new VerbProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code, and all it said.</returns>
    public async Task<(int Code, string Output)> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, Output);
    }

    /// <summary>Ends it with <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        Signals.Send(_process.Id, Signals.KillNow);
        await EndAsync();
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Signals.Send(_process.Id, Signals.KillNow);
        _watchdog.CallOff();
        _watchdog.Dispose();
        _process.Dispose();
    }
}
