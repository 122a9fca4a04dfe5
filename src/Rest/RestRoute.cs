using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Rest;

internal delegate Task RestHandler(HttpContext context, Viewer viewer);

/// <summary>What holds for every route: a viewer, the viewer's own tenant, and refusals in one form.</summary>
internal static class RestRoute
{
    public static RequestDelegate Guard(RestHandler handler) => async context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            var viewer = context.Features.Get<Viewer>() ?? throw new CrmException(ErrorCode.NotAuthenticated, "Sign in first: this needs a bearer token.");
            // Another tenant's address is like any other thing the viewer may not see.
            if (!string.Equals(context.GetRouteValue("tenant") as string, viewer.Tenant.Slug, StringComparison.Ordinal))
                throw new CrmException(ErrorCode.NotFound, "There is nothing here that you may see.");
            await handler(context, viewer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception fault)
        {
            await RefuseAsync(context, fault);
        }
    };

    private static Task RefuseAsync(HttpContext context, Exception fault)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            Log(context).LogError(fault, "An answer broke off after it had begun.");
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Headers.Remove("Content-Disposition");
        switch (fault)
        {
            case CrmException refusal:
                return ProblemWriter.WriteAsync(context, refusal);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ProblemWriter.WriteAsync(context, Import.UploadLimit.TooLarge(context));
            case BadHttpRequestException:
                return ProblemWriter.WriteAsync(context, new CrmException(ErrorCode.RequestInvalid, "The request broke off or is not valid HTTP. Nothing was imported; send it again."));
            case Import.MediaTypeException media:
                return ProblemWriter.MediaTypeUnsupportedAsync(context, media.Message);
            case var _ when StoreFaults.Explain(fault) is { } passing:
                Log(context).LogWarning(fault, "A REST request was refused: the store cannot take or give anything at the moment.");
                return ProblemWriter.WriteAsync(context, passing);
            default:
                Log(context).LogError(fault, "A REST request failed.");
                return ProblemWriter.InternalAsync(context);
        }
    }

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("CrmContacts.Rest");
}
