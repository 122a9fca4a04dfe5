using CrmContacts.Rest.OpenApi;
using Scalar.AspNetCore;

namespace CrmContacts.Host.Pages;

/// <summary>The REST API described, at <c>/openapi/v1.json</c>, and shown, at <c>/scalar</c>: out of files that are ours, for everybody.</summary>
internal static class ApiReference
{
    private const string Policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self' 'nonce-{0}'";

    public static void MapApiReference(this IEndpointRouteBuilder app)
    {
        var document = new Lazy<string>(() => RestDocument.Of(app.DataSources.SelectMany(source => source.Endpoints)));
        app.MapGet("/openapi/v1.json", () => Results.Text(document.Value, "application/json"));
        app.MapScalarApiReference("/scalar", options => options
            .WithTitle("CrmContacts REST API").WithOpenApiRoutePattern("/openapi/v1.json").WithNonce().DisableDefaultFonts().DisableAgent().DisableTelemetry().HideDeveloperTools())
            .Finally(endpoint =>
            {
                if (endpoint.RequestDelegate is not { } next)
                    return;
                endpoint.RequestDelegate = context =>
                {
                    // The page's policy is known when its nonce is.
                    context.Response.OnStarting(() =>
                    {
                        if (context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
                            context.Response.Headers.ContentSecurityPolicy = string.Format(System.Globalization.CultureInfo.InvariantCulture, Policy, nonce);
                        return Task.CompletedTask;
                    });
                    return next(context);
                };
            });
    }
}
