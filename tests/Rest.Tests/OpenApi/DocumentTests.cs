using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Rest.Export;
using CrmContacts.Rest.Import;
using CrmContacts.Rest.OpenApi;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace CrmContacts.Rest.Tests.OpenApi;

/// <summary>The document says what there is, all of it, and nothing else.</summary>
public sealed class DocumentTests
{
    /// <summary>Refusals of pages, orders and cost, which only the GraphQL API has.</summary>
    private static readonly ErrorCode[] OfGraphQL = [ErrorCode.PageSizeInvalid, ErrorCode.PagingInvalid, ErrorCode.SortInvalid, ErrorCode.CostExceeded];

    /// <summary><c>./update-contracts.sh</c> sets CRM_UPDATE_CONTRACTS and so rewrites the file.</summary>
    [Fact, Trait("Category", "Contract")]
    public async Task Document_file_is_what_the_routes_say()
    {
        var file = Repository.PathOf("openapi.json");
        var document = await DocumentAsync();
        if (Environment.GetEnvironmentVariable("CRM_UPDATE_CONTRACTS") == "1")
            await File.WriteAllTextAsync(file, document);
        Assert.Equal(await File.ReadAllTextAsync(file), document);
    }

    [Fact]
    public async Task Every_route_of_ours_is_in_it_and_nothing_else()
    {
        await using var host = await PluginHost.StartAsync(prefix: "/crm");
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        var routes = endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/crm/api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (e, method) => $"{method} {e.RoutePattern.RawText}");
        using var document = JsonDocument.Parse(RestDocument.Of(endpoints));
        var told = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, method) => $"{method.Name.ToUpperInvariant()} {p.Name}");
        Assert.Equal(routes.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_keeps_the_rules_of_OpenAPI()
    {
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await DocumentAsync()));
        var read = await OpenApiDocument.LoadAsync(text, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
        Assert.Empty(read.Diagnostic!.Errors.Select(e => e.ToString()));
        Assert.Empty(read.Diagnostic.Warnings.Select(e => e.ToString()));
        Assert.All(read.Document!.Paths.Values.SelectMany(p => p.Operations!.Values), o => Assert.False(string.IsNullOrWhiteSpace(o.Summary) || string.IsNullOrWhiteSpace(o.Description) || string.IsNullOrWhiteSpace(o.OperationId)));
    }

    [Fact]
    public async Task Every_option_that_is_taken_and_every_code_that_is_answered_is_told()
    {
        Assert.Equal(OptionReader.Import.Known.Order(StringComparer.Ordinal), ImportValues.Import.Select(v => v.Name).Order(StringComparer.Ordinal));
        Assert.Equal(OptionReader.Preview.Known.Order(StringComparer.Ordinal), ImportValues.Preview.Select(v => v.Name).Order(StringComparer.Ordinal));
        Assert.Equal(ExportOptions.Known.Order(StringComparer.Ordinal), ExportText.Export.Values.Select(v => v.Name).Order(StringComparer.Ordinal));

        using var document = JsonDocument.Parse(await DocumentAsync());
        var answered = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject())
            .SelectMany(o => o.Value.GetProperty("responses").EnumerateObject()).Select(r => r.Value.GetProperty("content", "application/problem+json", "examples"))
            .OfType<JsonElement>().SelectMany(examples => examples.EnumerateObject()).Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(ErrorCodes.All.Where(c => !OfGraphQL.Contains(c.Key) && !answered.Contains(c.Value.Rest)).Select(c => c.Key));
        var known = document.RootElement.GetProperty("components", "schemas", "Problem", "properties", "code", "enum")!.Value.EnumerateArray().Select(c => c.GetString()!);
        Assert.Superset(answered, known.ToHashSet(StringComparer.Ordinal));
    }

    private static async Task<string> DocumentAsync()
    {
        await using var host = await PluginHost.StartAsync();
        return RestDocument.Of(host.Services.GetRequiredService<EndpointDataSource>().Endpoints);
    }
}
