namespace CrmContacts.Tests.Support.Stores;

/// <summary>Folders of this test process; they go when it ends.</summary>
public static class TestFolder
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var root = Directory.CreateTempSubdirectory("crm-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(root);
        return root;
    });

    private static int _made;

    /// <summary>A new, empty folder.</summary>
    public static string Create(string prefix = "crm-") =>
        Directory.CreateDirectory(Path.Combine(Root.Value, $"{prefix}{Interlocked.Increment(ref _made)}")).FullName;

    /// <summary>Removes a folder; what cannot be removed stays for the system to clear.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody still holds a file of it.
        }
        catch (UnauthorizedAccessException)
        {
            // The same, said in another way.
        }
    }
}
