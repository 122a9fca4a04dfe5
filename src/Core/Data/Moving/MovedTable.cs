using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Search;
using Npgsql;

namespace CrmContacts.Core.Data.Moving;

/// <summary>A table that is copied row by row in the order of its key, which both databases sort alike: ids and text by their bytes.</summary>
internal sealed class MovedTable
{
    /// <summary>The store's own life, and what only says which counts changed lately.</summary>
    private static readonly string[] Own = ["crm_store", "crm_migrations", "crm_count_changes"];

    private readonly IReadOnlyList<MovedColumn> _columns;
    private readonly IReadOnlyList<MovedColumn> _key;

    private MovedTable(string name, IReadOnlyList<MovedColumn> columns, IReadOnlyList<MovedColumn> key)
    {
        (Name, _columns, _key) = (name, columns, key);
        Target = new Table(name, [.. columns.Select(c => new Column(c.Name, c.Kind))]);
        if (key.Count == 0)
            throw new NotSupportedException($"{name} has no key to be moved by.");
    }

    public string Name { get; }

    /// <summary>As it is written.</summary>
    public Table Target { get; }

    private string KeyList => string.Join(", ", _key.Select(k => "c." + k.Name));

    private bool HasSearch => _columns.Any(c => c.IsSearch);

    /// <summary>The tables that both stores have, those that others refer to first.</summary>
    /// <exception cref="NotSupportedException">The schemas are not each other's.</exception>
    public static async Task<IReadOnlyList<MovedTable>> AllAsync(Session source, NpgsqlDataSource target, CancellationToken cancellation)
    {
        var inSource = await source.ListAsync(
            new SqlText().Add("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name LIKE 'crm\\_%' ESCAPE '\\' AND m.name NOT LIKE 'crm\\_search%' ESCAPE '\\'"),
            row => (Table: row.GetString(0), Column: row.GetString(1)), cancellation);
        var (columns, keys) = (new List<(string Table, MovedColumn Column)>(), new List<(string Table, string Column)>());
        await using (var command = target.CreateCommand("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                if (inSource.Any(s => s.Table == rows.GetString(0)) && !Own.Contains(rows.GetString(0)))
                    columns.Add((rows.GetString(0), new MovedColumn(rows.GetString(1), MovedColumn.KindOf(rows.GetString(2)))));
            }
        }

        await using (var command = target.CreateCommand(
            """
            SELECT k.table_name, k.column_name FROM information_schema.key_column_usage k
            JOIN information_schema.table_constraints c ON c.constraint_name = k.constraint_name AND c.table_schema = k.table_schema AND c.constraint_type = 'PRIMARY KEY'
            WHERE k.table_schema = current_schema() ORDER BY k.table_name, k.ordinal_position
            """))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
                keys.Add((rows.GetString(0), rows.GetString(1)));
        }

        foreach (var table in inSource.GroupBy(s => s.Table).Where(t => !Own.Contains(t.Key)))
        {
            var odd = table.Select(s => s.Column).Where(c => c != "row_no").ToHashSet(StringComparer.Ordinal);
            odd.SymmetricExceptWith(columns.Where(c => c.Table == table.Key && !c.Column.IsSearch).Select(c => c.Column.Name));
            if (odd.Count > 0)
                throw new NotSupportedException($"{table.Key} is not the same in both stores: {string.Join(", ", odd)}.");
        }

        return
        [
            .. columns.GroupBy(c => c.Table, c => c.Column)
                .Select(t => new MovedTable(t.Key, [.. t], [.. keys.Where(k => k.Table == t.Key).Select(k => t.Single(c => c.Name == k.Column))]))
                .OrderBy(t => t.Name == "crm_tenants" ? 0 : 1).ThenBy(t => t.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The rows of the source after a key, as they are to be in the target: a contact's search tokens are made anew.</summary>
    public async IAsyncEnumerable<object?[]> SourceAsync(Session source, object?[]? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var contact = ContactColumns.All;
        var (sql, first) = (new SqlText().Add("SELECT "), HasSearch ? contact.Count + 1 : 0);
        if (HasSearch)
            sql.Add(contact.Sql + ", a.name, ");
        sql.Add(string.Join(", ", _columns.Select(c => c.IsSearch ? "NULL" : "c." + c.Name)) + $" FROM {Name} c");
        if (HasSearch)
            sql.Add(source.Dialect.ByContactId + " LEFT JOIN crm_accounts a ON a.tenant = c.tenant AND a.id = c.account_id");
        if (after is not null)
            sql.Add($" WHERE ({KeyList}) > ({string.Join(", ", after.Select(k => sql.Arg(k)))})");
        sql.Add($" ORDER BY {KeyList}");
        await using var rows = await source.QueryAsync(sql, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var values = new object?[_columns.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = _columns[i].IsSearch ? Tokens(rows, (long)values[0]!) : _columns[i].FromSqlite(rows, first + i, source.Dialect);
            yield return values;
        }

        string Tokens(System.Data.Common.DbDataReader row, long tenant)
        {
            var one = contact.Read(row, source.Dialect);
            return one.DeletedAt is null ? SearchTokens.Of(tenant, one, row.IsDBNull(contact.Count) ? null : row.GetString(contact.Count)) : "";
        }
    }

    /// <summary>The rows of the target, in the same order, from their beginning.</summary>
    public async IAsyncEnumerable<object?[]> TargetAsync(NpgsqlDataSource target, Dialect dialect, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = target.CreateCommand($"SELECT {string.Join(", ", _columns.Select(c => c.InTarget))} FROM {Name} c ORDER BY {KeyList}");
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var values = new object?[_columns.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = _columns[i].FromPostgres(rows, i, dialect);
            yield return values;
        }
    }

    /// <summary>The key of the last row that the target has; null where it has none. Rows come in the order of their keys, so that all before it are there.</summary>
    public async Task<object?[]?> LastAsync(NpgsqlDataSource target, Dialect dialect, CancellationToken cancellation)
    {
        await using var command = target.CreateCommand($"SELECT {KeyList} FROM {Name} c ORDER BY {string.Join(", ", _key.Select(k => $"c.{k.Name} DESC"))} LIMIT 1");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation) ? [.. _key.Select((k, i) => k.FromPostgres(rows, i, dialect))] : null;
    }

    /// <summary>Whether two rows say the same; search tokens in any order.</summary>
    public bool Same(object?[] source, object?[] target)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            var expected = _columns[i].IsSearch ? MovedColumn.InOrder(((string)source[i]!).Split(' ', StringSplitOptions.RemoveEmptyEntries)) : source[i];
            if (!MovedColumn.Same(expected, target[i]))
                return false;
        }

        return true;
    }
}
