using System.Data.Common;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Lists.Dynamic;

namespace CrmContacts.Core.Data;

/// <summary>One connection inside one transaction: a snapshot to read from, or the right to write. Statements are prepared once a connection.</summary>
internal abstract class Session(Store store, DbConnection connection) : IAsyncDisposable
{
    public Store Store { get; } = store;

    public DbConnection Connection { get; protected set; } = connection;

    public Dialect Dialect => Store.Dialect;

    /// <summary>The statement with its parameters set, ready to run. It belongs to the session: do not dispose it.</summary>
    protected abstract DbCommand Prepare(string sql, int parameters);

    private DbCommand Bind(string sql, ReadOnlySpan<object?> args)
    {
        Store.Tell(sql, args);
        var command = Prepare(sql, args.Length);
        for (var i = 0; i < args.Length; i++)
            command.Parameters[i].Value = Dialect.Encode(args[i]);
        return command;
    }

    protected virtual Task<DbDataReader> ReadAsync(DbCommand command, CancellationToken cancellation) => command.ExecuteReaderAsync(cancellation);

    protected virtual Task<object?> ScalarAsync(DbCommand command, CancellationToken cancellation) => command.ExecuteScalarAsync(cancellation);

    protected virtual Task<int> RunAsync(DbCommand command, CancellationToken cancellation) => command.ExecuteNonQueryAsync(cancellation);

    public Task<DbDataReader> QueryAsync(string sql, object?[] args, CancellationToken cancellation) =>
        ReadAsync(Bind(sql, args), cancellation);

    public Task<DbDataReader> QueryAsync(SqlText sql, CancellationToken cancellation) =>
        ReadAsync(Bind(sql.ToString(), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sql.Args)), cancellation);

    public Task<int> ExecuteAsync(string sql, object?[] args, CancellationToken cancellation) =>
        RunAsync(Bind(sql, args), cancellation);

    public Task<int> ExecuteAsync(SqlText sql, CancellationToken cancellation) =>
        RunAsync(Bind(sql.ToString(), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sql.Args)), cancellation);

    /// <summary>The first value of the first row; default where there is none or it is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, object?[] args, CancellationToken cancellation)
    {
        var value = await ScalarAsync(Bind(sql, args), cancellation);
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Every row, made by <paramref name="make"/>.</summary>
    public async Task<List<T>> ListAsync<T>(SqlText sql, Func<DbDataReader, T> make, CancellationToken cancellation)
    {
        await using var rows = await QueryAsync(sql, cancellation);
        var list = new List<T>();
        while (await rows.ReadAsync(cancellation))
            list.Add(make(rows));
        return list;
    }

    /// <summary>Nothing but one read is made of it: the whole of what is asked.</summary>
    public bool Alone { get; set; }

    /// <summary>The statement that follows is the last of its read: where it is the first as well, and the read is <see cref="Alone"/>, it needs no transaction around it.</summary>
    public virtual void Last()
    {
    }

    /// <summary>Ends what is being read when nobody waits for it any more; where the driver does so by itself there is nothing to do.</summary>
    public virtual void EndWith(CancellationToken caller)
    {
    }

    public abstract ValueTask DisposeAsync();
}

/// <summary>A session that may write. What is not committed is rolled back when it is disposed.</summary>
internal abstract class WriteSession(Store store, DbConnection connection, long tenant) : Session(store, connection)
{
    public long Tenant { get; } = tenant;

    /// <summary>The tenant's dynamic lists, once this transaction has asked for them.</summary>
    public DynamicLists? DynamicLists { get; set; }

    /// <summary>Writes rows that are known to be new.</summary>
    public abstract Task InsertAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation);

    /// <summary>Writes contacts that are known to be new, each with its search tokens as its last value.</summary>
    public abstract Task InsertContactsAsync(IReadOnlyList<object?[]> rows, CancellationToken cancellation);

    /// <summary>Deletes rows, each named by all columns of <paramref name="table"/>.</summary>
    public abstract Task DeleteAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation);

    /// <summary>Writes contacts that are there, each once: as it was and as it will be, the search tokens as its last value: null where search knows it well already.</summary>
    public abstract Task UpdateContactsAsync(IReadOnlyList<(object?[] Before, object?[] After)> rows, CancellationToken cancellation);

    /// <summary>Replaces what search knows of contacts: the tokens beside each id.</summary>
    public abstract Task IndexAsync(IReadOnlyList<(Guid Contact, string Tokens)> contacts, CancellationToken cancellation);

    /// <summary>Deletes the rows of some contacts and what search knows of them, for good.</summary>
    public abstract Task ForgetAsync(IReadOnlyCollection<Guid> contacts, CancellationToken cancellation);

    /// <summary>Adds to kept counts in the order that is given, which is that of their keys: two transactions never wait for each other crosswise.</summary>
    public abstract Task AddCountsAsync(IReadOnlyList<CountDelta> deltas, long seq, CancellationToken cancellation);

    /// <summary>A number that no reader of changed counts has passed yet when this transaction commits.</summary>
    public abstract Task<long> ChangeSeqAsync(CancellationToken cancellation);

    public abstract Task CommitAsync(CancellationToken cancellation);
}
