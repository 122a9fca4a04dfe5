using Microsoft.AspNetCore.Http;

namespace CrmContacts.Embedding;

/// <summary>What the browser holds the framed page to: scripts and styles by nonce alone, one Trusted Types policy (Lit's), data from here, frames in listed pages.</summary>
internal static class EmbedPolicy
{
    public static string Of(HttpRequest request, string nonce, IEnumerable<string> ancestors) => string.Join("; ",
        "default-src 'none'", $"script-src 'nonce-{nonce}'", $"style-src 'nonce-{nonce}'", "img-src 'self' data:", "font-src 'self'",
        ConnectSources.Of(request), "base-uri 'none'", "form-action 'none'", "frame-ancestors " + string.Join(' ', ancestors.Select(Short)),
        "require-trusted-types-for 'script'", "trusted-types lit-html");

    /// <summary>An origin as a browser writes it: without the port that its scheme stands for.</summary>
    private static string Short(string origin) => new Uri(origin).GetLeftPart(UriPartial.Authority);
}
