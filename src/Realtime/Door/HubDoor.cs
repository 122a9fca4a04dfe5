using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Realtime.Door;

/// <summary>
/// Stands before the hub, at its negotiation and at its WebSocket handshake: who has no token, comes from a foreign
/// page, or holds no permission is told so as a problem document and never reaches SignalR.
/// </summary>
internal static class HubDoor
{
    public static RequestDelegate Before(RequestDelegate hub) => context =>
    {
        if (context.Features.Get<Viewer>() is not { } viewer)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return RefuseAsync(context, ErrorCode.NotAuthenticated, "The hub needs a token.");
        }

        if (!OriginRule.Allows(context.Request, viewer.Tenant))
            return RefuseAsync(context, ErrorCode.NotAuthorized, "Pages of this origin may not connect: it is not among the tenant's allowed origins.");

        if (viewer.Permission < Permission.View)
            return RefuseAsync(context, ErrorCode.NotAuthorized, $"The hub needs the permission {PermissionNames.View}.");

        try
        {
            context.RequestServices.GetRequiredService<TenantFeeds>().DemandRoom(viewer);
        }
        catch (CrmException full)
        {
            context.Response.Headers.RetryAfter = full.RetryAfterSeconds;
            return RefuseAsync(context, full.Code, full.Message);
        }

        return hub(context);
    };

    private static Task RefuseAsync(HttpContext context, ErrorCode code, string detail)
    {
        var wire = code.Wire();
        context.Response.StatusCode = wire.Status;
        var problem = new { Type = "about:blank", Title = code.ToString(), wire.Status, Detail = detail, Code = wire.Rest };
        return context.Response.WriteAsJsonAsync(problem, JsonSerializerOptions.Web, "application/problem+json", context.RequestAborted);
    }
}
