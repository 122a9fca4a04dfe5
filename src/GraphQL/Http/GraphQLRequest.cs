using System.Buffers;
using System.Text.Json;
using CrmContacts.GraphQL.Errors;
using GraphQL;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrmContacts.GraphQL.Http;

/// <summary>One GraphQL request, as it came over HTTP.</summary>
/// <param name="Query">The document's text; null where it is asked for by <paramref name="Id"/>.</param>
/// <param name="Id">The id of a persisted document.</param>
/// <param name="Reading">It came by GET, which may not change anything.</param>
internal sealed record GraphQLRequest(string? Query, string? Id, string? OperationName, Inputs Variables, bool Reading)
{
    private static readonly Inputs NoVariables = new(new Dictionary<string, object?>());

    /// <exception cref="RequestRefused">It is no GraphQL request.</exception>
    public static async ValueTask<GraphQLRequest> ReadAsync(HttpRequest request, CrmGraphQLOptions options, CancellationToken cancellation)
    {
        try
        {
            return HttpMethods.IsGet(request.Method) ? OfQuery(request.Query, options) : await OfBodyAsync(request, options, cancellation);
        }
        catch (InvalidOperationException)
        {
            // JSON may escape half of a surrogate pair, which is no text.
            throw new RequestRefused(StatusCodes.Status400BadRequest, WireCodes.Syntax, "A text of the request is no valid Unicode.");
        }
    }

    private static GraphQLRequest OfQuery(IQueryCollection query, CrmGraphQLOptions options)
    {
        Inputs? variables = null;
        foreach (var name in (string[])["variables", "extensions"])
        {
            if (string.IsNullOrEmpty(query[name]))
                continue;
            using var json = Parse(new(System.Text.Encoding.UTF8.GetBytes(query[name].ToString())), options);
            var map = Map(json.RootElement, name);
            if (name == "variables")
                variables = map;
        }

        var text = query["query"];
        var written = text.Count == 0 || string.IsNullOrWhiteSpace(text[0]) ? null : text[0];
        var id = query["id"] is [{ Length: > 0 } given] ? given : null;
        if (written is null && id is null)
            throw Missing();
        return new(written, id, query["operationName"] is [{ Length: > 0 } operation] ? operation : null, variables ?? NoVariables, true);
    }

    private static async ValueTask<GraphQLRequest> OfBodyAsync(HttpRequest request, CrmGraphQLOptions options, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new RequestRefused(StatusCodes.Status415UnsupportedMediaType, WireCodes.MediaType, "Send the request as application/json in UTF-8.");
        }

        if (request.ContentLength > options.MaxBodyBytes)
            throw TooLarge(options);

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > options.MaxBodyBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw TooLarge(options);
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                using var json = Parse(read.Buffer, options);
                return OfJson(json.RootElement);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static GraphQLRequest OfJson(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array)
            throw Bad("Several operations in one request are not taken: send each by itself.");
        if (body.ValueKind != JsonValueKind.Object)
            throw Bad("The body must be a JSON object.");

        string? query = null;
        string? id = null;
        string? operation = null;
        var variables = NoVariables;
        foreach (var member in body.EnumerateObject())
        {
            if (member.NameEquals("query"u8))
                query = Text(member);
            else if (member.NameEquals("id"u8))
                id = Text(member);
            else if (member.NameEquals("operationName"u8))
                operation = Text(member);
            else if (member.NameEquals("variables"u8))
                variables = Map(member.Value, "variables");
            else if (member.NameEquals("extensions"u8))
                Map(member.Value, "extensions");
        }

        query = string.IsNullOrWhiteSpace(query) ? null : query;
        id = string.IsNullOrEmpty(id) ? null : id;
        return query is null && id is null ? throw Missing() : new(query, id, string.IsNullOrEmpty(operation) ? null : operation, variables, false);
    }

    private static string? Text(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString(),
        JsonValueKind.Null => null,
        _ => throw Bad($"`{member.Name}` must be a text."),
    };

    private static Inputs Map(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonInputs.Read(value),
        JsonValueKind.Null => NoVariables,
        _ => throw Bad($"`{name}` must be an object."),
    };

    private static JsonDocument Parse(ReadOnlySequence<byte> text, CrmGraphQLOptions options)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = options.MaxJsonDepth });
        }
        catch (JsonException fault)
        {
            throw new RequestRefused(StatusCodes.Status400BadRequest, WireCodes.Syntax, $"This is no JSON that is taken here: look at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
    }

    private static RequestRefused Missing() => Bad("`query` is missing: it carries the operation, unless `id` names a persisted one.");

    private static RequestRefused Bad(string message) => new(StatusCodes.Status400BadRequest, WireCodes.Request, message);

    private static RequestRefused TooLarge(CrmGraphQLOptions options) =>
        new(StatusCodes.Status413PayloadTooLarge, WireCodes.TooLarge, $"The request is longer than {options.MaxBodyBytes} bytes.");
}
