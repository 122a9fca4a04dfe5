using System.Collections.Concurrent;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Lists.Dynamic;
using Microsoft.EntityFrameworkCore;

namespace CrmContacts.Core.Data;

/// <summary>Who waits for the right to write first.</summary>
internal enum WriteLane { Interactive, Background }

/// <summary>What a transaction is going to do; PostgreSQL takes its locks of the tenant by it.</summary>
internal enum WriteKind { Contacts, ImportBatch, ListDefinition }

/// <summary>One of the two databases.</summary>
internal abstract class Store(Dialect dialect, TimeProvider clock) : IAsyncDisposable
{
    public Dialect Dialect { get; } = dialect;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Names the store's life, see <see cref="Counts.CountSnapshot"/>.</summary>
    public Guid Epoch { get; protected set; }

    /// <summary>The dynamic lists of its tenants, compiled.</summary>
    public DynamicListMemory DynamicLists { get; } = new();

    /// <summary>Imports of this node that wait because the store itself takes nothing, and why: it could not be written there.</summary>
    public ConcurrentDictionary<Guid, string> PausedRuns { get; } = new();

    /// <summary>Up to so many contacts of a tenant a dynamic list is counted by the transaction that defines it: some ten milliseconds.</summary>
    public long ListsCountedAtOnce { get; set; } = 10_000;

    /// <summary>Hears every statement: tests count them.</summary>
    public event Action<string>? Statement;

    /// <summary>The same with the values: tests ask for their plans.</summary>
    public event Action<string, object?[]>? StatementWithArgs;

    public void Tell(string sql) => Statement?.Invoke(sql);

    public void Tell(string sql, ReadOnlySpan<object?> args)
    {
        Statement?.Invoke(sql);
        StatementWithArgs?.Invoke(sql, args.ToArray());
    }

    /// <summary>Hears the migrations that are about to be applied.</summary>
    public event Action<IReadOnlyList<string>>? Migrating;

    /// <summary>Opens the store and brings its schema up to date.</summary>
    public abstract Task OpenAsync(bool migrate, CancellationToken cancellation);

    public abstract ValueTask<Session> ReadAsync(CancellationToken cancellation);

    /// <summary>Waits for the right to write, and begins.</summary>
    public async ValueTask<WriteSession> WriteAsync(long tenant, WriteKind kind, WriteLane lane, CancellationToken cancellation)
    {
        var asked = System.Diagnostics.Stopwatch.GetTimestamp();
        var session = await BeginWriteAsync(tenant, kind, lane, cancellation);
        WriterWait.Ended(lane, asked);
        return session;
    }

    protected abstract ValueTask<WriteSession> BeginWriteAsync(long tenant, WriteKind kind, WriteLane lane, CancellationToken cancellation);

    /// <summary>
    /// Carries out what is one transaction and tells nobody before it is committed; again, a few times, where the database took it back for another's sake.
    /// Who holds rows of contacts needs it; who begins with <see cref="WriteKind.ListDefinition"/> is alone in the tenant and waits for nobody.
    /// </summary>
    public virtual Task<T> AgainAsync<T>(Func<Task<T>> transaction, CancellationToken cancellation) => transaction();

    /// <summary>Carries out what reads once, or writes what may be written twice; again, a few times, where the connection was cut.</summary>
    public virtual Task<T> ReadAgainAsync<T>(Func<Task<T>> read, CancellationToken cancellation) => read();

    /// <summary>True when no other process has the store open.</summary>
    public abstract bool OneHost { get; }

    /// <summary>How long a batch of an import may hold what others may be waiting for.</summary>
    public abstract TimeSpan BatchTime { get; }

    /// <summary>How many chunks of rows all imports together read ahead of what is written.</summary>
    public abstract int ChunksAhead { get; }

    /// <summary>A context of EF Core on a connection of its own.</summary>
    public abstract CrmContext NewContext();

    /// <summary>So many rows of an import have come in: what the database knows of its tables may be another matter now.</summary>
    public virtual Task GrownAsync(int rows, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Tidies what must not be tidied in a request; called every half second.</summary>
    public virtual Task TidyAsync(CancellationToken cancellation) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    protected async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var context = NewContext();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count == 0)
            return;
        Migrating?.Invoke(pending);
        context.Database.SetCommandTimeout(TimeSpan.FromHours(24));
        await context.Database.MigrateAsync(cancellation);
    }

    /// <exception cref="CrmException">The schema is older than this program. A newer one is not refused: a new version widens it before the old one goes.</exception>
    protected async Task DemandMigratedAsync(CancellationToken cancellation)
    {
        await using var context = NewContext();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count > 0)
            throw new CrmException(ErrorCode.Unavailable, $"The database lacks {pending.Count} migrations of this version, from {pending[0]} on. Run crm migrate-schema, or set Crm:MigrateOnStart to true, and start again.");
    }
}
