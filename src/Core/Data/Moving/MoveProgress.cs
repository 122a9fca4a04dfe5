using System.Data;
using CrmContacts.Core.Errors;
using Npgsql;

namespace CrmContacts.Core.Data.Moving;

/// <summary>
/// What a move that is not over leaves in the target: which life of which source it copies. How far it is the rows themselves say. While it is there no host
/// opens the store.
/// </summary>
internal static class MoveProgress
{
    /// <summary>No tenant's locks are below zero, and -1 is taken.</summary>
    private const long Key = -2;

    private const string There = "SELECT to_regclass('crm_migrate_progress') IS NOT NULL";

    /// <exception cref="CrmException">A move into this store is not over.</exception>
    public static async Task DemandNoneAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = There;
        if (await command.ExecuteScalarAsync(cancellation) is true)
            throw new CrmException(ErrorCode.Unavailable, "A store is being moved into this database, and not all of it is here yet. Run the same crm migrate again: it goes on where it stopped.");
    }

    /// <summary>Holds off a second move until it is disposed, or the connection is cut.</summary>
    /// <exception cref="CrmException">Another one is at it.</exception>
    public static async Task<IAsyncDisposable> LockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_try_advisory_lock({Key})";
        if (await command.ExecuteScalarAsync(cancellation) is not true)
            throw new CrmException(ErrorCode.Unavailable, "Another crm migrate is writing into this database. Wait for its end.");
        return new Held(connection);
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        /// <summary>Said, not left to the end of the connection: the pool keeps that, and the server notices an end a while later.</summary>
        public async ValueTask DisposeAsync()
        {
            if (connection.State != ConnectionState.Open)
                return;
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_advisory_unlock({Key})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>The life of the source that was being copied when a move stopped; null where none was begun.</summary>
    public static async Task<Guid?> FindAsync(NpgsqlDataSource target, CancellationToken cancellation)
    {
        await using (var there = target.CreateCommand(There))
        {
            if (await there.ExecuteScalarAsync(cancellation) is not true)
                return null;
        }

        await using var command = target.CreateCommand("SELECT source_epoch FROM crm_migrate_progress");
        return (Guid?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Begins one, or begins it anew: what is there of the tables goes, in the same transaction.</summary>
    public static async Task BeginAsync(NpgsqlDataSource target, Guid source, IEnumerable<string> tables, CancellationToken cancellation)
    {
        await using var connection = await target.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"""
            CREATE TABLE IF NOT EXISTS crm_migrate_progress (one int PRIMARY KEY CHECK (one = 1), source_epoch uuid NOT NULL);
            INSERT INTO crm_migrate_progress (one, source_epoch) VALUES (1, @p0) ON CONFLICT (one) DO UPDATE SET source_epoch = excluded.source_epoch;
            TRUNCATE {string.Join(", ", tables)}
            """;
        command.Parameters.AddWithValue("p0", source);
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Everything is there and was compared: hosts may open it.</summary>
    public static async Task EndAsync(NpgsqlDataSource target, CancellationToken cancellation)
    {
        await using var command = target.CreateCommand("DROP TABLE crm_migrate_progress");
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
