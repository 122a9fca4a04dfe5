using System.Diagnostics;
using Npgsql;

namespace CrmContacts.Bench.Imports;

/// <summary>
/// What PostgreSQL can take: every row that the runs left, in every table and index, by one binary COPY per table in one
/// transaction, the bytes lying ready in memory. Quicker than any INSERT, so it is the harder limit.
/// </summary>
internal static class PostgresLimit
{
    /// <summary>Seconds that it takes to fill the emptied tables of <paramref name="copy"/> with the rows of <paramref name="after"/>.</summary>
    public static async Task<double> SecondsAsync(string after, string copy)
    {
        await using var from = await OpenAsync(after);
        await using var to = await OpenAsync(copy);
        var tables = await TablesAsync(to);
        await RunAsync(to, $"SET session_replication_role = replica; TRUNCATE {string.Join(", ", tables)}");
        var work = new List<(string Sql, MemoryStream Rows)>();
        foreach (var table in tables)
            work.Add(($"COPY {table} FROM STDIN (FORMAT BINARY)", await RowsAsync(from, table)));

        var clock = Stopwatch.StartNew();
        await using var transaction = await to.BeginTransactionAsync();
        foreach (var (sql, rows) in work)
        {
            await using var copying = await to.BeginRawBinaryCopyAsync(sql);
            await rows.CopyToAsync(copying);
        }

        await transaction.CommitAsync();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<MemoryStream> RowsAsync(NpgsqlConnection from, string table)
    {
        var rows = new MemoryStream();
        await using var reading = await from.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)");
        await reading.CopyToAsync(rows);
        rows.Position = 0;
        return rows;
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
