using CrmContacts.Core;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>
/// Core on a fresh store of one engine, with the tenants <c>acme</c> and <c>globex</c> and their agents:
/// <code>await using var store = await TestStore.StartAsync(engine);</code>
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly CancellationTokenSource _ending = new();
    private readonly TenantRule _tenants = new();
    private Task _imports = Task.CompletedTask;

    private TestStore(Engine engine, CrmCoreOptions options, ServiceProvider provider) =>
        (Engine, Options, _provider) = (engine, options, provider);

    public Engine Engine { get; }

    public CrmCoreOptions Options { get; }

    /// <summary>Core's services; readers are scoped, so take them from <see cref="Scope"/>.</summary>
    public IServiceProvider Services => _provider;

    public Tenant Acme { get; private set; } = null!;

    public Tenant Globex { get; private set; } = null!;

    /// <summary>The agents of the demo, as viewers.</summary>
    public Viewers Viewers { get; private set; } = null!;

    /// <summary>Opens a fresh store.</summary>
    /// <param name="engine">Which database.</param>
    /// <param name="runImports">Whether runs that are queued are carried out in the background.</param>
    /// <param name="configure">Adds or replaces services: a clock, a listener.</param>
    public static async Task<TestStore> StartAsync(Engine engine, bool runImports = false, Action<IServiceCollection>? configure = null)
    {
        var options = await StoreTemplates.FreshAsync(engine, TestFolder.Create("store-"));
        return await OpenAsync(engine, options, runImports, configure);
    }

    /// <summary>Opens the store that <paramref name="options"/> name, as a process that starts again does.</summary>
    public static async Task<TestStore> OpenAsync(
        Engine engine, CrmCoreOptions options, bool runImports = false, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddLogging();
        configure?.Invoke(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddCrmCore(options);
        var store = new TestStore(engine, options, services.BuildServiceProvider(validateScopes: true));
        await store.BeginAsync(runImports);
        return store;
    }

    /// <summary>A scope: one request, one snapshot.</summary>
    public AsyncServiceScope Scope() => _provider.CreateAsyncScope();

    /// <summary>Asks a reader or writer in a scope of its own, so that it sees the newest state.</summary>
    public async Task<TAnswer> AskAsync<TDoor, TAnswer>(Func<TDoor, Task<TAnswer>> ask)
        where TDoor : notnull
    {
        await using var scope = Scope();
        return await ask(scope.ServiceProvider.GetRequiredService<TDoor>());
    }

    /// <summary>Closes the store. A store on SQLite can be opened again with the same options.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _imports;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        await _provider.DisposeAsync();
        _ending.Dispose();
        _tenants.Assert();
    }

    private async Task BeginAsync(bool runImports)
    {
        _provider.GetRequiredService<Store>().Statement += _tenants.Hear;
        var core = _provider.GetRequiredService<CrmStore>();
        await core.StartAsync();
        var tenants = _provider.GetRequiredService<ITenantDirectory>();
        Acme = await tenants.UpsertAsync(new Tenant("acme", "Acme", "US", "America/New_York", []));
        Globex = await tenants.UpsertAsync(new Tenant("globex", "Globex", "DE", "Europe/Berlin", []));
        Viewers = new Viewers(Acme, Globex);
        var agents = _provider.GetRequiredService<IAgentDirectory>();
        await agents.UpsertAsync(Acme, Viewers.AcmeAgents, Viewers.AcmeQueues);
        await agents.UpsertAsync(Globex, Viewers.GlobexAgents, []);
        if (runImports)
            _imports = Task.Run(() => core.WorkAsync(_ending.Token));
    }
}
