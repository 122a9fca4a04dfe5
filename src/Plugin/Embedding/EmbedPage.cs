using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CrmContacts.Access;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Embedding;

/// <summary>
/// <c>GET /embed?tenant=SLUG&amp;parent=ORIGIN</c>: the sidebar for a frame in a page of another origin. The page says nothing
/// of anybody; who is signed in comes over the bridge. A tenant that is unknown and a page that it does not list are the same 404.
/// </summary>
internal static class EmbedPage
{
    private const int NonceBytes = 18;

    public static void MapEmbed(this IEndpointRouteBuilder plugin) => plugin.MapMethods("/embed", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        if (await AncestorsAsync(context) is not { } ancestors)
        {
            await ProblemWriter.WriteAsync(context, new CrmException(ErrorCode.NotFound, "There is no such tenant, or it does not list this page's origin."));
            return;
        }

        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = EmbedPolicy.Of(context.Request, nonce, ancestors);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        // The policy says who may frame this page; an older header of the host would say that nobody may.
        headers.Remove("X-Frame-Options");
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = Encoding.UTF8.GetBytes(Page(Root(context.Request), nonce));
        context.Response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }

    /// <summary>The origins whose pages may frame it, when the one that asks is among them.</summary>
    private static async Task<IReadOnlyList<string>?> AncestorsAsync(HttpContext context)
    {
        var (slug, parent) = (context.Request.Query["tenant"], context.Request.Query["parent"]);
        if (slug.Count != 1 || parent.Count != 1 || OriginRule.Normal(parent[0]!) is not { } asked)
            return null;
        var tenants = context.RequestServices.GetRequiredService<ITenantDirectory>();
        if (await tenants.FindAsync(slug[0]!, context.RequestAborted) is not { } tenant)
            return null;
        var listed = tenant.AllowedOrigins.Select(OriginRule.Normal).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        // A page of our own origin needs no list, as everywhere; it may hold the element itself as well.
        if (!listed.Contains(asked, StringComparer.Ordinal))
        {
            if (!OriginRule.Same(asked, $"{context.Request.Scheme}://{context.Request.Host.Value}"))
                return null;
            listed.Add(asked);
        }

        return listed;
    }

    /// <summary>What stands before <c>embed</c> in the address, so that a prefix of the host's own choosing holds.</summary>
    private static string Root(HttpRequest request)
    {
        var path = (request.PathBase + request.Path).ToUriComponent().TrimEnd('/');
        return path[..(path.LastIndexOf('/') + 1)];
    }

    private static string Page(string root, string nonce)
    {
        var scripts = HtmlEncoder.Default.Encode(root + "widget/v1/");
        return $$"""
            <!doctype html>
            <html>
              <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>Customers</title>
                <style nonce="{{nonce}}">html, body { block-size: 100%; margin: 0 } crm-customers { block-size: 100% }</style>
                <script type="module" nonce="{{nonce}}" src="{{scripts}}crm-customers.js"></script>
                <script type="module" nonce="{{nonce}}" src="{{scripts}}crm-bridge.js"></script>
              </head>
              <body></body>
            </html>

            """;
    }
}
