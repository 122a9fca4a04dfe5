using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Rest.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmContacts.Rest.Problems;

/// <summary>The one place where a refusal becomes a REST answer.</summary>
public static class ProblemWriter
{
    /// <summary>Core's refusals: code and status stand in <see cref="ErrorCodes"/>.</summary>
    public static Task WriteAsync(HttpContext context, CrmException refusal)
    {
        var wire = refusal.Code.Wire();
        if (refusal.RetryAfterSeconds is { } wait)
            context.Response.Headers.RetryAfter = wait;
        var more = refusal.Details.Count == 0
            ? null
            : refusal.Details.Where(d => d.Value is not null).ToDictionary(d => Name(d.Key), d => (object)JsonSerializer.SerializeToElement(d.Value, d.Value!.GetType(), RestJson.Plain), StringComparer.Ordinal);
        return WriteAsync(context, New(wire.Status, wire.Rest, refusal.Message, refusal.Where, refusal.Line) with { More = more });
    }

    /// <summary>No route, method or media type of ours: refusals that HTTP itself makes.</summary>
    internal static Task NotFoundAsync(HttpContext context) =>
        WriteAsync(context, new CrmException(ErrorCode.NotFound, "There is nothing here that you may see."));

    internal static Task MethodNotAllowedAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return WriteAsync(context, New(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"This address takes {allowed}."));
    }

    internal static Task MediaTypeUnsupportedAsync(HttpContext context, string detail) =>
        WriteAsync(context, New(StatusCodes.Status415UnsupportedMediaType, "media_type_unsupported", detail, "Content-Type"));

    /// <summary>Something that must not happen; its details are in the log, not in the answer.</summary>
    internal static Task InternalAsync(HttpContext context) =>
        WriteAsync(context, New(StatusCodes.Status500InternalServerError, "internal", "Something went wrong on our side. It is in the log; please try again."));

    private static Problem New(int status, string code, string detail, string? where = null, long? line = null) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, code, where, line);

    private static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (problem.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        return JsonSerializer.SerializeAsync(response.Body, problem, RestJson.Default.Problem, context.RequestAborted);
    }

    private static string Name(string key) => JsonNamingPolicy.SnakeCaseLower.ConvertName(key);
}
