using System.Runtime.InteropServices;

namespace CrmContacts.Host.Operations;

/// <summary>
/// The C library keeps a heap for each thread that asks, and whatever SQLite frees stays in the one that it came from: an hour's import
/// spreads over all of them. A few heaps are enough for a few processors, and what lies free
/// between what is in use goes back to the system every few seconds: by itself only the end of a heap does.
/// </summary>
internal sealed partial class NativeMemory(TimeProvider clock) : BackgroundService
{
    private const int ArenaMax = -8; // M_ARENA_MAX of glibc's malloc.h
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>To be called before other threads begin. Where the C library is another one nothing happens.</summary>
    public static void KeepTogether()
    {
        if (Has("mallopt"))
            _ = MallOpt(ArenaMax, Math.Clamp(Environment.ProcessorCount, 2, 8));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Has("malloc_trim"))
            return;
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            _ = MallocTrim(0);
    }

    private static bool Has(string name) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, name, out _);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallOpt(int parameter, int value);
}
