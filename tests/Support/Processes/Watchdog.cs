using System.Diagnostics;
using System.Globalization;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>
/// Ends a process and removes its folder when the test process ends, by whatever means, <c>kill -9</c> included:
/// a shell waits on a pipe that closes with us. So no test leaves a server behind.
/// </summary>
public sealed class Watchdog : IDisposable
{
    // A line on the pipe calls the watch off; the end of the pipe ends the process that is watched.
    private const string Script =
        """
        exec >/dev/null 2>&1
        read line && exit 0
        kill -"$2" "$1"
        tries=0
        while kill -0 "$1" && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
        kill -9 "$1"
        [ -n "$3" ] && rm -rf "$3"
        """;

    private readonly Process _shell;

    private Watchdog(Process shell) => _shell = shell;

    /// <summary>Watches over <paramref name="pid"/>.</summary>
    /// <param name="pid">Which process ends with us.</param>
    /// <param name="signal">How it is asked to end; after five seconds it is killed.</param>
    /// <param name="folder">A folder that goes with it, or null.</param>
    public static Watchdog Over(int pid, int signal, string? folder = null)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Script, "watchdog", Text(pid), Text(signal), folder ?? ""])
            start.ArgumentList.Add(argument);
        return new Watchdog(Process.Start(start)!);
    }

    /// <summary>Calls the watch off: the process was ended by other means.</summary>
    public void CallOff()
    {
        try
        {
            _shell.StandardInput.WriteLine("off");
            _shell.StandardInput.Close();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The shell has gone, or it was called off before: nothing watches any more, which is what was asked.
        }
    }

    public void Dispose() => _shell.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
