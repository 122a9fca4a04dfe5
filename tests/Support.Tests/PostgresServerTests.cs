using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Support.Tests;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Each_database_is_its_own()
    {
        var server = await PostgresServer.RunningAsync();
        var (one, other) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());

        await ExecuteAsync(one, "CREATE TABLE t (n int); INSERT INTO t VALUES (1)");

        Assert.Equal(1L, await ExecuteAsync(one, "SELECT count(*) FROM t"));
        Assert.Equal(0L, await ExecuteAsync(other, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"));
        await server.DropDatabaseAsync(one);
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(one, "SELECT 1"));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
