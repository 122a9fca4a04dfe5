using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Plugin.Tests.Nodes;

/// <summary>Two real hosts on one PostgreSQL and one Redis of their own, each with its own data directory; they share the key of the demo's tokens alone.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    private NodePair(PostgresServer postgres, string database, RedisServer? redis, HostProcess first, HostProcess second) =>
        (Postgres, Database, Redis, First, Second) = (postgres, database, redis, first, second);

    /// <summary>The connection string of their store.</summary>
    public string Database { get; }

    public PostgresServer Postgres { get; }

    public RedisServer? Redis { get; }

    public HostProcess First { get; }

    public HostProcess Second { get; }

    /// <param name="withRedis">Without, PostgreSQL carries the signals too.</param>
    public static async Task<NodePair> StartAsync(bool withRedis)
    {
        var postgres = await PostgresServer.StartAsync();
        var redis = withRedis ? await RedisServer.StartAsync() : null;
        var database = await postgres.CreateDatabaseAsync(name: "nodes");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Crm__Database"] = "postgres",
            ["ConnectionStrings__Crm"] = database,
        };
        if (redis is not null)
            settings["ConnectionStrings__Redis"] = redis.Configuration;
        var first = await HostProcess.StartAsync(settings);
        var folder = TestFolder.Create("host-");
        File.Copy(Path.Combine(first.DataDirectory, "demo.key"), Path.Combine(folder, "demo.key"));
        return new NodePair(postgres, database, redis, first, await HostProcess.StartAsync(settings, folder));
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        if (Redis is not null)
            await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
