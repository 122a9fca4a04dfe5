using System.Net;
using System.Net.Http.Headers;
using CrmContacts.Core.Directory;
using CrmContacts.Tests.Support.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Tests.Support.Hosts;

/// <summary>A host that plugs us in, on Kestrel and a real store, with the tenants and agents that tests know.</summary>
public sealed class PluginHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PluginHost(WebApplication app, Uri address, LogLines log) => (_app, Address, Log) = (app, address, log);

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Everything the host logged.</summary>
    public LogLines Log { get; }

    public static async Task<PluginHost> StartAsync(Engine engine = Engine.Sqlite, Action<CrmContactsOptions>? configure = null, string prefix = "", Action<WebApplication>? host = null)
    {
        var store = await StoreTemplates.FreshAsync(engine, TestFolder.Create("plugin-"));
        var log = new LogLines();
        var builder = WebApplication.CreateBuilder();
        // Neither the environment of who runs the tests nor settings that lie beside them have a say.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.AddCrmContacts(options =>
        {
            options.Database = store.Database;
            options.ConnectionString = store.ConnectionString;
            options.DataDirectory = store.DataDirectory;
            options.MigrateOnStart = false;
            options.Authentication.SharedKey = Tokens.Key;
            configure?.Invoke(options);
        });
        var app = builder.Build();
        host?.Invoke(app);
        app.MapCrmContacts(prefix);
        await app.StartAsync();
        await SetUpAsync(app.Services);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new PluginHost(app, new Uri(address), log);
    }

    /// <summary>A client that carries the token of <paramref name="agent"/>; null carries none.</summary>
    public HttpClient Client(string? agent = null) => WithToken(agent is null ? null : Tokens.Of(agent));

    public HttpClient WithToken(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task SetUpAsync(IServiceProvider services)
    {
        var tenants = services.GetRequiredService<ITenantDirectory>();
        var acme = await tenants.UpsertAsync(new Tenant("acme", "Acme", "US", "America/New_York", ["https://softphone.example"]));
        await tenants.UpsertAsync(new Tenant("globex", "Globex", "DE", "Europe/Berlin", ["https://globex.example"]));
        await services.GetRequiredService<IAgentDirectory>().UpsertAsync(
            acme, [new("alice", "Alice Adams", null), new("bob", "Bob Brown", null), new("carol", "Carol Clark", null)], [new("sales", "Sales"), new("support", "Support")]);
    }
}
