using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmContacts.GraphQL.Tests.Stage;

/// <summary>The endpoint over a fresh store. Who asks is set as the plugin's gate would set it.</summary>
internal sealed class Api : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Api(TestStore store, WebApplication app) => (Store, _app) = (store, app);

    public TestStore Store { get; }

    public CrmContacts.Tests.Support.Stores.Viewers Viewers => Store.Viewers;

    public static async Task<Api> StartAsync(Engine engine = Engine.Sqlite, Action<CrmGraphQLOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var store = await TestStore.StartAsync(engine, configure: services);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store.Services.GetRequiredService<FairShares>());
        builder.Services.AddCrmGraphQL(options =>
        {
            options.Introspection = true;
            configure?.Invoke(options);
        });
        var app = builder.Build();
        var api = new Api(store, app);
        app.Use(async (context, next) =>
        {
            await using var scope = store.Scope();
            context.RequestServices = scope.ServiceProvider;
            if (context.Request.Headers["Agent"].ToString() is { Length: > 0 } agent)
                context.Features.Set(api.ViewerOf(agent));
            await next(context);
        });
        app.MapCrmGraphQL();
        await app.StartAsync();
        return api;
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request, Viewer? viewer)
    {
        if (viewer is not null)
            request.Headers.Add("Agent", viewer.AgentId);
        using var http = _app.GetTestClient();
        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Headers, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Runs an operation by POST, as JSON.</summary>
    public Task<Reply> AskAsync(Viewer? viewer, string query, object? variables = null, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        return SendAsync(request, viewer);
    }

    /// <summary>The data of an operation that has no errors.</summary>
    public async Task<JsonElement> DataAsync(Viewer viewer, string query, object? variables = null)
    {
        var reply = await AskAsync(viewer, query, variables);
        Assert.False(reply.Json.TryGetProperty("errors", out _), reply.Body);
        return reply.Json.GetProperty("data");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }

    private Viewer ViewerOf(string agent) => agent switch
    {
        "alice" => Viewers.Alice,
        "bob" => Viewers.Bob,
        "carol" => Viewers.Carol,
        "dave" => Viewers.Dave,
        "erin" => Viewers.Erin,
        "gina" => Viewers.Gina,
        _ => throw new ArgumentOutOfRangeException(nameof(agent), agent, null),
    };
}
