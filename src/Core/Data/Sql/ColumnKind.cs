namespace CrmContacts.Core.Data.Sql;

/// <summary>How a column is stored: SQLite has four types, PostgreSQL wants to be told.</summary>
internal enum ColumnKind { Text, Bytes, Id, Instant, Short, Int, Long, Flag, Tokens, Number, Date }

/// <summary>A column of a table that is written in bulk.</summary>
internal sealed record Column(string Name, ColumnKind Kind);

/// <summary>A table that is written in bulk; rows come as values in the order of the columns.</summary>
internal sealed record Table(string Name, params Column[] Columns)
{
    public string ColumnList { get; } = string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>An INSERT of one row.</summary>
    public string InsertSql { get; } =
        $"INSERT INTO {Name} ({string.Join(", ", Columns.Select(c => c.Name))}) VALUES ({string.Join(", ", Columns.Select((_, i) => SqlText.ParameterName(i)))})";

    /// <summary>A DELETE of one row, named by all columns.</summary>
    public string DeleteSql { get; } =
        $"DELETE FROM {Name} WHERE {string.Join(" AND ", Columns.Select((c, i) => $"{c.Name} = {SqlText.ParameterName(i)}"))}";
}
