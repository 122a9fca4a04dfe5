using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmContacts.Rest.OpenApi;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Schemas;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Tests.OpenApi;

/// <summary>Every example of the document is sent as it stands, bare and with all the values that it names, and the answer is what the document says of it.</summary>
public sealed class ExampleTests
{
    /// <summary>A run that is over is not cancelled, and one that was taken back is not taken back again: those answers are described as well.</summary>
    private static readonly string[] MayRefuse = ["cancelImport", "undoImport"];

    [Fact]
    public async Task Every_example_does_what_the_document_says()
    {
        await using var host = await PluginHost.StartAsync();
        using var document = JsonDocument.Parse(RestDocument.Of(host.Services.GetRequiredService<EndpointDataSource>().Endpoints));
        using var alice = host.Client("alice");
        var run = await alice.ImportAsync("first_name,last_name,email\nAda,Byron,ada@example.com\nBad,Mail,nobody at nowhere\n");
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["tenant"] = "acme", ["id"] = run.GetProperty("id").GetString()!, ["token"] = run.GetProperty("error_token").GetString()! };

        var sent = 0;
        foreach (var (path, method, operation) in Operations(document))
        {
            foreach (var full in new[] { false, true })
            {
                var address = path.Replace("{tenant}", known["tenant"], StringComparison.Ordinal).Replace("{id}", known["id"], StringComparison.Ordinal);
                var values = Values(operation, known, full);
                var query = string.Join('&', values.Where(v => v.In == "query").Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value)}"));
                foreach (var (type, example) in Examples(operation))
                {
                    if (path.Contains("/crm-import-maps/", StringComparison.Ordinal))
                        address = path.Replace("{tenant}", known["tenant"], StringComparison.Ordinal).Replace("{id}", await OnlyMapAsync(alice), StringComparison.Ordinal);
                    // Members and fields carry the values themselves.
                    var beside = type is null or "text/csv" ? query : "";
                    using var request = new HttpRequestMessage(new HttpMethod(method), beside.Length == 0 ? address : $"{address}?{beside}") { Content = Content(type, example, full ? values : []) };
                    foreach (var header in values.Where(v => v.In == "header"))
                        request.Headers.Add(header.Name, header.Value);
                    using var answer = await alice.SendAsync(request);
                    await HoldsAsync(document.RootElement, operation, answer, $"{method} {request.RequestUri} as {type}");
                    sent++;
                }
            }
        }

        Assert.InRange(sent, 20, 1000);
    }

    /// <summary>A map of its own for each example: one deletes it, another renames it.</summary>
    private static async Task<string> OnlyMapAsync(HttpClient alice)
    {
        using var all = await alice.GetAsync("/api/crm-import-maps/acme");
        foreach (var map in (await all.JsonAsync()).GetProperty("import_maps").EnumerateArray())
            (await alice.DeleteAsync($"/api/crm-import-maps/acme/{map.GetProperty("id").GetString()}")).Dispose();
        using var made = await alice.PostAsync("/api/crm-import-maps/acme", new StringContent("""{"name":"Only","columns":{"Name":"_full_name"}}""", Encoding.UTF8, "application/json"));
        return (await made.JsonAsync(System.Net.HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task Answers_and_refusals_that_are_shown_are_of_their_schemas()
    {
        await using var host = await PluginHost.StartAsync();
        using var document = JsonDocument.Parse(RestDocument.Of(host.Services.GetRequiredService<EndpointDataSource>().Endpoints));
        var schema = new JsonSchema(document.RootElement);
        var shown = Operations(document).SelectMany(o => o.Operation.GetProperty("responses").EnumerateObject())
            .Select(r => r.Value.GetProperty("content", "application/json")).OfType<JsonElement>().Where(c => c.TryGetProperty("example", out _)).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, content => Assert.Empty(schema.Faults(content.GetProperty("example"), content.GetProperty("schema"))));
        var problem = document.RootElement.GetProperty("components", "schemas", "Problem")!.Value;
        Assert.All(document.RootElement.GetProperty("components", "examples")!.Value.EnumerateObject(), e => Assert.Empty(schema.Faults(e.Value.GetProperty("value"), problem)));
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonDocument document) =>
        document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, o) => (p.Name, o.Name.ToUpperInvariant(), o.Value));

    private static List<(string In, string Name, string Value)> Values(JsonElement operation, Dictionary<string, string> known, bool all)
    {
        var values = new List<(string, string, string)>();
        foreach (var parameter in operation.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() != "path"))
        {
            var name = parameter.GetProperty("name").GetString()!;
            var needed = parameter.TryGetProperty("required", out var required) && required.GetBoolean();
            if (needed)
                values.Add((parameter.GetProperty("in").GetString()!, name, known[name]));
            else if (all && parameter.TryGetProperty("example", out var example))
                values.Add((parameter.GetProperty("in").GetString()!, name, example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText()));
        }

        return values;
    }

    private static IEnumerable<(string? Type, JsonElement Value)> Examples(JsonElement operation) =>
        operation.GetProperty("requestBody", "content") is { } content
            ? content.EnumerateObject().SelectMany(c => c.Value.GetProperty("examples").EnumerateObject(), (c, e) => ((string?)c.Name, e.Value.GetProperty("value")))
            : [(null, default)];

    private static HttpContent? Content(string? type, JsonElement example, List<(string In, string Name, string Value)> options)
    {
        var fields = options.Where(o => o.In == "query").ToList();
        switch (type)
        {
            case null:
                return null;
            case "application/json":
                var body = JsonSerializer.Deserialize<JsonObject>(example)!;
                foreach (var (_, name, value) in fields)
                    body[name] = value;
                return new StringContent(body.ToJsonString(), Encoding.UTF8, type);
            case "multipart/form-data":
                var form = new MultipartFormDataContent();
                foreach (var member in example.EnumerateObject().Where(m => m.Name == "file" || !fields.Exists(f => f.Name == m.Name)))
                    Part(form, member.Name, member.Value.GetString()!, member.Name == "file" ? "people.csv" : null);
                foreach (var (_, name, value) in fields)
                    Part(form, name, value, null);
                return form;
            default:
                return new StringContent(example.GetString()!, Encoding.UTF8, new MediaTypeHeaderValue(type));
        }
    }

    private static void Part(MultipartFormDataContent form, string name, string value, string? file)
    {
        if (file is null)
            form.Add(new StringContent(value), name);
        else
            form.Add(new StringContent(value), name, file);
    }

    private static async Task HoldsAsync(JsonElement document, JsonElement operation, HttpResponseMessage answer, string what)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(operation.GetProperty("responses").TryGetProperty(status, out var reply), $"{what}: {status} is not described. {text}");
        Assert.True(answer.IsSuccessStatusCode || MayRefuse.Contains(operation.GetProperty("operationId").GetString()), $"{what}: {status} {text}");
        if (!reply.TryGetProperty("content", out var content))
        {
            Assert.Empty(text);
            return;
        }

        Assert.True(content.TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out var form), $"{what}: {answer.Content.Headers.ContentType} is not described");
        if (answer.Content.Headers.ContentType.MediaType!.EndsWith("json", StringComparison.Ordinal))
            Assert.Empty(new JsonSchema(document).Faults(JsonSerializer.Deserialize<JsonElement>(text), form.GetProperty("schema")).Select(fault => $"{what}: {fault}"));
    }
}
