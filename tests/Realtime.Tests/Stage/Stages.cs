using CrmContacts.Core.Fairness;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>Hosts of the hub over counts in memory, where a test needs to own the clock or the moment.</summary>
internal static class Stages
{
    public static IReadOnlyList<Viewer> Everyone { get; } =
        [Cast.Viewers.Alice, Cast.Viewers.Bob, Cast.Viewers.Carol, Cast.Viewers.Dave, Cast.Viewers.Erin];

    public static Task<HubHost> InMemoryAsync(
        CountBoard board, TimeProvider? clock = null, Action<IServiceCollection>? configure = null, Action<IWebHostBuilder>? server = null)
    {
        return HubHost.StartAsync(Everyone, services =>
        {
            if (clock is not null)
                services.AddSingleton(clock);
            configure?.Invoke(services);
        }, server, services => services.AddSingleton(provider => new TenantFeeds(
            () => board.Source, new FairShares(new(), provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<RealtimeLimits>(),
            provider.GetRequiredService<TimeProvider>(), NullLogger<TenantFeeds>.Instance)));
    }
}
