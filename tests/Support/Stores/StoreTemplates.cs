using CrmContacts.Core;
using CrmContacts.Core.Import;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>Migrated, empty stores, made once a test process and copied for each test: a copy is quicker than the migrations.</summary>
public static class StoreTemplates
{
    private const string PostgresTemplate = "crm_template";

    private static readonly Lazy<Task<string>> Sqlite = new(() => Task.Run(MakeSqliteAsync));
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(() => Task.Run(MakePostgresAsync));

    /// <summary>Puts a fresh store into <paramref name="folder"/> (or on the server) and gives the options that open it.</summary>
    public static async Task<CrmCoreOptions> FreshAsync(Engine engine, string folder)
    {
        if (engine == Engine.Sqlite)
        {
            File.Copy(await Sqlite.Value, Path.Combine(folder, "crm.db"));
            return new CrmCoreOptions { Database = "sqlite", DataDirectory = folder, Import = Patient };
        }

        var server = await Postgres.Value;
        return new CrmCoreOptions
        {
            Database = "postgres", ConnectionString = await server.CreateDatabaseAsync(PostgresTemplate), DataDirectory = folder, Import = Patient,
        };
    }

    /// <summary>Properties are tried by more dry runs than a person may do.</summary>
    private static CrmImportOptions Patient => new() { DryRunsAnHour = int.MaxValue };

    private static async Task<string> MakeSqliteAsync()
    {
        var folder = TestFolder.Create("crm-template-");
        await MigrateAsync(new CrmCoreOptions { Database = "sqlite", DataDirectory = folder });
        SqliteConnection.ClearAllPools();
        var file = Path.Combine(folder, "crm.db");

        // What the write-ahead log still holds goes into the one file that is copied.
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync();
        return file;
    }

    private static async Task<PostgresServer> MakePostgresAsync()
    {
        var server = await PostgresServer.RunningAsync();
        var connectionString = await server.CreateDatabaseAsync(name: PostgresTemplate);
        await MigrateAsync(new CrmCoreOptions
        {
            Database = "postgres", ConnectionString = connectionString, DataDirectory = TestFolder.Create("crm-template-"),
        });
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    private static async Task MigrateAsync(CrmCoreOptions options)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddCrmCore(options);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<CrmStore>().StartAsync();
    }
}
