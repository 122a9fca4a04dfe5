using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;
using Snapshooter;
using Snapshooter.Xunit;

namespace CrmContacts.GraphQL.Tests.Answers;

/// <summary>
/// The operations beside this file over one seeded tenant, held to one snapshot each: both databases have to give the same answer,
/// to the letter. What asks shares a tenant, what writes has its own.
/// </summary>
public sealed class AnswerTests(Towns towns) : IClassFixture<Towns>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<Engine, string> All
    {
        get
        {
            var all = new TheoryData<Engine, string>();
            foreach (var name in typeof(AnswerTests).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".graphql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                all.Add(Engine.Sqlite, name[..^".graphql".Length]);
                all.Add(Engine.Postgres, name[..^".graphql".Length]);
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Both_databases_answer_the_same(Engine engine, string name)
    {
        using var file = new StreamReader(typeof(AnswerTests).Assembly.GetManifestResourceStream(name + ".graphql")!);
        var operation = await file.ReadToEndAsync();
        var agent = operation.Split('\n')[0]["# agent: ".Length..].Trim();
        var shared = name.StartsWith("query", StringComparison.Ordinal);
        var (api, town) = shared ? await towns.SharedAsync(engine) : await Towns.BuildAsync(engine);
        try
        {
            Viewer viewer = agent switch { "alice" => api.Viewers.Alice, "bob" => api.Viewers.Bob, "carol" => api.Viewers.Carol, _ => api.Viewers.Gina };
            var reply = await api.AskAsync(viewer, town.WithIds(operation));
            Assert.DoesNotContain("INTERNAL", reply.Body, StringComparison.Ordinal);
            Snapshot.Match(town.WithNames(JsonSerializer.Serialize(reply.Json, Readable)), SnapshotNameExtension.Create(name));
        }
        finally
        {
            if (!shared)
                await api.DisposeAsync();
        }
    }
}

/// <summary>The tenants that operations which only ask share.</summary>
public sealed class Towns : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Engine, Lazy<Task<(Api, Town)>>> _shared = new();

    internal Task<(Api Api, Town Town)> SharedAsync(Engine engine) => _shared.GetOrAdd(engine, e => new(() => BuildAsync(e))).Value;

    internal static async Task<(Api Api, Town Town)> BuildAsync(Engine engine)
    {
        var api = await Api.StartAsync(engine, services: s => s.AddSingleton<TimeProvider>(new TickingClock()));
        return (api, await Town.BuildAsync(api));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var made in _shared.Values)
            await (await made.Value).Item1.DisposeAsync();
    }
}
