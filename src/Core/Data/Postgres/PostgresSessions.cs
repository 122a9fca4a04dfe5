using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CrmContacts.Core.Data.Postgres;

/// <summary>
/// A snapshot, from its first question on; that one is asked again on another connection where the one that the pool gave turns out to be cut:
/// nothing was read yet. What is one statement in all is asked without a transaction, whose end would be a round trip.
/// </summary>
internal sealed class PostgresReadSession(PostgresStore store, NpgsqlConnection connection) : Session(store, connection)
{
    private NpgsqlConnection _connection = connection;
    private NpgsqlTransaction? _transaction;
    private bool _single;

    public override void Last() => _single = Alone;

    protected override DbCommand Prepare(string sql, int parameters) => PostgresCommand.New(_connection, sql, parameters);

    protected override Task<DbDataReader> ReadAsync(DbCommand command, CancellationToken cancellation) =>
        _transaction is not null ? command.ExecuteReaderAsync(cancellation) : FirstAsync(command, () => command.ExecuteReaderAsync(cancellation), cancellation);

    protected override Task<object?> ScalarAsync(DbCommand command, CancellationToken cancellation) =>
        _transaction is not null ? command.ExecuteScalarAsync(cancellation) : FirstAsync(command, () => command.ExecuteScalarAsync(cancellation), cancellation);

    protected override Task<int> RunAsync(DbCommand command, CancellationToken cancellation) =>
        _transaction is not null ? command.ExecuteNonQueryAsync(cancellation) : FirstAsync(command, () => command.ExecuteNonQueryAsync(cancellation), cancellation);

    private async Task<T> FirstAsync<T>(DbCommand command, Func<Task<T>> ask, CancellationToken cancellation)
    {
        var (again, single) = (false, _single);
        _single = false;
        return await Retries.AgainAsync(Store.Clock, Retries.IsCut, async () =>
        {
            if (again)
            {
                await DisposeAsync();
                (_connection, _transaction) = (await store.Source.OpenConnectionAsync(cancellation), null);
                (Connection, command.Connection) = (_connection, _connection);
            }

            again = true;
            // The server hears of it with the statement.
            if (!single)
                _transaction = await _connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
            return await ask();
        }, cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

internal static class PostgresCommand
{
    private const int MostKept = 2_000;
    private static readonly ConcurrentDictionary<string, (string Sql, int Parameters)> Numbered = new(StringComparer.Ordinal);

    /// <summary>The driver prepares by itself what comes again. Parameters go by number: of names it would read the whole statement first, each time.</summary>
    public static NpgsqlCommand New(NpgsqlConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        var numbered = ByNumber(sql);
        // By name goes what does not use all that it is given: the server asks for the type of each number.
        var named = numbered.Parameters != parameters;
        command.CommandText = named ? sql : numbered.Sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(named ? new NpgsqlParameter { ParameterName = SqlText.ParameterName(i) } : new NpgsqlParameter());
        return command;
    }

    private static (string Sql, int Parameters) ByNumber(string sql)
    {
        if (Numbered.TryGetValue(sql, out var known))
            return known;
        // Filters are made by whoever asks: there is no end of them.
        if (Numbered.Count >= MostKept)
            Numbered.Clear();
        return Numbered[sql] = SqlText.ByNumber(sql);
    }
}

internal sealed class PostgresWriteSession(PostgresStore store, NpgsqlConnection connection, NpgsqlTransaction transaction, long tenant)
    : WriteSession(store, connection, tenant)
{
    protected override DbCommand Prepare(string sql, int parameters) => PostgresCommand.New(connection, sql, parameters);

    /// <summary>
    /// Batches of one tenant run one after the other; contact writers share the tenant's definitions of lists, an edit of
    /// a definition has them alone. Two keys a tenant: even for batches, odd for definitions.
    /// </summary>
    public async Task LockTenantAsync(WriteKind kind, CancellationToken cancellation)
    {
        if (kind == WriteKind.ImportBatch)
        {
            await ExecuteAsync("SELECT pg_advisory_xact_lock(@p0)", [Tenant * 2], cancellation);
            // A batch names a few hundred rows by their keys, whatever the tables have grown to: a plan that was made while the store was empty walks them whole.
            await ExecuteAsync(
                "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)", [], cancellation);
        }

        var definitions = kind == WriteKind.ListDefinition ? "SELECT pg_advisory_xact_lock(@p0)" : "SELECT pg_advisory_xact_lock_shared(@p0)";
        await ExecuteAsync(definitions, [(Tenant * 2) + 1], cancellation);
    }

    public override Task InsertAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation) =>
        CopyAsync(table, table.Name, rows, cancellation);

    private async Task CopyAsync(Table table, string to, IReadOnlyList<object?[]> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return;
        var sql = $"COPY {to} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)";
        Store.Tell(sql);
        await using var copy = await connection.BeginBinaryImportAsync(sql, cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            for (var i = 0; i < row.Length; i++)
                await WriteAsync(copy, table.Columns[i].Kind, row[i], cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    public override Task InsertContactsAsync(IReadOnlyList<object?[]> rows, CancellationToken cancellation) =>
        InsertAsync(ContactTable.WithTokens, rows, cancellation);

    public override async Task UpdateContactsAsync(IReadOnlyList<(object?[] Before, object?[] After)> rows, CancellationToken cancellation)
    {
        if (rows.Count >= WorthStaging)
        {
            await StageAsync(ContactTable.WithTokens, [.. rows.Select(r => r.After)], cancellation);
            await ExecuteAsync(ContactTable.UpdateFrom(Stage(ContactTable.WithTokens)), [], cancellation);
            return;
        }

        foreach (var (_, row) in rows)
            await ExecuteAsync(ContactTable.Update, row[..^1], cancellation);
        await IndexAsync([.. rows.Where(r => r.After[^1] is string).Select(r => ((Guid)r.After[1]!, (string)r.After[^1]!))], cancellation);
    }

    public override async Task DeleteAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation)
    {
        if (rows.Count >= WorthStaging)
        {
            await StageAsync(table, rows, cancellation);
            await ExecuteAsync($"DELETE FROM {table.Name} t USING {Stage(table)} s WHERE {string.Join(" AND ", table.Columns.Select(c => $"t.{c.Name} = s.{c.Name}"))}", [], cancellation);
            return;
        }

        foreach (var row in rows)
            await ExecuteAsync(table.DeleteSql, row, cancellation);
    }

    /// <summary>So many rows are copied into a table of the transaction's own and written from there in one statement.</summary>
    private const int WorthStaging = 16;

    private static string Stage(Table table) => table.Name + "_stage";

    private async Task StageAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation)
    {
        var stage = Stage(table);
        await ExecuteAsync($"CREATE TEMP TABLE IF NOT EXISTS {stage} ON COMMIT DROP AS SELECT {table.ColumnList} FROM {table.Name} WITH NO DATA", [], cancellation);
        await ExecuteAsync($"TRUNCATE {stage}", [], cancellation);
        await CopyAsync(table, stage, rows, cancellation);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, ColumnKind kind, object? value, CancellationToken cancellation) => value is null
        ? copy.WriteNullAsync(cancellation)
        : kind switch
        {
            ColumnKind.Text => copy.WriteAsync((string)value, NpgsqlDbType.Text, cancellation),
            ColumnKind.Bytes => copy.WriteAsync((byte[])value, NpgsqlDbType.Bytea, cancellation),
            ColumnKind.Id => copy.WriteAsync((Guid)value, NpgsqlDbType.Uuid, cancellation),
            ColumnKind.Instant => copy.WriteAsync(((DateTimeOffset)value).UtcDateTime, NpgsqlDbType.TimestampTz, cancellation),
            ColumnKind.Short => copy.WriteAsync(Convert.ToInt16(value, System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Smallint, cancellation),
            ColumnKind.Int => copy.WriteAsync(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Integer, cancellation),
            ColumnKind.Long => copy.WriteAsync(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Bigint, cancellation),
            ColumnKind.Flag => copy.WriteAsync((bool)value, NpgsqlDbType.Boolean, cancellation),
            ColumnKind.Number => copy.WriteAsync((decimal)value, NpgsqlDbType.Numeric, cancellation),
            ColumnKind.Date => copy.WriteAsync((DateOnly)value, NpgsqlDbType.Date, cancellation),
            // The bytes of a tsvector as the server reads them; as an object the driver would parse it, which is half of a batch.
            ColumnKind.Tokens => copy.WriteAsync(Lexemes((string)value), NpgsqlDbType.Bytea, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>How many there are, then each in UTF-8 with a zero behind it and no positions. The server sorts them.</summary>
    private static byte[] Lexemes(string tokens)
    {
        var each = tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var bytes = new byte[4 + Encoding.UTF8.GetMaxByteCount(tokens.Length) + (each.Length * 3)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, each.Length);
        var at = 4;
        foreach (var token in each)
            at += Encoding.UTF8.GetBytes(token, bytes.AsSpan(at)) + 3;
        return bytes[..at];
    }

    public override async Task IndexAsync(IReadOnlyList<(Guid Contact, string Tokens)> contacts, CancellationToken cancellation)
    {
        if (contacts.Count == 0)
            return;
        await ExecuteAsync(
            """
            UPDATE crm_contacts c SET search = array_to_tsvector(string_to_array(s.tokens, ' '))
            FROM unnest(@p1, @p2) AS s(id, tokens) WHERE c.tenant = @p0 AND c.id = s.id
            """,
            [Tenant, contacts.Select(c => c.Contact).ToArray(), contacts.Select(c => c.Tokens).ToArray()], cancellation);
    }

    public override Task ForgetAsync(IReadOnlyCollection<Guid> contacts, CancellationToken cancellation) =>
        ExecuteAsync("DELETE FROM crm_contacts WHERE tenant = @p0 AND id = ANY(@p1)", [Tenant, contacts.ToArray()], cancellation);

    public override Task AddCountsAsync(IReadOnlyList<CountDelta> deltas, long seq, CancellationToken cancellation) => ExecuteAsync(
        """
        INSERT INTO crm_counts AS k (tenant, scope, scope_id, bucket, count, version, changed_seq)
        SELECT @p0, d.scope, d.id, d.bucket, d.delta, 1, @p5 FROM unnest(@p1, @p2, @p3, @p4) WITH ORDINALITY AS d(scope, id, bucket, delta, place) ORDER BY d.place
        ON CONFLICT (tenant, scope, scope_id, bucket) DO UPDATE SET count = k.count + excluded.count, version = k.version + 1, changed_seq = excluded.changed_seq
        """,
        [Tenant, deltas.Select(d => (int)d.Scope).ToArray(), deltas.Select(d => d.Id).ToArray(), deltas.Select(d => d.Bucket).ToArray(), deltas.Select(d => d.By).ToArray(), seq], cancellation);

    public override Task<long> ChangeSeqAsync(CancellationToken cancellation) =>
        ScalarAsync<long>("SELECT pg_current_xact_id()::text::bigint", [], cancellation);

    public override Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
