using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrmContacts.Core.Tests.Data.Moving;

/// <summary>Every table of a store as lines, said alike on both databases, whatever its own means of comparing them are.</summary>
internal static class BothStores
{
    private static readonly string[] Own = ["crm_store", "crm_migrations", "crm_count_changes"];

    public static async Task<SortedDictionary<string, List<string>>> OfSqliteAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        return await ReadAsync(connection, await TablesAsync(connection));
    }

    /// <summary>The tables and columns that SQLite has, of PostgreSQL.</summary>
    public static async Task<SortedDictionary<string, List<string>>> OfPostgresAsync(string connectionString, string file)
    {
        await using var sqlite = new SqliteConnection($"Data Source={file};Pooling=False");
        await sqlite.OpenAsync();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await ReadAsync(connection, await TablesAsync(sqlite));
    }

    /// <summary>The tables and columns of a store, but those that say how it goes rather than what it holds.</summary>
    public static async Task<Dictionary<string, List<string>>> ColumnsAsync(CrmCoreOptions options)
    {
        await using var connection = await OpenAsync(options);
        var tables = connection is SqliteConnection sqlite
            ? await TablesAsync(sqlite)
            : await TablesAsync(connection, "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name <> 'search'");
        tables["crm_lists"].Remove("counting");
        return tables;
    }

    /// <summary>What these columns hold.</summary>
    public static async Task<SortedDictionary<string, List<string>>> ReadAsync(CrmCoreOptions options, Dictionary<string, List<string>> columns)
    {
        await using var connection = await OpenAsync(options);
        return await ReadAsync(connection, columns);
    }

    private static async Task<DbConnection> OpenAsync(CrmCoreOptions options)
    {
        DbConnection connection = options.Database == "sqlite"
            ? new SqliteConnection($"Data Source={Path.Combine(options.DataDirectory, "crm.db")};Pooling=False")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static Task<Dictionary<string, List<string>>> TablesAsync(SqliteConnection connection) =>
        TablesAsync(connection, "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name LIKE 'crm_%' AND m.name NOT LIKE 'crm_search%'");

    private static async Task<Dictionary<string, List<string>>> TablesAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var tables = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
        {
            if (Own.Contains(rows.GetString(0)) || rows.GetString(1) is "row_no" or "changed_seq")
                continue;
            if (!tables.TryGetValue(rows.GetString(0), out var columns))
                tables[rows.GetString(0)] = columns = [];
            columns.Add(rows.GetString(1));
        }

        return tables;
    }

    private static async Task<SortedDictionary<string, List<string>>> ReadAsync(DbConnection connection, Dictionary<string, List<string>> tables)
    {
        var contents = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (table, columns) in tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table}";
            await using var rows = await command.ExecuteReaderAsync();
            var lines = contents[table] = [];
            while (await rows.ReadAsync())
                lines.Add(string.Join(" ", columns.Select((c, i) => $"{c}={Text(rows.GetValue(i))}")));
            lines.Sort(StringComparer.Ordinal);
        }

        return contents;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        Guid id => Convert.ToHexStringLower(id.ToByteArray(bigEndian: true)),
        DateTime at => new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        decimal number => ((long)(number * 1_000_000)).ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.DayNumber.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
