using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Calls;
using CrmContacts.Rest.Export;
using CrmContacts.Rest.Import;
using CrmContacts.Rest.Maps;
using CrmContacts.Rest.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest;

/// <summary>What the REST routes need to know.</summary>
public sealed class CrmRestOptions
{
    /// <summary>The longest file that is taken, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>How long an import is waited for before it is answered with 202.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Registers and maps the REST API. Its routes expect a <see cref="Viewer"/> among the request's features.</summary>
public static class RestApi
{
    public static IServiceCollection AddCrmRest(this IServiceCollection services, CrmRestOptions options) => services.AddSingleton(options);

    /// <summary>Maps <c>/api/…</c>. What none of these routes knows is a 404 of the same form as theirs.</summary>
    public static IEndpointConventionBuilder MapCrmRest(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        Map(api, "/crm-contacts/{tenant}/import", HttpMethods.Post, ImportApi.ImportAsync, ImportText.Import);
        Map(api, "/crm-contacts/{tenant}/import-preview", HttpMethods.Post, ImportApi.PreviewAsync, ImportText.Preview);
        Map(api, "/crm-contacts/{tenant}/imports", HttpMethods.Get, RunsApi.ListAsync, ImportText.List);
        Map(api, "/crm-contacts/{tenant}/imports/{id}", HttpMethods.Get, RunsApi.FindAsync, ImportText.Find);
        Map(api, "/crm-contacts/{tenant}/imports/{id}/cancel", HttpMethods.Post, RunsApi.CancelAsync, ImportText.Cancel);
        Map(api, "/crm-contacts/{tenant}/imports/{id}/undo", HttpMethods.Post, RunsApi.UndoAsync, ImportText.Undo);
        Map(api, "/crm-contacts/{tenant}/imports/{id}/kept", HttpMethods.Get, KeptApi.ListAsync, ImportText.Kept);
        Map(api, "/crm-contacts/{tenant}/import-errors", HttpMethods.Get, ErrorRowsApi.DownloadAsync, ImportText.Errors);
        Map(api, "/crm-contacts/{tenant}/export", HttpMethods.Get, ExportApi.DownloadAsync, ExportText.Export);
        Map(api, "/crm-import-maps/{tenant}", (HttpMethods.Get, MapsApi.ListAsync, MapText.List), (HttpMethods.Post, MapsApi.CreateAsync, MapText.Create));
        Map(api, "/crm-import-maps/{tenant}/{id}", (HttpMethods.Get, MapsApi.FindAsync, MapText.Find), (HttpMethods.Put, MapsApi.UpdateAsync, MapText.Update), (HttpMethods.Delete, MapsApi.DeleteAsync, MapText.Delete));
        Map(api, "/crm-calls/{tenant}", HttpMethods.Post, CallsApi.AnnounceAsync, CallText.Announce);
        foreach (var family in new[] { "crm-contacts", "crm-import-maps", "crm-calls" })
            api.Map($"/{family}/{{**rest}}", Problems.ProblemWriter.NotFoundAsync);
        return api;
    }

    private static void Map(RouteGroupBuilder api, string pattern, string method, RestHandler handler, RestOperation about) =>
        Map(api, pattern, (method, handler, about));

    private static void Map(RouteGroupBuilder api, string pattern, params (string Method, RestHandler Handler, RestOperation About)[] handlers)
    {
        foreach (var (method, handler, about) in handlers)
            api.MapMethods(pattern, [method], RestRoute.Guard(handler)).WithMetadata(about);
        // Every other method comes here, instead of to the bare 405 of routing.
        var allowed = string.Join(", ", handlers.Select(h => h.Method));
        api.Map(pattern, context => Problems.ProblemWriter.MethodNotAllowedAsync(context, allowed));
    }
}
