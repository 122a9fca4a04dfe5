using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Sessions;
using CrmContacts.Core.Visibility;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Access;

/// <summary>Who comes in: origin, token, tenant. Behind it every endpoint finds the <see cref="Viewer"/> among the request's features.</summary>
internal sealed class Gate(BearerReader tokens, ITenantDirectory tenants, IAgentDirectory agents, Revocations revocations, ListedOrigins listed, ILogger<Gate> log)
{
    public async Task PassAsync(HttpContext context, RefusalForm form, RequestDelegate next)
    {
        try
        {
            var origin = OriginRule.Foreign(context.Request);
            if (origin is not null && await listed.ContainsAsync(origin, context.RequestAborted))
                Cors.Allow(context.Response, origin);
            if (Cors.IsPreflight(context.Request))
            {
                Cors.Answer(context.Response);
                return;
            }

            await AdmitAsync(context, form, origin);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (CrmException refusal)
        {
            await Refusal.WriteAsync(context, form, refusal);
            return;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "A request could not be admitted.");
            await Refusal.WriteAsync(context, form, new CrmException(ErrorCode.Unavailable, "The service cannot tell who you are just now; please try again."));
            return;
        }

        await next(context);
    }

    private async Task AdmitAsync(HttpContext context, RefusalForm form, string? origin)
    {
        var hub = form == RefusalForm.Hub;
        var carried = BearerReader.Carried(context, hub);
        // A browser sends a cookie by itself, whatever page asks; this header it lets only our own origin send. A WebSocket has no headers: its origin was looked at.
        if (carried is { OfCookie: true } && !hub && context.Request.Headers["GraphQL-Preflight"] != "1")
            throw new CrmException(ErrorCode.NotAuthorized, "A request that is signed in by cookie needs the header GraphQL-Preflight: 1.", "GraphQL-Preflight");
        var admitted = (carried is { } given ? await tokens.ReadAsync(given.Token) : null)
            ?? throw new CrmException(ErrorCode.NotAuthenticated, "Sign in first: this needs a valid bearer token.");
        var claims = admitted.Claims;
        var tenant = await tenants.FindAsync(claims.Tenant, context.RequestAborted)
            ?? throw new CrmException(ErrorCode.TenantUnknown, "The tenant of this token is not known here.");
        if (origin is not null && !tenant.AllowedOrigins.Any(one => OriginRule.Same(one, origin)))
        {
            Cors.Forbid(context.Response);
            throw new CrmException(ErrorCode.NotAuthorized, "Pages of this origin may not use the tenant's data.", "Origin");
        }

        if (revocations.Cover(tenant, claims.Agent, claims.Issued))
            throw new CrmException(ErrorCode.NotAuthenticated, "This session was ended. Sign in again.");
        var viewer = admitted.Viewer(tenant);
        await agents.SeenAsync(viewer, context.RequestAborted);
        context.Features.Set(viewer);
        if (!hub)
            return;
        context.User = new(admitted.Identity);
        context.Features.Set<IAuthenticateResultFeature>(new Admission(admitted.Identity, claims.Ends));
    }
}
