using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Search;
using CrmContacts.Core.Text;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Core.Data.Sqlite;

/// <summary>An open connection with our functions, our pragmas and its prepared statements.</summary>
internal sealed class SqliteLink : IDisposable
{
    private const int MaxStatements = 400;
    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteRows> _rows = new(StringComparer.Ordinal);

    public SqliteLink(string connectionString, string pragmas)
    {
        Connection = new SqliteConnection(connectionString);
        Connection.Open();
        Connection.CreateFunction("crm_fold", (string? text) => text is null ? null : TextFold.ForFilter(text), isDeterministic: true);
        Connection.CreateFunction("crm_sort_key", (string? text) => TextFold.SortKey(text), isDeterministic: true);
        SQLitePCL.raw.sqlite3_create_function(Connection.Handle, "crm_finds", 8, SQLitePCL.raw.SQLITE_UTF8 | SQLitePCL.raw.SQLITE_DETERMINISTIC, null, Finds);
        Run("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; " + pragmas);
    }

    public SqliteConnection Connection { get; }

    /// <summary>The query; first and last name, e-mail, title, company; phone, mobile. Without the driver's strings: a walk asks it thousands of times.</summary>
    private static void Finds(SQLitePCL.sqlite3_context context, object data, SQLitePCL.sqlite3_value[] values)
    {
        var probe = SearchProbe.Of(SQLitePCL.raw.sqlite3_value_blob(values[0]));
        var missing = probe.All;
        for (var i = 1; i <= 5 && missing != 0; i++)
            missing = probe.WithoutWords(missing, SQLitePCL.raw.sqlite3_value_blob(values[i]));
        for (var i = 6; i <= 7 && missing != 0; i++)
            missing = probe.WithoutNumber(missing, SQLitePCL.raw.sqlite3_value_blob(values[i]));
        SQLitePCL.raw.sqlite3_result_int(context, missing == 0 ? 1 : 0);
    }

    public void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public SqliteCommand Prepare(string sql, int parameters)
    {
        if (_statements.TryGetValue(sql, out var ready))
            return ready;
        if (_statements.Count >= MaxStatements)
            Forget();
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = SqlText.ParameterName(i), Value = DBNull.Value });
        return _statements[sql] = command;
    }

    /// <summary>A statement that is run for many rows of so many values.</summary>
    public SqliteRows Rows(string sql, int values) =>
        _rows.TryGetValue(sql, out var ready) ? ready : _rows[sql] = new SqliteRows(Connection.Handle!, sql, values);

    /// <summary>How many pages this connection has written since it was asked last.</summary>
    public int PagesWritten()
    {
        SQLitePCL.raw.sqlite3_db_status(Connection.Handle, CacheWrites, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Carries the write-ahead log into the file. The connection has read something before: one that has not knows of no log.</summary>
    /// <returns>How many of its pages are left; -1 if somebody else is at it, or the disk refuses.</returns>
    public int Checkpoint(int how) =>
        SQLitePCL.raw.sqlite3_wal_checkpoint_v2(Connection.Handle, "main", how, out var pages, out var carried) == SQLitePCL.raw.SQLITE_OK && pages >= 0 ? pages - carried : -1;

    private void Forget()
    {
        foreach (var command in _statements.Values)
            command.Dispose();
        _statements.Clear();
    }

    public void Dispose()
    {
        Forget();
        foreach (var rows in _rows.Values)
            rows.Dispose();
        _rows.Clear();
        Connection.Dispose();
    }
}
