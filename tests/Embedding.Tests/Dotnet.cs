using System.Diagnostics;
using System.Text;

namespace CrmContacts.Embedding.Tests;

/// <summary>The SDK's command, with a package folder of its own so that a test leaves nothing behind and finds nothing old.</summary>
internal sealed class Dotnet(string packages)
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    public async Task RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Within);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        lock (output)
            Assert.True(process.HasExited && process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
    }

    public Process Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public Process Start(string folder, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test runner hands down would redirect the command to the runner's own SDK files.
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(inherited);
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        return Process.Start(start)!;
    }

    private static void Note(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
