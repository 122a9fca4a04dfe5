using System.Data.Common;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Data.Sqlite;

internal sealed class SqliteReadSession : Session
{
    private readonly SqliteStore _store;
    private readonly SqliteLink _link;
    private CancellationTokenRegistration _ending;

    public SqliteReadSession(SqliteStore store, SqliteLink link) : base(store, link.Connection)
    {
        (_store, _link) = (store, link);
        Begin("BEGIN");
    }

    protected override DbCommand Prepare(string sql, int parameters) => _link.Prepare(sql, parameters);

    private void Begin(string sql) => _link.Prepare(sql, 0).ExecuteNonQuery();

    /// <summary>The driver runs a statement to its end, whoever has gone meanwhile: a count of a million would go on beside those that are waited for.</summary>
    public override void EndWith(CancellationToken caller) =>
        _ending = caller.UnsafeRegister(static link => SQLitePCL.raw.sqlite3_interrupt(((SqliteLink)link!).Connection.Handle), _link);

    public override ValueTask DisposeAsync()
    {
        // Waits for one that is just being told: the connection is another's next.
        _ending.Dispose();
        Begin("COMMIT");
        _store.GiveBack(_link);
        return ValueTask.CompletedTask;
    }
}

internal sealed class SqliteWriteSession : WriteSession
{
    private readonly SqliteStore _store;
    private readonly SqliteLink _link;
    private bool _open;

    public SqliteWriteSession(SqliteStore store, SqliteLink link, long tenant) : base(store, link.Connection, tenant)
    {
        (_store, _link) = (store, link);
        _link.Prepare("BEGIN IMMEDIATE", 0).ExecuteNonQuery();
        _open = true;
    }

    protected override DbCommand Prepare(string sql, int parameters) => _link.Prepare(sql, parameters);

    public override Task InsertAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation) =>
        EachAsync(table.InsertSql, table.Columns.Length, rows);

    public override Task DeleteAsync(Table table, IReadOnlyList<object?[]> rows, CancellationToken cancellation) =>
        EachAsync(table.DeleteSql, table.Columns.Length, rows);

    private Task EachAsync(string sql, int values, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;
        var statement = Rows(sql, values);
        foreach (var row in rows)
            statement.Run(row);
        return Task.CompletedTask;
    }

    /// <summary>The row's number is known as soon as it is in: its tokens follow under it.</summary>
    public override Task InsertContactsAsync(IReadOnlyList<object?[]> rows, CancellationToken cancellation)
    {
        const string search = "INSERT INTO crm_search (rowid, tokens) VALUES (@p0, @p1)";
        if (rows.Count == 0)
            return Task.CompletedTask;
        var contact = Rows(ContactTable.Plain.InsertSql, ContactTable.Plain.Columns.Length);
        var tokens = Rows(search, 2);
        foreach (var row in rows)
        {
            contact.Run(row);
            tokens.Run(SQLitePCL.raw.sqlite3_last_insert_rowid(_link.Connection.Handle), (string)row[^1]!);
        }

        return Task.CompletedTask;
    }

    /// <summary>Sets what changes only: an index on a column that is set is written anew, whatever the value.</summary>
    public override Task UpdateContactsAsync(IReadOnlyList<(object?[] Before, object?[] After)> rows, CancellationToken cancellation)
    {
        const string search = "INSERT OR REPLACE INTO crm_search (rowid, tokens) VALUES (@p0, @p1)";
        foreach (var (before, after) in rows)
        {
            var number = Rows(ContactTable.UpdateOf(before, after) + " RETURNING row_no", ContactTable.Plain.Columns.Length).Run(after);
            if (after[^1] is string tokens)
                Rows(search, 2).Run(number, tokens);
        }

        return Task.CompletedTask;
    }

    private SqliteRows Rows(string sql, int values)
    {
        Store.Tell(sql);
        return _link.Rows(sql, values);
    }

    public override Task IndexAsync(IReadOnlyList<(Guid Contact, string Tokens)> contacts, CancellationToken cancellation)
    {
        const string sql = "INSERT OR REPLACE INTO crm_search (rowid, tokens) SELECT row_no, @p2 FROM crm_contacts WHERE tenant = @p0 AND id = @p1";
        if (contacts.Count == 0)
            return Task.CompletedTask;
        Store.Tell(sql);
        var command = _link.Prepare(sql, 3);
        command.Parameters[0].Value = Tenant;
        foreach (var (contact, tokens) in contacts)
        {
            command.Parameters[1].Value = Dialect.Encode(contact);
            command.Parameters[2].Value = tokens;
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public override async Task ForgetAsync(IReadOnlyCollection<Guid> contacts, CancellationToken cancellation)
    {
        foreach (var chunk in contacts.Chunk(512))
        {
            object[] ids = [.. chunk.Cast<object>()];
            var search = new SqlText();
            search.Add($"DELETE FROM crm_search WHERE rowid IN (SELECT row_no FROM crm_contacts WHERE tenant = {search.Arg(Tenant)} AND {Dialect.In("id", ids, search)})");
            await ExecuteAsync(search, cancellation);
            var rows = new SqlText();
            rows.Add($"DELETE FROM crm_contacts WHERE tenant = {rows.Arg(Tenant)} AND {Dialect.In("id", ids, rows)}");
            await ExecuteAsync(rows, cancellation);
        }
    }

    public override Task AddCountsAsync(IReadOnlyList<CountDelta> deltas, long seq, CancellationToken cancellation)
    {
        const string sql =
            """
            INSERT INTO crm_counts AS k (tenant, scope, scope_id, bucket, count, version, changed_seq) VALUES (@p0, @p1, @p2, @p3, @p4, 1, @p5)
            ON CONFLICT (tenant, scope, scope_id, bucket) DO UPDATE SET count = k.count + excluded.count, version = k.version + 1, changed_seq = excluded.changed_seq
            """;
        var add = Rows(sql, 6);
        foreach (var (scope, id, bucket, by) in deltas)
            add.Run([Tenant, (long)scope, id, bucket, by, seq]);
        return Task.CompletedTask;
    }

    public override Task<long> ChangeSeqAsync(CancellationToken cancellation) =>
        ScalarAsync<long>("UPDATE crm_store SET seq = seq + 1 RETURNING seq", [], cancellation);

    public override Task CommitAsync(CancellationToken cancellation)
    {
        _link.Prepare("COMMIT", 0).ExecuteNonQuery();
        _open = false;
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        try
        {
            // A failed COMMIT, or a full disk, may have rolled back already.
            if (_open && SQLitePCL.raw.sqlite3_get_autocommit(_link.Connection.Handle) == 0)
                _link.Prepare("ROLLBACK", 0).ExecuteNonQuery();
        }
        finally
        {
            _store.WriterDone();
        }

        return ValueTask.CompletedTask;
    }
}
