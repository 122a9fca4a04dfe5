using System.Diagnostics;
using System.Globalization;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>A disk of a few megabytes (tmpfs), so that a test can meet a full one. Needs the right to mount; without it the test fails and says so.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk(TestFolder.Create("disk-"));
        Run("mount", "-t", "tmpfs", "-o", Size(megabytes) + ",mode=0700", "none", disk.Path);
        return disk;
    }

    /// <summary>Gives it another size, with all that is on it.</summary>
    public void Resize(int megabytes) => Run("mount", "-o", "remount," + Size(megabytes), Path);

    /// <summary>Makes it so large that about this much is left, whatever is on it.</summary>
    public void Leave(int megabytes)
    {
        var drive = new DriveInfo(Path);
        Resize(megabytes + (int)((drive.TotalSize - drive.TotalFreeSpace) >> 20));
    }

    /// <summary>Takes every byte that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 4096, 1 })
        {
            try
            {
                while (true)
                    file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full, as far as this size goes.
            }
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        TestFolder.Delete(Path);
    }

    private static string Size(int megabytes) => string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"These tests need a small disk, and '{program} {string.Join(' ', arguments)}' refused: {error}");
    }
}
