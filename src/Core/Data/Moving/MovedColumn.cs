using System.Data.Common;
using System.Globalization;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Data.Moving;

/// <summary>A column as both databases have it. Values come as what <see cref="ColumnKind"/> is in C#, whichever of them they are read from.</summary>
/// <param name="Name">Its name, the same in both.</param>
/// <param name="Kind">What it is in PostgreSQL.</param>
internal sealed record MovedColumn(string Name, ColumnKind Kind)
{
    /// <summary>A number of a transaction means nothing in another store: readers begin anew with the epoch.</summary>
    public bool IsZeroed => Name == "changed_seq";

    /// <summary>SQLite has it in an index of its own, under the row's number.</summary>
    public bool IsSearch => Kind == ColumnKind.Tokens;

    /// <summary>How PostgreSQL shows it: search tokens as an array.</summary>
    public string InTarget => IsSearch ? $"tsvector_to_array({Name})" : Name;

    /// <exception cref="NotSupportedException">The schema has a type that is not moved yet.</exception>
    public static ColumnKind KindOf(string dataType) => dataType switch
    {
        "text" => ColumnKind.Text,
        "bytea" => ColumnKind.Bytes,
        "uuid" => ColumnKind.Id,
        "timestamp with time zone" => ColumnKind.Instant,
        "smallint" => ColumnKind.Short,
        "integer" => ColumnKind.Int,
        "bigint" => ColumnKind.Long,
        "boolean" => ColumnKind.Flag,
        "tsvector" => ColumnKind.Tokens,
        "numeric" => ColumnKind.Number,
        "date" => ColumnKind.Date,
        _ => throw new NotSupportedException($"A column of type {dataType} cannot be moved."),
    };

    public object? FromSqlite(DbDataReader row, int at, Dialect dialect)
    {
        if (IsZeroed)
            return 0L;
        return row.IsDBNull(at) ? null : InBoth(row, at, dialect) ?? (Kind == ColumnKind.Flag ? row.GetInt64(at) != 0 : (object)row.GetInt64(at));
    }

    public object? FromPostgres(DbDataReader row, int at, Dialect dialect)
    {
        if (row.IsDBNull(at))
            return null;
        return InBoth(row, at, dialect) ?? Kind switch
        {
            ColumnKind.Flag => row.GetBoolean(at),
            ColumnKind.Tokens => InOrder(row.GetFieldValue<string[]>(at)),
            _ => (object)Convert.ToInt64(row.GetValue(at), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A value that the dialect reads alike from either; null for a kind that each has its own way with.</summary>
    private object? InBoth(DbDataReader row, int at, Dialect dialect) => Kind switch
    {
        ColumnKind.Text => row.GetString(at),
        ColumnKind.Bytes => row.GetFieldValue<byte[]>(at),
        ColumnKind.Id => dialect.ReadId(row, at),
        ColumnKind.Instant => dialect.ReadInstant(row, at),
        ColumnKind.Number => dialect.ReadNumber(row, at),
        ColumnKind.Date => dialect.ReadDate(row, at),
        _ => null,
    };

    /// <summary>Tokens as they are compared: each database has an order of its own.</summary>
    public static string InOrder(IEnumerable<string> tokens) => string.Join(' ', tokens.Order(StringComparer.Ordinal));

    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (byte[] bytes, byte[] others) => bytes.AsSpan().SequenceEqual(others),
        _ => Equals(one, other),
    };

    /// <summary>About how much memory a value takes.</summary>
    public static int Weight(object? value) => value switch
    {
        string text => 24 + (2 * text.Length),
        byte[] bytes => 24 + bytes.Length,
        _ => 16,
    };
}
