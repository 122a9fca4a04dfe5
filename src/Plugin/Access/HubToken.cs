using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Access;

/// <summary>The token that a WebSocket carries in its query.</summary>
/// <param name="Value">The token.</param>
internal sealed record HubToken(string Value)
{
    private const string Parameter = "access_token";
    private const string Hub = "/hubs/crm";

    /// <summary>
    /// Takes the token out of the query before anything can log the address: the server's own request log is written
    /// ahead of every middleware, so a middleware would come too late.
    /// </summary>
    public static void Hide(IServiceCollection services)
    {
        var made = services.LastOrDefault(service => service.ServiceType == typeof(IHttpContextFactory) && !service.IsKeyedService);
        services.AddSingleton<IHttpContextFactory>(provider => new Factory(Inner(provider, made)));
    }

    private static IHttpContextFactory Inner(IServiceProvider provider, ServiceDescriptor? made) => made switch
    {
        { ImplementationInstance: IHttpContextFactory instance } => instance,
        { ImplementationFactory: { } factory } => (IHttpContextFactory)factory(provider),
        { ImplementationType: { } type } => (IHttpContextFactory)ActivatorUtilities.CreateInstance(provider, type),
        _ => new DefaultHttpContextFactory(provider),
    };

    private static void Take(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { QueryString.Length: > 1 } request
            || !(request.Path.EndsWith(Hub, StringComparison.OrdinalIgnoreCase) || request.Path.Contains(Hub + "/", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var query = QueryHelpers.ParseQuery(request.QueryString);
        if (!query.TryGetValue(Parameter, out var token))
            return;
        // Two of them are none: which one would count?
        if (token is [{ Length: > 0 } one])
            features.Set(new HubToken(one));
        query.Remove(Parameter);
        request.QueryString = QueryString.Create(query).Value ?? "";
        request.RawTarget = request.Path + request.QueryString;
    }

    private sealed class Factory(IHttpContextFactory inner) : IHttpContextFactory
    {
        public HttpContext Create(IFeatureCollection featureCollection)
        {
            Take(featureCollection);
            return inner.Create(featureCollection);
        }

        public void Dispose(HttpContext httpContext) => inner.Dispose(httpContext);
    }
}
