using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmContacts.QueryPage;

/// <summary>GraphiQL at GET <c>/graphql</c> for browsers, in Development only: out of our own assembly, under a policy of its own.</summary>
internal static class QueryPageSetup
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A group whose GET of <c>/graphql</c> answers a browser with the page, ahead of the gate; and the page's files.</summary>
    public static RouteGroupBuilder WithQueryPage(this RouteGroupBuilder plugin)
    {
        var group = plugin.MapGroup("");
        if (!((IEndpointRouteBuilder)plugin).ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return group;
        plugin.MapGet("/graphql/ui/page.js", context => SendAsync(context, "page.js", "text/javascript; charset=utf-8"));
        plugin.MapGet("/graphql/ui/page.css", context => SendAsync(context, "page.css", "text/css; charset=utf-8"));
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
                endpoint.RequestDelegate = context => IsBrowser(context.Request) ? SendAsync(context, "index.html", "text/html; charset=utf-8") : next(context);
        });
        return group;
    }

    private static bool IsBrowser(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Query.ContainsKey("sdl");

    private static async Task SendAsync(HttpContext context, string name, string type)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        context.Response.ContentType = type;
        await using var file = typeof(QueryPageSetup).Assembly.GetManifestResourceStream("query-page/" + name)!;
        if (name == "index.html")
        {
            await file.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentEncoding = "gzip";
            await file.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await plain.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
