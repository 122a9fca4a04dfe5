using CrmContacts.Bench.Measuring;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Imports;

/// <summary>A store that is imported into, on either database: copied while no host has it open, measured against what it could take.</summary>
internal abstract class ImportedStore : IAsyncDisposable
{
    /// <summary>A store as a new host makes it, closed.</summary>
    public static async Task<ImportedStore> NewAsync(Engine engine)
    {
        ImportedStore store = engine == Engine.Sqlite
            ? new SqliteImported(TestFolder.Create("bench-"))
            : new PostgresImported(await PostgresServer.RunningAsync(), TestFolder.Create("bench-"), await (await PostgresServer.RunningAsync()).CreateDatabaseAsync());
        await using var host = await store.OpenAsync();
        await host.StopAsync();
        return store;
    }

    public abstract Task<HostProcess> OpenAsync();

    public abstract Task<ImportedStore> CopyAsync();

    /// <summary>
    /// The limit: seconds that it takes to bring a copy of this store to the rows of <paramref name="after"/>, every row in
    /// every table and index, in one transaction, table by table, the values lying ready: by prepared INSERTs, and by COPY
    /// where there is one.
    /// </summary>
    /// <param name="after">The store with the rows.</param>
    /// <param name="inserts">False leaves out the INSERTs where there is COPY.</param>
    public abstract Task<(double? Insert, double? Copy)> LimitAsync(ImportedStore after, bool inserts);

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteImported(string folder) : ImportedStore
{
    private string Database => Path.Combine(folder, "crm.db");

    public override Task<HostProcess> OpenAsync() => BenchHost.StartAsync(folder);

    public override Task<ImportedStore> CopyAsync() => Task.FromResult<ImportedStore>(Copy());

    private SqliteImported Copy()
    {
        var copy = TestFolder.Create("bench-");
        Folders.Copy(folder, copy);
        return new SqliteImported(copy);
    }

    public override async Task<(double? Insert, double? Copy)> LimitAsync(ImportedStore after, bool inserts)
    {
        await using var copy = Copy();
        return (SqliteLimit.Seconds(Database, ((SqliteImported)after).Database, copy.Database), null);
    }

    public override ValueTask DisposeAsync()
    {
        TestFolder.Delete(folder);
        return ValueTask.CompletedTask;
    }
}

internal sealed class PostgresImported(PostgresServer server, string folder, string connectionString) : ImportedStore
{
    public override Task<HostProcess> OpenAsync() => BenchHost.StartAsync(folder, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Crm__Database"] = "postgres", ["ConnectionStrings__Crm"] = connectionString, ["Crm__MigrateOnStart"] = "true",
    });

    public override async Task<ImportedStore> CopyAsync()
    {
        var copy = TestFolder.Create("bench-");
        Folders.Copy(folder, copy);
        return new PostgresImported(server, copy, await server.CreateDatabaseAsync(new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database));
    }

    public override async Task<(double? Insert, double? Copy)> LimitAsync(ImportedStore after, bool inserts)
    {
        await using var copy = (PostgresImported)await CopyAsync();
        return await PostgresLimit.SecondsAsync(((PostgresImported)after).ConnectionString, copy.ConnectionString, inserts);
    }

    private string ConnectionString => connectionString;

    public override async ValueTask DisposeAsync()
    {
        TestFolder.Delete(folder);
        await server.DropDatabaseAsync(connectionString);
    }
}
