using CrmContacts.Embedding;

namespace CrmContacts.Host.Pages;

/// <summary>What the browser holds our own pages to. Everything they use is a file of ours, so no nonce is needed.</summary>
internal static class PagePolicy
{
    private static readonly string[] Fixed =
    [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "media-src 'self'", "manifest-src 'self'", "frame-src 'self'",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    ];

    public static void UsePagePolicy(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        // Pages and what they are made of come by GET; what an API answers to a POST is no page.
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return next(context);
        headers.ContentSecurityPolicy = string.Join("; ", [.. Fixed, ConnectSources.Of(context.Request)]);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    });
}
