using CrmContacts.Core;
using CrmContacts.Core.Data.Moving;
using CrmContacts.Core.Errors;

namespace CrmContacts.Verbs;

/// <summary><c>crm migrate --from sqlite --to postgres</c>: moves a store into PostgreSQL, and compares every row of both.</summary>
/// <param name="Source">Connection string of the SQLite file; null is that of the settings, or <c>crm.db</c> in the data directory.</param>
/// <param name="Target">Connection string of the database; null is that of the settings.</param>
/// <param name="Staged">The source's directory of uploads; null is that of the settings, or <c>staged</c> beside the source.</param>
/// <param name="Restart">Throws away what an earlier move brought.</param>
internal sealed record MigrateVerb(string? Source, string? Target, string? Staged, bool Restart)
{
    /// <summary>Counts were off in the source; they are repaired in the target. The same code as of <c>crm verify</c>.</summary>
    private const int Repaired = 3;

    /// <summary>The verb, or null when an argument is not understood.</summary>
    public static MigrateVerb? Read(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var restart = false;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--restart")
                restart = true;
            else if (args[i] is not ("--from" or "--to" or "--source" or "--target" or "--staged") || i + 1 == args.Count || !given.TryAdd(args[i], args[++i]))
                return null;
        }

        return given.GetValueOrDefault("--from") == "sqlite" && given.GetValueOrDefault("--to") == "postgres"
            ? new MigrateVerb(given.GetValueOrDefault("--source"), given.GetValueOrDefault("--target"), given.GetValueOrDefault("--staged"), restart)
            : null;
    }

    /// <returns>The exit code: 0, 1 for a refusal, 3 where counts were off in the source.</returns>
    public async Task<int> RunAsync(CrmContactsOptions options, CrmCoreOptions core, TextWriter output, CancellationToken cancellation)
    {
        var isSqlite = options.Database == "sqlite";
        if ((Target ?? (isSqlite ? null : options.ConnectionString)) is not { } to)
        {
            await output.WriteLineAsync("""Where to? Say --target "Host=…;Database=…;Username=…", or set Crm:Database to postgres and ConnectionStrings:Crm to the database.""");
            return 1;
        }

        var from = Source ?? (isSqlite ? options.ConnectionString : null) ?? $"Data Source={Path.Combine(options.DataDirectory, "crm.db")}";
        try
        {
            await using var move = new StoreMove(
                new CrmCoreOptions { Database = "sqlite", ConnectionString = from, DataDirectory = options.DataDirectory, StagedFiles = "directory", StagedDirectory = StagedDirectory(options, from) },
                new CrmCoreOptions { Database = "postgres", ConnectionString = to, DataDirectory = options.DataDirectory, StagedFiles = core.StagedFiles, StagedDirectory = core.StagedDirectory },
                line =>
                {
                    output.WriteLine(line);
                    output.Flush();
                });
            var off = await move.RunAsync(options.Tenants.Keys, Restart, cancellation);
            await output.WriteLineAsync("The store has moved: every row of the target is as in the source. Set Crm:Database to postgres and ConnectionStrings:Crm to it, and start the hosts; the source is left as it is.");
            return off == 0 ? 0 : Repaired;
        }
        catch (Exception refusal) when (refusal is CrmException or NotSupportedException or ArgumentException)
        {
            await output.WriteLineAsync(refusal.Message);
            return 1;
        }
        catch (System.Data.Common.DbException fault)
        {
            await output.WriteLineAsync($"The move stopped: {fault.Message} Run it again when that has passed: it goes on where it stopped.");
            return 1;
        }
    }

    /// <summary>Where the source's uploads are: as said, as set for the store that is moved, or beside its file.</summary>
    private string StagedDirectory(CrmContactsOptions options, string from)
    {
        if (Staged is not null)
            return Path.GetFullPath(Staged);
        if (Source is null)
            return (options.Database == "sqlite" ? options.StagedDirectory : null) ?? Path.Combine(options.DataDirectory, "staged");
        var file = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = from };
        var path = file.TryGetValue("Data Source", out var named) || file.TryGetValue("DataSource", out named) || file.TryGetValue("Filename", out named) ? (string)named : from;
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "staged");
    }
}
