namespace CrmContacts.Tests.Support.Processes;

/// <summary>Where this clone of the repository lies on the disk.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>CrmContacts.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>: what the running tests were built as.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar).Contains("Release", StringComparer.Ordinal) ? "Release" : "Debug";

    /// <summary>A path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The folder for what tests leave behind; made when it is missing, ignored by git.</summary>
    public static string Artifacts(string name) => Directory.CreateDirectory(PathOf("artifacts", name)).FullName;

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CrmContacts.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException($"No CrmContacts.sln above {AppContext.BaseDirectory}.");
    }
}
