namespace CrmContacts.Core.Import.Staging;

/// <summary>The name that a file came with is shown to people and never used as a path.</summary>
internal static class FileNames
{
    private const int MaxLength = 200;

    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Trim();
        return clean.Length == 0 ? "import.csv" : clean.Length > MaxLength ? clean[^MaxLength..] : clean;
    }
}
