using System.Diagnostics;
using Npgsql;

namespace CrmContacts.Bench.Imports;

/// <summary>
/// What PostgreSQL can take: every row that the runs left, in every table and index, in one transaction, the values lying
/// ready in memory: by one prepared INSERT per table, and by one binary COPY per table, which is the harder limit.
/// </summary>
internal static class PostgresLimit
{
    /// <summary>Seconds that it takes to fill the emptied tables of <paramref name="copy"/> with the rows of <paramref name="after"/>, each way.</summary>
    /// <param name="after">The store with the rows.</param>
    /// <param name="copy">The store to fill.</param>
    /// <param name="inserts">False for COPY alone: a million rows and all that hangs by them take twenty minutes by INSERT.</param>
    public static async Task<(double? Insert, double Copy)> SecondsAsync(string after, string copy, bool inserts)
    {
        await using var from = await OpenAsync(after);
        await using var to = await OpenAsync(copy);
        var tables = await TablesAsync(to);
        var copying = await FillAsync(to, tables, table => BytesAsync(from, table));
        var inserting = inserts ? await FillAsync(to, tables, table => RowsAsync(from, table)) : (double?)null;
        return (inserting, copying);
    }

    /// <param name="to">The store to fill.</param>
    /// <param name="tables">Its tables.</param>
    /// <param name="read">Reads a table's rows into memory; what it answers writes them.</param>
    private static async Task<double> FillAsync(NpgsqlConnection to, List<string> tables, Func<string, Task<Func<NpgsqlConnection, Task>>> read)
    {
        await RunAsync(to, $"SET session_replication_role = replica; TRUNCATE {string.Join(", ", tables)}");
        var writing = new List<Func<NpgsqlConnection, Task>>();
        foreach (var table in tables)
            writing.Add(await read(table));

        var clock = Stopwatch.StartNew();
        await using var transaction = await to.BeginTransactionAsync();
        foreach (var write in writing)
            await write(to);
        await transaction.CommitAsync();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<Func<NpgsqlConnection, Task>> BytesAsync(NpgsqlConnection from, string table)
    {
        // Blocks, not one stream in memory: that ends at two gigabytes, which the history of a million changed contacts passes.
        var blocks = new List<byte[]>();
        await using (var reading = await from.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)"))
        {
            var block = new byte[1 << 20];
            for (int got; (got = await reading.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false)) > 0;)
                blocks.Add(block[..got]);
        }

        return async to =>
        {
            await using var copying = await to.BeginRawBinaryCopyAsync($"COPY {table} FROM STDIN (FORMAT BINARY)");
            foreach (var block in blocks)
                await copying.WriteAsync(block);
        };
    }

    private static async Task<Func<NpgsqlConnection, Task>> RowsAsync(NpgsqlConnection from, string table)
    {
        await using var select = new NpgsqlCommand($"SELECT * FROM {table}", from);
        await using var reader = await select.ExecuteReaderAsync();
        var (columns, types) = (new List<string>(), new List<string>());
        for (var i = 0; i < reader.FieldCount; i++)
        {
            columns.Add(reader.GetName(i));
            types.Add(reader.GetDataTypeName(i));
        }

        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            rows.Add(row);
        }

        return async to =>
        {
            await using var insert = new NpgsqlCommand($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})", to);
            foreach (var type in types)
                insert.Parameters.Add(new NpgsqlParameter { DataTypeName = type });
            await insert.PrepareAsync();
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                    insert.Parameters[i].Value = row[i];
                await insert.ExecuteNonQueryAsync();
            }
        };
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'crm\\_%' AND tablename <> 'crm_migrations' ORDER BY tablename", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
