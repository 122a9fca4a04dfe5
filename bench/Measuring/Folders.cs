namespace CrmContacts.Bench.Measuring;

/// <summary>Stores are kept for the next run, so what changes one works on a copy.</summary>
internal static class Folders
{
    /// <summary>Copies every file below <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
