using CrmContacts.Core;
using CrmContacts.Core.Directory;
using Microsoft.Extensions.Hosting;

namespace CrmContacts.Startup;

/// <summary>Opens the store before anything is served.</summary>
internal sealed class StoreService(CrmContactsOptions options, CrmStore store, ITenantDirectory tenants) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        Settings.Demand(options);
        await OpenAsync(options, store, tenants, cancellationToken);
    }

    /// <summary>What a verb of the operator needs, too: the store, and the tenants of the settings.</summary>
    internal static async Task OpenAsync(CrmContactsOptions options, CrmStore store, ITenantDirectory tenants, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(options.DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await store.StartAsync(cancellation);
        foreach (var (slug, tenant) in options.Tenants)
            await tenants.UpsertAsync(new Tenant(slug, tenant.Name ?? slug, tenant.DefaultCountry, tenant.TimeZone, tenant.AllowedOrigins), cancellation);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
