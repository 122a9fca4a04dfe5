using Microsoft.AspNetCore.Http;

namespace CrmContacts.Embedding;

/// <summary>Where the sidebar's page speaks to, for the policy of whoever serves that page.</summary>
public static class ConnectSources
{
    /// <summary>The <c>connect-src</c> directive for a page of the same host: its API, and the hub. Some browsers do not count a WebSocket to the page's own host as <c>'self'</c>, so it is named.</summary>
    /// <param name="request">The page's request.</param>
    public static string Of(HttpRequest request)
    {
        var host = request.Host.ToUriComponent();
        var socket = host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') ? $" {(request.IsHttps ? "wss" : "ws")}://{host}" : "";
        return "connect-src 'self'" + socket;
    }
}
