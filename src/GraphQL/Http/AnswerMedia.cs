using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrmContacts.GraphQL.Http;

/// <summary>How an answer is typed. The newer type tells by the status whether there is data; the older one is always 200 for a GraphQL request.</summary>
internal sealed record AnswerMedia(string ContentType, int StatusOfRefusal)
{
    public static readonly AnswerMedia Json = new("application/json; charset=utf-8", StatusCodes.Status200OK);

    public static readonly AnswerMedia GraphQL = new("application/graphql-response+json; charset=utf-8", StatusCodes.Status400BadRequest);

    /// <summary>What the client accepts, or null when that is nothing of ours.</summary>
    public static AnswerMedia? Accepted(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || (accept.Count == 1 && accept[0] is null or "" or "*/*" or "application/json"))
            return Json;
        if (accept is ["application/graphql-response+json"])
            return GraphQL;
        return MediaTypeHeaderValue.TryParseList(accept, out var types)
            ? types.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1).Select(Of).FirstOrDefault(m => m is not null)
            : null;
    }

    private static AnswerMedia? Of(MediaTypeHeaderValue type) => type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        ? null
        : type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/graphql-response+json" => GraphQL,
            "application/json" or "application/*" or "*/*" => Json,
            _ => null,
        };
}
