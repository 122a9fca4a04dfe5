using System.Security.Cryptography;

namespace CrmContacts.Host.Demo;

/// <summary>The key that demo tokens are signed with: made once, and kept where only this account reads it.</summary>
internal static class DemoKey
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string Of(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "demo.key");
        if (File.Exists(path))
            return File.ReadAllText(path).Trim();
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(dataDirectory);
        else
            Directory.CreateDirectory(dataDirectory, Mine | UnixFileMode.UserExecute);

        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        // Written beside and moved, so that a kill leaves no half key.
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;
        using (var file = new StreamWriter(draft, options))
            file.Write(key);
        File.Move(draft, path, overwrite: true);
        return key;
    }
}
