using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Visibility;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>
/// The hub on a real server. Who a token stands for is told by the test: <c>alice</c> is the token of alice, and
/// <see cref="TokenEnds"/> says when one ends.
/// </summary>
internal sealed class HubHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, Viewer> _tokens;

    private HubHost(WebApplication app, IEnumerable<Viewer> viewers) =>
        (_app, _tokens) = (app, viewers.ToDictionary(v => v.AgentId, StringComparer.Ordinal));

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>Agent → when the token of the agent ends.</summary>
    public Dictionary<string, DateTimeOffset> TokenEnds { get; } = new(StringComparer.Ordinal);

    public static async Task<HubHost> StartAsync(
        IEnumerable<Viewer> viewers, Action<IServiceCollection> configure,
        Action<IWebHostBuilder>? server = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server?.Invoke(builder.WebHost);
        builder.Services.AddRouting().AddLogging();
        configure(builder.Services);
        builder.Services.AddSingleton(new FairShares(new(), TimeProvider.System));
        builder.Services.AddCrmRealtime();
        replace?.Invoke(builder.Services);
        var host = new HubHost(builder.Build(), viewers);
        await host.BeginAsync();
        return host;
    }

    /// <summary>A client with the agent's token; not started.</summary>
    /// <param name="road">Waited for ahead of each connecting: while it does not complete, there is no way to the server.</param>
    public HubConnection Connect(string agent, bool reconnect = false, Func<Task>? road = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(Address, "/hubs/crm"), options =>
        {
            options.AccessTokenProvider = async () =>
            {
                await (road?.Invoke() ?? Task.CompletedTask);
                return agent;
            };
            options.Transports = HttpTransportType.WebSockets;
        });
        return (reconnect ? builder.WithAutomaticReconnect() : builder).Build();
    }

    /// <summary>The status that a bare WebSocket handshake is answered with; 101 when it was taken.</summary>
    public async Task<HttpStatusCode> HandshakeAsync(string? agent, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        var address = new UriBuilder(Address) { Scheme = "ws", Path = "/hubs/crm", Query = agent is null ? "" : "access_token=" + agent };
        try
        {
            await socket.ConnectAsync(address.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status tells.
        }

        return socket.HttpStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task BeginAsync()
    {
        _app.Use((context, next) =>
        {
            var token = context.Request.Query["access_token"].FirstOrDefault()
                ?? context.Request.Headers.Authorization.FirstOrDefault()?.Replace("Bearer ", "", StringComparison.Ordinal);
            if (token is not null && _tokens.TryGetValue(token, out var viewer))
                context.Features.Set(viewer);
            if (token is not null && TokenEnds.TryGetValue(token, out var end))
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("exp", $"{end.ToUnixTimeSeconds()}")], "test"));
            return next(context);
        });
        _app.UseRouting();
        _app.UseEndpoints(endpoints => endpoints.MapCrmHub());
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }
}
