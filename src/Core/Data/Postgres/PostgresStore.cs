using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CrmContacts.Core.Data.Postgres;

/// <summary>Past one machine: PostgreSQL.</summary>
internal sealed class PostgresStore : Store
{
    private readonly NpgsqlDataSource _source;

    public PostgresStore(string connectionString, TimeProvider clock) : base(new PostgresDialect(), clock)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.MaxAutoPrepare == 0)
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (200, 2);
        _source = NpgsqlDataSource.Create(builder);
    }

    public override async Task OpenAsync(bool migrate, CancellationToken cancellation)
    {
        if (migrate)
            await MigrateAsync(cancellation);
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await BeginAgainWhenMovedAsync(connection, cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO crm_store (one, epoch, seq) VALUES (1, @p0, 1) ON CONFLICT (one) DO NOTHING;
            SELECT epoch FROM crm_store
            """;
        command.Parameters.AddWithValue("p0", Ids.New(Clock.Now()));
        Epoch = (Guid)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// A dump that was put into another cluster names transactions which that one has not come to: readers would look through them with
    /// every read, and clients hold versions of another life. A row that is seen was written by a transaction below its snapshot's end.
    /// </summary>
    private async Task BeginAgainWhenMovedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string end = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
        const string moved = $"EXISTS (SELECT 1 FROM crm_tenants t WHERE (SELECT max(h.seq) FROM crm_count_changes h WHERE h.tenant = t.tenant) >= {end})";
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        // One node after the other: no tenant's locks are below zero.
        command.CommandText = $"""
            SELECT pg_advisory_xact_lock(-1);
            UPDATE crm_store SET epoch = @p0 WHERE {moved};
            UPDATE crm_counts SET changed_seq = 0 WHERE changed_seq >= {end} AND {moved};
            UPDATE crm_revocations SET changed_seq = 0 WHERE changed_seq >= {end} AND {moved};
            DELETE FROM crm_count_changes WHERE seq >= {end} AND {moved}
            """;
        command.Parameters.AddWithValue("p0", Ids.New(Clock.Now()));
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public override async ValueTask<Session> ReadAsync(CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
            return new PostgresReadSession(this, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override async ValueTask<WriteSession> BeginWriteAsync(long tenant, WriteKind kind, WriteLane lane, CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            var session = new PostgresWriteSession(this, connection, transaction, tenant);
            await session.LockTenantAsync(kind, cancellation);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override bool OneHost => false;

    /// <summary>Others wait only for the rows that a batch changes.</summary>
    public override TimeSpan BatchTime => TimeSpan.FromMilliseconds(400);

    public override CrmContext NewContext()
    {
        var options = new DbContextOptionsBuilder<PostgresCrmContext>()
            .UseNpgsql(_source, npgsql => npgsql.MigrationsHistoryTable("crm_migrations"))
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        return new PostgresCrmContext(options.Options);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
