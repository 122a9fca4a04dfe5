using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Plugin.Tests.Docs;

/// <summary>The command lines of docs/import.md are run in one shell against the demo, and answer what the page says.</summary>
public sealed class ImportPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Command_lines_answer_what_the_page_says()
    {
        var commands = DocumentedCommand.Of(await File.ReadAllTextAsync(Repository.PathOf("docs", "import.md")));
        Assert.InRange(commands.Count, 10, 100);
        await using var host = await HostProcess.StartAsync();
        var folder = TestFolder.Create("page-");
        var script = new StringBuilder("set -euo pipefail\n");
        foreach (var (i, command) in commands.Index())
            script.Append(CultureInfo.InvariantCulture, $"{{\n{command.Text.Replace("localhost:5080", host.Address.Authority, StringComparison.Ordinal)}}} > answer-{i}\n");
        await RunAsync(script.ToString(), folder);

        foreach (var (i, command) in commands.Index())
            Assert.Empty(command.Differences(await File.ReadAllTextAsync(Path.Combine(folder, $"answer-{i}"))).Select(d => $"{command.Text}\n{d}"));
        Assert.DoesNotContain("fail:", host.Output, StringComparison.Ordinal);
    }

    private static async Task RunAsync(string script, string folder)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardError = true, ArgumentList = { "-s" } };
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        await shell.WaitForExitAsync(limit.Token);
        Assert.True(shell.ExitCode == 0, $"{shell.ExitCode}: {await errors}");
    }
}
