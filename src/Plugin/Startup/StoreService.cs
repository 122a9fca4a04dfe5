using CrmContacts.Core;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using Microsoft.Extensions.Hosting;

namespace CrmContacts.Startup;

/// <summary>Opens the store before anything is served.</summary>
internal sealed class StoreService(CrmContactsOptions options, CrmStore store, ITenantDirectory tenants) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        Settings.Demand(options);
        try
        {
            await OpenAsync(options, store, tenants, cancellationToken);
        }
        catch (CrmException refusal) when (refusal.Code == ErrorCode.Unavailable)
        {
            // In use by another host, of an older schema, half moved in: the operator reads what to do, and no trace of calls.
            throw new CrmSetupException(refusal.Message);
        }
    }

    /// <summary>What a verb of the operator needs, too: the store, and the tenants of the settings.</summary>
    internal static async Task OpenAsync(CrmContactsOptions options, CrmStore store, ITenantDirectory tenants, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(options.DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await store.StartAsync(cancellation);
        foreach (var (slug, tenant) in options.Tenants)
            await tenants.UpsertAsync(new Tenant(slug, tenant.Name ?? slug, tenant.DefaultCountry, tenant.TimeZone, tenant.AllowedOrigins) { Limits = tenant.Limits }, cancellation);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
