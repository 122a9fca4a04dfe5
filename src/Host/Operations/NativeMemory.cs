using System.Runtime.InteropServices;

namespace CrmContacts.Host.Operations;

/// <summary>
/// The C library keeps a heap for each thread that asks, and whatever SQLite frees stays in the one that it came from: an hour's import
/// spreads over all of them. A few heaps are enough for a few processors.
/// </summary>
internal static partial class NativeMemory
{
    private const int ArenaMax = -8; // M_ARENA_MAX of glibc's malloc.h

    /// <summary>To be called before other threads begin. Where the C library is another one nothing happens.</summary>
    public static void KeepTogether()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out _))
            _ = MallOpt(ArenaMax, Math.Clamp(Environment.ProcessorCount, 2, 8));
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallOpt(int parameter, int value);
}
