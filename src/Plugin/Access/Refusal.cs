using CrmContacts.Core.Errors;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Access;

/// <summary>In which form an endpoint's clients read a refusal.</summary>
internal enum RefusalForm { Problem, GraphQL, Hub }

internal static class Refusal
{
    private const string GraphQLType = "application/graphql-response+json";

    public static Task WriteAsync(HttpContext context, RefusalForm form, CrmException refusal) => form == RefusalForm.GraphQL
        ? WriteGraphQLAsync(context, refusal)
        : ProblemWriter.WriteAsync(context, refusal);

    private static Task WriteGraphQLAsync(HttpContext context, CrmException refusal)
    {
        var response = context.Response;
        response.StatusCode = refusal.Code.Wire().Status;
        response.Headers.CacheControl = "no-store";
        if (refusal.Code == ErrorCode.NotAuthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        var type = context.Request.Headers.Accept.ToString().Contains(GraphQLType, StringComparison.OrdinalIgnoreCase) ? GraphQLType : "application/json";
        var body = new { errors = new[] { new { message = refusal.Message, extensions = new { code = refusal.Code.Wire().GraphQL } } } };
        return response.WriteAsJsonAsync(body, System.Text.Json.JsonSerializerOptions.Web, type + "; charset=utf-8", context.RequestAborted);
    }
}
