using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CrmContacts.Rest.OpenApi;

/// <summary>The OpenAPI 3.1 document of the REST API, made from the routes that are mapped and what stands beside them.</summary>
public static class RestDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, as JSON, of those of these endpoints that are ours. It tells nothing that is not for everybody.</summary>
    public static string Of(IEnumerable<Endpoint> endpoints)
    {
        var routes = endpoints.OfType<RouteEndpoint>()
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.TrimStart('/'), Method: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0], Operation: e.Metadata.GetMetadata<RestOperation>()))
            .Where(r => r.Operation is not null && r.Method is not null).ToList();
        var paths = new JsonObject();
        foreach (var path in routes.GroupBy(r => r.Path))
            paths[path.Key] = new JsonObject([.. path.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Method!.ToLowerInvariant(), Of(r.Path, r.Operation!)))]);
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "CrmContacts REST API", ["version"] = "1", ["description"] = Words.Introduction,
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["tags"] = new JsonArray([.. Words.Tags.Select(t => new JsonObject { ["name"] = t.Name, ["description"] = t.Description })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = AnswerSchemas.All(),
                ["examples"] = new JsonObject([.. Problems.All.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Code, new JsonObject { ["value"] = p.Example() }))]),
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT", ["description"] = Words.Bearer } },
            },
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(string path, RestOperation operation)
    {
        var about = new JsonObject
        {
            ["operationId"] = operation.Id, ["tags"] = JsonSchemas.Words(operation.Tag), ["summary"] = operation.Summary,
            ["description"] = $"{operation.Description}\n\nNeeds `crm.{operation.Needs.ToString().ToLowerInvariant()}`.",
            ["parameters"] = new JsonArray([.. InPath(path), .. operation.Values.Select(Parameter)]),
        };
        if (operation.Forms.Count > 0)
            about["requestBody"] = new JsonObject { ["required"] = operation.BodyRequired, ["content"] = new JsonObject([.. operation.Forms.Select(Content)]) };
        about["responses"] = new JsonObject([.. operation.Replies.Select(Reply), .. Problems.Of(operation).Select(Refusal)]);
        return about;
    }

    private static IEnumerable<JsonObject> InPath(string path) =>
        path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')).Select(name => new JsonObject
        {
            ["name"] = name, ["in"] = "path", ["required"] = true, ["description"] = Words.OfPath(name),
            ["schema"] = name == "tenant" ? JsonSchemas.Text() : JsonSchemas.Uuid(),
            ["example"] = name == "tenant" ? "acme" : "0198c0de-0000-7000-8000-000000000000",
        });

    private static JsonObject Parameter(RestValue value)
    {
        var about = new JsonObject { ["name"] = value.Name, ["in"] = value.InHeader ? "header" : "query", ["description"] = value.Description, ["schema"] = value.Schema.DeepClone() };
        if (value.Required)
            about["required"] = true;
        if (value.Example is { } example)
            about["example"] = example.DeepClone();
        return about;
    }

    private static KeyValuePair<string, JsonNode?> Content(RestForm form) => new(form.MediaType, new JsonObject
    {
        ["schema"] = form.Schema.DeepClone(),
        ["examples"] = new JsonObject([.. form.Examples.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Name, new JsonObject { ["summary"] = e.Summary, ["value"] = e.Value.DeepClone() }))]),
    });

    private static KeyValuePair<string, JsonNode?> Reply(RestReply reply)
    {
        var about = new JsonObject { ["description"] = reply.Description };
        if (reply.Headers.Count > 0)
            about["headers"] = new JsonObject([.. reply.Headers.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, new JsonObject { ["description"] = h.Value, ["schema"] = JsonSchemas.Text() }))]);
        if (reply.MediaType is { } type)
        {
            var content = new JsonObject { ["schema"] = reply.Schema!.DeepClone() };
            if (reply.Example is { } example)
                content["example"] = example.DeepClone();
            about["content"] = new JsonObject { [type] = content };
        }

        return new(reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), about);
    }

    private static KeyValuePair<string, JsonNode?> Refusal(IGrouping<int, ProblemText> problems) => new(problems.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), new JsonObject
    {
        ["description"] = "Refused: " + string.Join(", ", problems.Select(p => $"`{p.Code}`")) + ".",
        ["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = JsonSchemas.Ref(AnswerSchemas.Problem),
                ["examples"] = new JsonObject([.. problems.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Code, new JsonObject { ["$ref"] = "#/components/examples/" + p.Code }))]),
            },
        },
    });
}
