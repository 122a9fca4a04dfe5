using Npgsql;

namespace CrmContacts.Core.Data.Postgres;

/// <summary>
/// What is tried again, a few times and briefly, and only at the edge of a transaction: its beginning, when the connection that the pool gave
/// was cut before anything was asked; and the whole of it, when the server took it back for another's sake. Nothing is tried again in the middle, nor a
/// commit of which nobody knows how it ended. What lasts longer is told as <c>unavailable</c>, and who works in the background waits for it.
/// </summary>
internal static class Retries
{
    private const int Most = 4;

    /// <summary>The connection was cut, or was none: the server starts again, or is away. A statement that took too long is not.</summary>
    public static bool IsCut(Exception fault) => fault switch
    {
        PostgresException told => told.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            || told.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { IsTransient: true, InnerException: not TimeoutException } => true,
        _ => false,
    };

    /// <summary>The server rolled the transaction back: another one waited for it crosswise, or wrote what it read.</summary>
    public static bool IsTakenBack(Exception fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Does it, and again after a fault that <paramref name="passes"/>; the last one is thrown.</summary>
    public static async Task<T> AgainAsync<T>(TimeProvider clock, Func<Exception, bool> passes, Func<Task<T>> attempt, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception fault) when (tries < Most && passes(fault) && !cancellation.IsCancellationRequested)
            {
                // 20, 80, 320 ms at most, drawn, so that those who met do not meet again.
                await Task.Delay(TimeSpan.FromMilliseconds(5 * Math.Pow(4, tries) * (0.5 + (Random.Shared.NextDouble() / 2))), clock, cancellation);
            }
        }
    }
}
