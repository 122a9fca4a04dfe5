using CrmContacts.Core.Events;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Nodes;
using CrmContacts.Realtime.Door;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Realtime;

/// <summary>Registers and maps the hub.</summary>
public static class CrmRealtime
{
    /// <summary>Adds the hub's services. What is set is set for our hub alone; hubs of the host keep their options.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="redis">Carries signals between the nodes of one PostgreSQL store, as StackExchange.Redis is configured; null leaves it to PostgreSQL.</param>
    public static IServiceCollection AddCrmRealtime(this IServiceCollection services, string? redis = null)
    {
        if (redis is not null)
            services.TryAddSingleton<INodeWire>(_ => new RedisWire(redis));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RealtimeLimits());
        services.AddSingleton(provider => new TenantFeeds(
            () => FeedSource.Of(provider),
            provider.GetRequiredService<FairShares>(),
            provider.GetRequiredService<RealtimeLimits>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TenantFeeds>>()));
        services.AddSingleton<ICrmListener>(provider => provider.GetRequiredService<TenantFeeds>());
        services.AddHostedService(provider => provider.GetRequiredService<TenantFeeds>());
        services.AddSignalR().AddHubOptions<ContactsHub>(Limit);
        return services;
    }

    /// <summary>Maps the hub. The request's <see cref="Core.Visibility.Viewer"/> is expected among its features; without one the answer is 401.</summary>
    public static IEndpointConventionBuilder MapCrmHub(this IEndpointRouteBuilder endpoints, string pattern = "/hubs/crm")
    {
        var limits = endpoints.ServiceProvider.GetRequiredService<RealtimeLimits>();
        var hub = endpoints.MapHub<ContactsHub>(pattern, options =>
        {
            // The viewer is a feature of the request that stays open: only a WebSocket has one that does.
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
            options.ApplicationMaxBufferSize = 2 * RealtimeLimits.ReceiveBytes;
            options.TransportMaxBufferSize = limits.SendBytes;
            options.TransportSendTimeout = limits.Stall;
        });
        hub.Add(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
                endpoint.RequestDelegate = HubDoor.Before(next);
        });
        return hub;
    }

    private static void Limit(HubOptions<ContactsHub> options)
    {
        options.SupportedProtocols = ["json"];
        options.MaximumReceiveMessageSize = RealtimeLimits.ReceiveBytes;
        options.MaximumParallelInvocationsPerClient = 1;
        options.StreamBufferCapacity = 1;
        options.EnableDetailedErrors = false;
        options.StatefulReconnectBufferSize = 0;
    }
}
