using System.Globalization;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>Where PostgreSQL's programs are, and as whom they run.</summary>
internal static class PostgresPrograms
{
    /// <summary>The folder of <c>postgres</c> and <c>initdb</c>: the newest of Debian's, else the one on the PATH.</summary>
    /// <exception cref="InvalidOperationException">There is none; it says what to install.</exception>
    public static string Folder()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var candidates = versions
            .OrderByDescending(v => int.TryParse(Path.GetFileName(v), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Select(v => Path.Combine(v, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        return candidates.FirstOrDefault(c => File.Exists(Path.Combine(c, "postgres")) && File.Exists(Path.Combine(c, "initdb")))
            ?? throw new InvalidOperationException(
                "These tests need PostgreSQL and found none: install Debian's package 'postgresql' (./test.sh does), or put initdb and postgres on the PATH.");
    }

    /// <summary>What to put before a command: PostgreSQL refuses root, so root runs it as <c>postgres</c>.</summary>
    public static string[] Account() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
}
