using CrmContacts.Access;
using CrmContacts.Assets;
using CrmContacts.Core;
using CrmContacts.Embedding;
using CrmContacts.GraphQL;
using CrmContacts.QueryPage;
using CrmContacts.Realtime;
using CrmContacts.Rest;
using CrmContacts.Startup;
using CrmContacts.Verifying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CrmContacts;

/// <summary>The plugin's two doors: register it, map it. Nothing of the host changes but what is mapped below the prefix.</summary>
public static class CrmContactsSetup
{
    /// <summary>Adds CrmContacts with the host's configuration and content root.</summary>
    public static TBuilder AddCrmContacts<TBuilder>(this TBuilder builder, Action<CrmContactsOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddCrmContacts(builder.Configuration, options =>
        {
            configure?.Invoke(options);
            options.DataDirectory = Path.Combine(builder.Environment.ContentRootPath, options.DataDirectory);
            if (options.StagedDirectory is { } staged)
                options.StagedDirectory = Path.Combine(builder.Environment.ContentRootPath, staged);
        });
        return builder;
    }

    /// <summary>Adds CrmContacts. <paramref name="configure"/> has the last word over <paramref name="configuration"/>.</summary>
    public static IServiceCollection AddCrmContacts(this IServiceCollection services, IConfiguration configuration, Action<CrmContactsOptions>? configure = null)
    {
        // Before the host's own services, which may want to read, write or import while they start.
        services.AddHostedService<StoreService>();
        services.AddHostedService<ImportService>();
        services.AddHostedService<VerifySchedule>();
        var options = Settings.Read(configuration);
        configure?.Invoke(options);
        options.DataDirectory = Path.GetFullPath(options.DataDirectory);

        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        var core = new CrmCoreOptions
        {
            Database = options.Database,
            ConnectionString = options.ConnectionString,
            DataDirectory = options.DataDirectory,
            StatementTimeoutSeconds = options.StatementTimeoutSeconds,
            StagedFiles = options.StagedFiles,
            StagedDirectory = options.StagedDirectory is { } staged ? Path.GetFullPath(staged) : null,
            MigrateOnStart = options.MigrateOnStart ?? (options.Demo || options.Database == "sqlite"),
            MaxFileBytes = options.MaxFileBytes,
            CsvLimits = new() { Columns = options.MaxFileColumns, Rows = options.MaxFileRows, FieldBytes = options.MaxCellBytes },
            Import = options.Import,
            Limits = options.Limits,
        };
        services.AddCrmCore(core);
        services.TryAddSingleton(core);
        services.AddCrmGraphQL();
        services.AddCrmRest(new CrmRestOptions { MaxFileBytes = options.MaxFileBytes });
        services.AddCrmRealtime(options.Redis);
        services.AddCrmAccess();
        return services;
    }

    /// <summary>Maps the API, the hub and the widget's files below <paramref name="prefix"/> (<c>"/crm"</c>; none by default).</summary>
    /// <exception cref="CrmSetupException">The settings do not allow a start; it says what to set.</exception>
    /// <returns>A builder for conventions on all of it, such as <c>RequireHost</c>.</returns>
    public static IEndpointConventionBuilder MapCrmContacts(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        // Told while the host is put together, ahead of its own log of a failed start.
        Settings.Demand(endpoints.ServiceProvider.GetRequiredService<CrmContactsOptions>());
        var plugin = endpoints.MapGroup(prefix);
        plugin.MapWidget();
        plugin.MapEmbed();
        plugin.Guarded(RefusalForm.Problem).MapCrmRest();
        plugin.WithQueryPage().Guarded(RefusalForm.GraphQL).WithPreflight("/graphql").MapCrmGraphQL("/graphql");
        plugin.Guarded(RefusalForm.Hub).MapCrmHub("/hubs/crm");
        return plugin;
    }
}
