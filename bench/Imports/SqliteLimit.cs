using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Bench.Imports;

/// <summary>
/// What the store can take: every row that the run left, in every table and index, by one prepared INSERT per table in
/// one transaction, with the writer's pragmas, the values lying ready in memory.
/// </summary>
internal static class SqliteLimit
{
    private sealed record TableRows(string Sql, IReadOnlyList<object[]> Rows);

    /// <summary>Seconds that it takes to bring a copy of <paramref name="before"/> to the rows of <paramref name="after"/>.</summary>
    public static double Seconds(string before, string after, string copy)
    {
        var work = Difference(before, after);
        using var to = Open(copy);
        Run(to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON;");
        var clock = Stopwatch.StartNew();
        using (var transaction = to.BeginTransaction())
        {
            foreach (var table in work)
                Insert(to, transaction, table);
            transaction.Commit();
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static void Insert(SqliteConnection to, SqliteTransaction transaction, TableRows table)
    {
        if (table.Rows.Count == 0)
            return;
        using var command = to.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = table.Sql;
        for (var i = 0; i < table.Rows[0].Length; i++)
            command.Parameters.Add(new SqliteParameter("@p" + i, DBNull.Value));
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    private static List<TableRows> Difference(string before, string after)
    {
        using var from = Open(after);
        Run(from, $"ATTACH DATABASE '{before}' AS old");
        var work = new List<TableRows>();
        foreach (var table in Names(from, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name LIKE 'crm\\_%' ESCAPE '\\' AND name NOT LIKE 'crm\\_search%' ESCAPE '\\' AND name <> 'crm_migrations'"))
            work.Add(New(from, table));
        work.Add(new TableRows(SearchRows.Insert, SearchRows.Of(from)));
        return work;
    }

    // In the order in which the run made them: what hangs on a contact, by its contact.
    private static TableRows New(SqliteConnection from, string table)
    {
        var columns = Names(from, $"SELECT name FROM pragma_table_info('{table}')");
        var same = string.Join(" AND ", columns.Select(c => $"o.{c} IS n.{c}"));
        var keys = Names(from, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
        var byContact = columns.Contains("contact", StringComparer.Ordinal);
        var sql = $"SELECT {string.Join(", ", columns.Select(c => "n." + c))} FROM main.{table} n "
            + (byContact ? "LEFT JOIN main.crm_contacts c ON c.tenant = n.tenant AND c.id = n.contact " : "")
            + $"WHERE NOT EXISTS (SELECT 1 FROM old.{table} o WHERE {same}) "
            + "ORDER BY " + (byContact ? "c.row_no" : string.Join(", ", keys.Select(k => "n." + k)));
        var places = string.Join(", ", Enumerable.Range(0, columns.Count).Select(i => "@p" + i));
        return new TableRows($"INSERT OR REPLACE INTO {table} ({string.Join(", ", columns)}) VALUES ({places})", Rows(from, sql));
    }

    private static List<object[]> Rows(SqliteConnection from, string sql)
    {
        using var command = from.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static List<string> Names(SqliteConnection from, string sql) => [.. Rows(from, sql).Select(r => (string)r[0])];

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
