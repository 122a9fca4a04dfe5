using System.Runtime.InteropServices;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>Signals to processes that the tests started, by their id.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int KillNow = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal; a process that has gone already is no error.</summary>
    public static void Send(int pid, int signal) => _ = Kill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
