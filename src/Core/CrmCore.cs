using CrmContacts.Core.Accounts;
using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Postgres;
using CrmContacts.Core.Data.Sqlite;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Export;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Nodes;
using CrmContacts.Core.Sessions;
using CrmContacts.Core.Tags;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

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

    /// <summary>Where uploads wait: <c>database</c> (PostgreSQL only: every node reads what any of them received), <c>directory</c>, or <c>auto</c>, the former where it can be.</summary>
    public string StagedFiles { get; set; } = "auto";

    /// <summary>The directory of uploads; null is <c>staged</c> in the data directory. Nodes that share a store share it.</summary>
    public string? StagedDirectory { get; set; }

    /// <summary>How long a statement may take on PostgreSQL before it is given up, in seconds; 0 is for ever.</summary>
    public int StatementTimeoutSeconds { get; set; } = 30;

    /// <summary>Apply migrations at start.</summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>The longest file that is taken, in bytes.</summary>
    public long MaxFileBytes { get; set; } = 1L << 30;

    /// <summary>What a CSV file may hold.</summary>
    public CsvLimits CsvLimits { get; set; } = CsvLimits.Default;

    /// <summary>How much may be staged for one tenant, in bytes.</summary>
    public long MaxStagedBytes { get; set; } = 5L << 30;

    /// <summary>What each tenant may take; what is not said is <see cref="TenantLimits.Default"/>.</summary>
    public TenantLimits Limits { get; set; } = new();

    /// <summary>Limits of imports, and what they may tell.</summary>
    public CrmImportOptions Import { get; set; } = new();
}

/// <summary>Registers Core.</summary>
public static class CrmCore
{
    /// <summary>
    /// Adds readers (scoped, sharing one <see cref="Snapshot"/>), writers, the directories and the import runner.
    /// Call <see cref="CrmStore.StartAsync"/> before the first use.
    /// </summary>
    public static IServiceCollection AddCrmCore(this IServiceCollection services, CrmCoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton(provider => OpenStore(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CrmStore>(p => new(options, p.GetRequiredService<Store>(), p.GetRequiredService<ImportRunner>(), p.GetRequiredService<BulkRunner>(), p.GetRequiredService<ListCounter>(), p.GetRequiredService<Revocations>(), p.GetRequiredService<NodeLine>(), p.GetRequiredService<ILogger<CrmStore>>()));
        services.AddSingleton<Recurring>(p => new(p.GetRequiredService<Store>()));
        services.AddSingleton<FairShares>(p => new(options.Limits, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CrmEvents>();
        services.AddSingleton<NodeLine>(p => new(
            p.GetRequiredService<Store>(), WireOf(p), p.GetRequiredService<ITenantDirectory>(), p.GetRequiredService<CrmEvents>, p.GetRequiredService<Revocations>, p.GetRequiredService<ILogger<NodeLine>>()));
        services.AddSingleton<ICrmListener>(p => p.GetRequiredService<NodeLine>());
        services.TryAddSingleton<ITenantDirectory>(p => new TenantDirectory(p.GetRequiredService<Store>()));
        services.TryAddSingleton<IAgentDirectory>(p => new AgentDirectory(p.GetRequiredService<Store>()));
        services.AddSingleton<CallWriter>(p => new(p.GetRequiredService<IAgentDirectory>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<Revocations>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<ITenantDirectory>(), p.GetRequiredService<CrmEvents>(), p.GetRequiredService<ILogger<Revocations>>()));
        services.AddSingleton<CountReader>(p => new(p.GetRequiredService<Store>()));
        services.AddSingleton<CountVerifier>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<CrmEvents>(), p.GetRequiredService<ILogger<CountVerifier>>()));

        services.AddScoped<Snapshot>(p => new(p.GetRequiredService<Store>()));
        services.AddScoped<ContactReader>();
        services.AddScoped<CallerReader>();
        services.AddScoped<AlphabetReader>();
        services.AddScoped<ListReader>();
        services.AddScoped<TagReader>();
        services.AddScoped<AccountReader>();
        services.AddScoped<CustomFieldReader>();
        services.AddScoped<ActivityReader>();
        services.AddScoped<InteractionReader>();
        services.AddScoped<HistoryReader>();
        services.AddScoped<DirectoryReader>();
        services.AddSingleton<ExportReader>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<ILogger<ExportReader>>()));

        services.AddSingleton<ContactWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<IAgentDirectory>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<ActivityWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<InteractionWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<ListWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<ListCopyWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<CustomFieldWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<CrmEvents>()));
        services.AddSingleton<ListSignals>();
        services.AddSingleton<ICrmListener>(p => p.GetRequiredService<ListSignals>());
        services.AddSingleton<ListCounter>();
        services.AddSingleton<BulkSignals>();
        services.AddSingleton<BulkStore>(p => new(p.GetRequiredService<Store>()));
        services.AddSingleton<ContactPurge>(p => new(p.GetRequiredService<Store>()));
        services.AddSingleton<BulkRunner>();
        services.AddSingleton<BulkWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<IAgentDirectory>(), p.GetRequiredService<CrmEvents>(), p.GetRequiredService<BulkSignals>()));
        services.AddSingleton<AccountWriter>(p => new(p.GetRequiredService<Store>(), p.GetRequiredService<BulkWriter>()));
        services.AddImports();
        return services;
    }

    /// <summary>The host's wire, else PostgreSQL's; a store with one host has nobody to tell.</summary>
    private static INodeWire? WireOf(IServiceProvider services) =>
        services.GetRequiredService<Store>() is PostgresStore store ? services.GetService<INodeWire>() ?? store.Wire : null;

    internal static Store OpenStore(CrmCoreOptions options, TimeProvider clock) => options.Database switch
    {
        "sqlite" => new SqliteStore(options.ConnectionString ?? $"Data Source={Path.Combine(options.DataDirectory, "crm.db")}", clock),
        "postgres" => new PostgresStore(options.ConnectionString ?? throw new ArgumentException("Crm:Database is postgres: set ConnectionStrings:Crm."), clock, TimeSpan.FromSeconds(options.StatementTimeoutSeconds)),
        _ => throw new ArgumentException($"Crm:Database is '{options.Database}'; it must be sqlite or postgres."),
    };
}
