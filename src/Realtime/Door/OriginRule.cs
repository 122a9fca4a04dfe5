using CrmContacts.Core.Directory;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Realtime.Door;

/// <summary>Which pages may connect. CORS does not guard a WebSocket, and a cookie travels with it: so the hub asks itself.</summary>
internal static class OriginRule
{
    /// <summary>
    /// The same origin always, another one when the token's tenant lists it. A request without an Origin comes
    /// from no page: no browser leaves it out of a WebSocket's handshake.
    /// </summary>
    public static bool Allows(HttpRequest request, Tenant tenant)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
            return true;
        return origins.Count == 1
            && Normal(origins[0]) is { } origin
            && (origin == Normal($"{request.Scheme}://{request.Host.Value}")
                || tenant.AllowedOrigins.Any(listed => origin == Normal(listed)));
    }

    /// <summary><c>scheme://host:port</c> in lower case with the port that the scheme implies; null for "null" and what is no origin.</summary>
    private static string? Normal(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}"
            : null;
}
