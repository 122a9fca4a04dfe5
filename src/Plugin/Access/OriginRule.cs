using Microsoft.AspNetCore.Http;

namespace CrmContacts.Access;

/// <summary>Where the page comes from that sends a request.</summary>
internal static class OriginRule
{
    /// <summary>The request's origin when it is another one than ours, else null. A request without an Origin comes from no page.</summary>
    public static string? Foreign(HttpRequest request)
    {
        var given = request.Headers.Origin;
        if (given.Count == 0)
            return null;
        var origin = given.ToString();
        return Same(origin, $"{request.Scheme}://{request.Host.Value}") ? null : origin;
    }

    /// <summary>Scheme, host and port compare; what is no http origin (<c>null</c>, a file) equals none.</summary>
    public static bool Same(string one, string other) => Normal(one) is { } origin && origin == Normal(other);

    /// <summary><c>scheme://host:port</c> in lower case, or null.</summary>
    public static string? Normal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}" : null;
}
