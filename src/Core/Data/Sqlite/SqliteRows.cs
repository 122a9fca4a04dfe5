using System.Text;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmContacts.Core.Data.Sqlite;

/// <summary>
/// A prepared statement that is run for many rows, its values bound by position. The ADO.NET provider looks every parameter up by
/// its name on every row, which is quadratic in the columns: of a contact's forty it is a tenth of the import.
/// </summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;
    private byte[] _utf8 = new byte[4096];

    /// <param name="database">The connection.</param>
    /// <param name="sql">The statement; a value that it does not name is left out.</param>
    /// <param name="values">How many values of a row it may name, from the first.</param>
    public SqliteRows(sqlite3 database, string sql, int values)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
        _places = [.. Enumerable.Range(0, values).Select(i => raw.sqlite3_bind_parameter_index(_statement, SqlText.ParameterName(i)))];
    }

    /// <summary>Runs it with the values of one row.</summary>
    /// <returns>The number that it answers (<c>RETURNING</c>), 0 for none.</returns>
    public long Run(object?[] row)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] > 0)
                Bind(_places[i], row[i]);
        }

        return Step();
    }

    /// <summary>Runs it with a number and a text.</summary>
    public void Run(long number, string text)
    {
        raw.sqlite3_bind_int64(_statement, _places[0], number);
        Text(_places[1], text);
        Step();
    }

    private long Step()
    {
        var code = raw.sqlite3_step(_statement);
        var answer = 0L;
        if (code == raw.SQLITE_ROW)
        {
            answer = raw.sqlite3_column_int64(_statement, 0);
            code = raw.sqlite3_step(_statement);
        }

        var reset = raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
            Check(reset == raw.SQLITE_OK ? code : reset);
        return answer;
    }

    private void Bind(int at, object? value)
    {
        switch (value)
        {
            case null: raw.sqlite3_bind_null(_statement, at); break;
            case string text: Text(at, text); break;
            case long number: raw.sqlite3_bind_int64(_statement, at, number); break;
            case int number: raw.sqlite3_bind_int64(_statement, at, number); break;
            case bool flag: raw.sqlite3_bind_int64(_statement, at, flag ? 1 : 0); break;
            case DateTimeOffset instant: raw.sqlite3_bind_int64(_statement, at, instant.ToUnixTimeMilliseconds()); break;
            case decimal number: raw.sqlite3_bind_int64(_statement, at, CustomNumbers.Millionths(number)); break;
            case DateOnly date: raw.sqlite3_bind_int64(_statement, at, date.DayNumber); break;
            case byte[] bytes: raw.sqlite3_bind_blob(_statement, at, bytes); break;
            case Guid id: Id(at, id); break;
            default: throw new ArgumentException($"A {value.GetType().Name} cannot be stored.", nameof(value));
        }
    }

    private void Id(int at, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        raw.sqlite3_bind_blob(_statement, at, bytes);
    }

    private void Text(int at, string text)
    {
        if (_utf8.Length < text.Length * 3)
            _utf8 = new byte[text.Length * 3];
        raw.sqlite3_bind_text(_statement, at, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8)));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }

    public void Dispose() => _statement.Dispose();
}
