using CrmContacts.Calls;
using CrmContacts.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmContacts.Access;

/// <summary>Puts the gate before endpoints: ours, and no other of the host.</summary>
internal static class AccessSetup
{
    public static void AddCrmAccess(this IServiceCollection services)
    {
        services.AddSingleton<TokenMemory>();
        services.AddSingleton<BearerReader>();
        services.AddSingleton<ListedOrigins>();
        services.AddSingleton<Gate>();
        services.TryAddSingleton<ICrmSessions, CrmSessions>();
        services.TryAddSingleton<ICrmCalls, CrmCalls>();
        HubToken.Hide(services);
    }

    /// <summary>A group whose endpoints are reached through the gate.</summary>
    public static RouteGroupBuilder Guarded(this RouteGroupBuilder plugin, RefusalForm form)
    {
        var guarded = plugin.MapGroup("");
        // Last of all conventions, so that the gate stands before whatever a room puts before its endpoints.
        ((IEndpointConventionBuilder)guarded).Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } next)
                return;
            endpoint.RequestDelegate = context => context.RequestServices.GetRequiredService<Gate>().PassAsync(context, form, next);
        });
        return guarded;
    }

    /// <summary>Answers the browser's question before a request of another origin, where the room's own endpoints know no OPTIONS.</summary>
    public static RouteGroupBuilder WithPreflight(this RouteGroupBuilder guarded, string pattern)
    {
        // The gate answers before this is reached, unless it is no preflight.
        guarded.MapMethods(pattern, [HttpMethods.Options], context =>
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        });
        return guarded;
    }
}
