using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrmContacts.Core.Errors;

/// <summary>Faults of the machine that pass: a disk without space, a store that does not answer. What was being written was not.</summary>
public static class StoreFaults
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteInterrupted = 9;
    private const int SqliteFull = 13;
    private const int NoSpaceOnLinux = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>What to tell of <paramref name="fault"/>, as <see cref="ErrorCode.StorageFull"/> or <see cref="ErrorCode.Unavailable"/>; null when it is another kind of fault.</summary>
    public static CrmException? Explain(Exception fault) => fault switch
    {
        CrmException { Code: ErrorCode.StorageFull or ErrorCode.Unavailable } told => told,
        SqliteException { SqliteErrorCode: SqliteFull } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Full(),
        IOException { HResult: NoSpaceOnLinux or NoSpaceOnWindows } => Full(),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteInterrupted } => Away(),
        DbException { IsTransient: true } => Away(),
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };

    /// <summary>Asks when such a fault may have passed, and on until it has: who works in the background waits.</summary>
    /// <param name="clock">Of the store.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="told">Hears of each fault meanwhile.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task<T> OutlastAsync<T>(TimeProvider clock, Func<Task<T>> ask, Action<Exception> told, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Pause, clock, cancellation);
            try
            {
                return await ask();
            }
            catch (Exception fault) when (Explain(fault) is not null && !cancellation.IsCancellationRequested)
            {
                told(fault);
            }
        }
    }

    private static CrmException Full() => new(ErrorCode.StorageFull, "The server's disk is full: nothing was written. Try again when there is space.");

    private static CrmException Away() => new(ErrorCode.Unavailable, "The store does not answer at the moment: nothing was written. Try again.");
}
