using System.Text.Json;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Realtime.Tests;

/// <summary>Real bulk actions, followed over the hub.</summary>
public sealed class BulkProgressTests
{
    private const int People = BulkWriter.AtOnce + 50;

    [Theory, EachEngine]
    public async Task An_action_of_many_is_followed_by_its_agent_and_by_managers_to_its_end(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine, runImports: true);
        await Crowd.AddAsync(stage.Store, People);
        await using var aliceLine = await stage.LineAsync("alice");
        await using var bobLine = await stage.LineAsync("bob");
        await using var erinLine = await stage.LineAsync("erin");
        await using var carolLine = await stage.LineAsync("carol");
        await using var ginaLine = await stage.LineAsync("gina");
        var (alice, bob) = (Heard.On(aliceLine, "bulkProgress"), Heard.On(bobLine, "bulkProgress"));
        var outsiders = new[] { erinLine, carolLine, ginaLine }.Select(line => Heard.On(line, "bulkProgress")).ToArray();

        var moved = await RunAsync(stage, stage.Viewers.Alice, new BulkAction.AssignToQueue(Viewers.Sales));
        await EndedAsync(alice, moved);
        Assert.Empty(bob.All);

        var tagged = await RunAsync(stage, stage.Viewers.Bob, new BulkAction.AddTags(["vip"]));
        await EndedAsync(alice, tagged);
        await EndedAsync(bob, tagged);
        Assert.DoesNotContain(bob.All, run => run.GetProperty("id").GetGuid() == moved);
        Assert.All(outsiders, heard => Assert.Empty(heard.All));
    }

    [Theory, EachEngine]
    public async Task An_action_within_its_request_is_told_by_its_answer_alone(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var one = await stage.CreateAsync(ContactVisibility.All);
        await using var line = await stage.LineAsync("alice");
        var (runs, counts) = (Heard.On(line, "bulkProgress"), Heard.On(line, "listCountsChanged"));
        var done = await stage.Store.AskAsync((BulkWriter writer) => writer.RunAsync(stage.Viewers.Alice, new ContactSelection { Ids = [one] }, new BulkAction.Delete()));
        Assert.Equal(1, done.Value!.Affected);
        await counts.LastAsync(_ => true);
        Assert.Empty(runs.All);
    }

    private static async Task<Guid> RunAsync(StoreStage stage, Viewer viewer, BulkAction action)
    {
        var started = await stage.Store.AskAsync((BulkWriter writer) => writer.RunAsync(viewer, new ContactSelection { All = true }, action));
        Assert.NotNull(started.Value!.RunId);
        return started.Value.RunId.Value;
    }

    private static async Task EndedAsync(Heard heard, Guid run)
    {
        var last = await heard.LastAsync(told => told.GetProperty("id").GetGuid() == run && told.GetProperty("status").GetString() == "COMPLETED");
        Assert.Equal((People, People), (last.GetProperty("totalCount").GetInt32(), last.GetProperty("affectedCount").GetInt32() + last.GetProperty("skippedCount").GetInt32()));
        Assert.Equal(JsonValueKind.String, last.GetProperty("finishedAt").ValueKind);
        Assert.Single(heard.All, told => told.GetProperty("id").GetGuid() == run && told.GetProperty("status").GetString() == "COMPLETED");
    }
}
