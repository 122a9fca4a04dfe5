using CrmContacts.GraphQL.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmContacts.GraphQL;

/// <summary>Registers and maps the GraphQL API.</summary>
public static class CrmGraphQL
{
    /// <summary>Adds the GraphQL API; it reads and writes through Core, which the caller adds.</summary>
    public static IServiceCollection AddCrmGraphQL(this IServiceCollection services, Action<CrmGraphQLOptions>? configure = null)
    {
        var options = services.AddOptions<CrmGraphQLOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton<DocumentCache>();
        services.TryAddSingleton<OperationRunner>();
        services.TryAddSingleton<GraphQLEndpoint>();
        return services;
    }

    /// <summary>
    /// Maps GET and POST of <paramref name="pattern"/>: GraphQL over HTTP, and the SDL at <c>?sdl</c>.
    /// The viewer is taken from the request's features (<see cref="Core.Visibility.Viewer"/>); without one the answer is 401.
    /// </summary>
    public static IEndpointConventionBuilder MapCrmGraphQL(this IEndpointRouteBuilder endpoints, string pattern = "/graphql") =>
        endpoints
            .MapMethods(pattern, ["GET", "POST"], endpoints.ServiceProvider.GetRequiredService<GraphQLEndpoint>().HandleAsync)
            .WithDisplayName("CrmContacts GraphQL");
}
