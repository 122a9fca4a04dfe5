using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core;

/// <summary>Where Core keeps its data.</summary>
public sealed class CrmCoreOptions
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Database { get; set; } = "sqlite";

    /// <summary>The store; for SQLite null takes <c>crm.db</c> in the data directory.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>SQLite file, staged uploads, keys.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Apply migrations at start.</summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>The longest file that is taken, in bytes.</summary>
    public long MaxFileBytes { get; set; } = 1L << 30;
}

/// <summary>Registers Core.</summary>
public static class CrmCore
{
    /// <summary>
    /// Adds readers (scoped, sharing one <see cref="Data.Snapshot"/>), writers, the directories and the import runner.
    /// Call <see cref="CrmStore.StartAsync"/> before the first use.
    /// </summary>
    public static IServiceCollection AddCrmCore(this IServiceCollection services, CrmCoreOptions options) => throw new NotImplementedException();
}

/// <summary>The store's life: opened once, before anything reads or writes.</summary>
public sealed class CrmStore : IAsyncDisposable
{
    /// <summary>Opens the store, takes its lock (SQLite: one host a file), applies migrations, and takes up runs that a killed process left.</summary>
    public Task StartAsync(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Runs imports until cancelled; a hosted service calls it.</summary>
    public Task RunImportsAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>True while the store answers.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellation = default) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
