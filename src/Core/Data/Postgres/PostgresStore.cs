using System.Data.Common;
using CrmContacts.Core.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CrmContacts.Core.Data.Postgres;

/// <summary>Past one machine: PostgreSQL.</summary>
internal sealed class PostgresStore : Store
{
    private readonly NpgsqlDataSource _source;
    private readonly Growth _growth;

    /// <param name="connectionString">Where it is, and how large the pool is; what it says of a command's time goes before <paramref name="statementTimeout"/>.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="statementTimeout">How long a statement may take before it is given up.</param>
    public PostgresStore(string connectionString, TimeProvider clock, TimeSpan statementTimeout) : base(new PostgresDialect(), clock)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.MaxAutoPrepare == 0)
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (200, 2);
        // The driver's own builder says that it has every key there is.
        var said = new DbConnectionStringBuilder { ConnectionString = builder.ConnectionString };
        if (!said.ContainsKey("Command Timeout"))
            builder.CommandTimeout = (int)statementTimeout.TotalSeconds;
        // Eight statements before each use of a connection, to undo what nothing of ours leaves behind: what we set ends with its transaction.
        if (!said.ContainsKey("No Reset On Close"))
            builder.NoResetOnClose = true;
        _source = NpgsqlDataSource.Create(builder);
        _growth = new Growth(_source);
    }

    /// <summary>Connections for statements that are transactions of their own.</summary>
    internal NpgsqlDataSource Source => _source;

    /// <summary>Opened by the one who is filling it: <see cref="Moving.StoreMove"/>.</summary>
    internal bool MovesIn { get; set; }

    /// <summary>Carries signals to the store's other nodes.</summary>
    public INodeWire Wire => new NotifyWire(_source);

    public override async Task OpenAsync(bool migrate, CancellationToken cancellation)
    {
        if (migrate)
            await MigrateAsync(cancellation);
        else
            await DemandMigratedAsync(cancellation);
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        if (!MovesIn)
            await Moving.MoveProgress.DemandNoneAsync(connection, cancellation);
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

    public override async ValueTask<Session> ReadAsync(CancellationToken cancellation) =>
        new PostgresReadSession(this, await Retries.AgainAsync(Clock, Retries.IsCut, () => _source.OpenConnectionAsync(cancellation).AsTask(), cancellation));

    protected override async ValueTask<WriteSession> BeginWriteAsync(long tenant, WriteKind kind, WriteLane lane, CancellationToken cancellation) =>
        await Retries.AgainAsync(Clock, Retries.IsCut, () => BeginWriteAsync(tenant, kind, cancellation), cancellation);

    private async Task<WriteSession> BeginWriteAsync(long tenant, WriteKind kind, CancellationToken cancellation)
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

    public override Task<T> AgainAsync<T>(Func<Task<T>> transaction, CancellationToken cancellation) =>
        Retries.AgainAsync(Clock, Retries.IsTakenBack, transaction, cancellation);

    public override Task<T> ReadAgainAsync<T>(Func<Task<T>> read, CancellationToken cancellation) =>
        Retries.AgainAsync(Clock, Retries.IsCut, read, cancellation);

    public override Task GrownAsync(int rows, CancellationToken cancellation) => _growth.ByAsync(rows, cancellation);

    public override bool OneHost => false;

    /// <summary>Others wait only for the rows that a batch changes.</summary>
    public override TimeSpan BatchTime => TimeSpan.FromMilliseconds(400);

    public override int ChunksAhead => 64;

    public override CrmContext NewContext()
    {
        var options = new DbContextOptionsBuilder<PostgresCrmContext>()
            .UseNpgsql(_source, npgsql => npgsql.MigrationsHistoryTable("crm_migrations"))
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        return new PostgresCrmContext(options.Options);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
