using Microsoft.AspNetCore.Http;

namespace CrmContacts.Access;

/// <summary>CORS for our endpoints alone; a policy of the host does not reach them, and ours reaches nothing of the host.</summary>
internal static class Cors
{
    private const string Methods = "GET, POST, PUT, DELETE";
    private const string Headers = "Authorization, Content-Type, Accept, Idempotency-Key, Prefer, GraphQL-Preflight, GraphQL-Cost, X-Requested-With, X-SignalR-User-Agent";
    private const string Exposed = "Location, Content-Disposition, Preference-Applied, GraphQL-Cost, Retry-After";
    private const string RememberFor = "600";

    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Origin") && request.Headers.ContainsKey("Access-Control-Request-Method");

    public static void Allow(HttpResponse response, string origin)
    {
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlExposeHeaders = Exposed;
        response.Headers.Append("Vary", "Origin");
    }

    /// <summary>Takes back what another tenant's list allowed.</summary>
    public static void Forbid(HttpResponse response)
    {
        response.Headers.Remove("Access-Control-Allow-Origin");
        response.Headers.Remove("Access-Control-Expose-Headers");
    }

    /// <summary>Answers a preflight; without an allowed origin the browser stops there.</summary>
    public static void Answer(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        if (!response.Headers.ContainsKey("Access-Control-Allow-Origin"))
            return;
        response.Headers.AccessControlAllowMethods = Methods;
        response.Headers.AccessControlAllowHeaders = Headers;
        response.Headers.AccessControlMaxAge = RememberFor;
    }
}
