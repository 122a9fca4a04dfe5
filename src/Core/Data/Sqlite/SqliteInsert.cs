using System.Text;
using CrmContacts.Core.CustomFields;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmContacts.Core.Data.Sqlite;

/// <summary>
/// A prepared INSERT whose values are bound by position. The ADO.NET provider looks every parameter up by its name on
/// every row, which is quadratic in the columns: of a contact's forty it is a tenth of the import.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _values;
    private byte[] _utf8 = new byte[4096];

    public SqliteInsert(sqlite3 database, string sql, int values)
    {
        (_database, _values) = (database, values);
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Inserts one row: the first values of <paramref name="row"/>, as many as the statement takes.</summary>
    public void Run(object?[] row)
    {
        for (var i = 0; i < _values; i++)
            Bind(i + 1, row[i]);
        Step();
    }

    /// <summary>Inserts a row of a number and a text.</summary>
    public void Run(long number, string text)
    {
        raw.sqlite3_bind_int64(_statement, 1, number);
        Text(2, text);
        Step();
    }

    private void Step()
    {
        var code = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
            Check(reset == raw.SQLITE_OK ? code : reset);
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
