using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Postgres;

namespace CrmContacts.Core.Import.Staging;

/// <summary>Which of the two keeps uploaded files: the setting <c>Crm:StagedFiles</c> says.</summary>
internal static class StagedPlace
{
    /// <param name="options">The settings.</param>
    /// <param name="store">The store that is open.</param>
    /// <param name="earlier">Whether files that were received into the directory before the setting was changed count as well.</param>
    /// <exception cref="ArgumentException">The setting is none, or asks of SQLite what only PostgreSQL can.</exception>
    public static IStagedFiles Open(CrmCoreOptions options, Store store, bool earlier = true)
    {
        var directory = new StagedDirectory(options.StagedDirectory ?? Path.Combine(options.DataDirectory, "staged"));
        return (options.StagedFiles.ToLowerInvariant(), store) switch
        {
            ("auto" or "database", PostgresStore shared) => new StagedChunks(shared, earlier ? directory : null),
            ("auto" or "directory", _) => directory,
            ("database", _) => throw new ArgumentException("Crm:StagedFiles is database, which needs Crm:Database to be postgres; with sqlite, set it to directory or leave it out."),
            _ => throw new ArgumentException($"Crm:StagedFiles is '{options.StagedFiles}'; it must be auto, directory or database."),
        };
    }
}
