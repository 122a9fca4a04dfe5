using System.Text;
using System.Text.Json;
using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Realtime.Tests;

/// <summary>Which contacts and lists changed, from a commit in a real store to real clients.</summary>
public sealed class ContactsChangedTests
{
    [Theory, EachEngine]
    public async Task A_contact_that_changes_its_queue_leaves_one_agent_and_comes_to_the_other(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var contact = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales);
        await using var watch = await Watch.AllAsync(stage);

        await stage.MoveAsync(contact, ContactVisibility.Queue, Viewers.Support);
        await watch.SawAsync("bob", $"queue:sales left {contact}");
        await watch.SawAsync("carol", $"queue:support entered {contact}");
        await watch.SawAsync("alice", $"* changed {contact}");

        var own = await stage.CreateAsync(ContactVisibility.Owner, owner: "carol");
        await watch.SawAsync("carol", $"owner:carol entered {own}");
        await watch.SawAsync("alice", $"* entered {own}");
        await stage.Store.AskAsync((BulkWriter writer) => writer.RunAsync(stage.Viewers.Alice, new ContactSelection { Ids = [own] }, new BulkAction.Delete()));
        await watch.SawAsync("carol", $"owner:carol left {own}");
        await watch.SawAsync("alice", $"* left {own}");

        Assert.Equal([$"queue:sales left {contact}"], watch.Of("bob"));
        Assert.Empty(watch.Of("erin"));
        Assert.Empty(watch.Of("gina"));
        Assert.All(watch.Of("alice"), told => Assert.StartsWith("* ", told, StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task A_membership_is_a_change_of_the_contact(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var contact = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Support);
        var list = await stage.ListAsync("Leads");
        await using var watch = await Watch.AllAsync(stage);
        await stage.AddAsync(list, contact);
        await watch.SawAsync("carol", $"queue:support changed {contact}");
        Assert.Empty(watch.Of("bob"));
    }

    [Theory, EachEngine]
    public async Task What_is_logged_with_a_contact_is_a_change_of_it(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var contact = await stage.CreateAsync(ContactVisibility.Queue, Viewers.Support);
        await using var watch = await Watch.AllAsync(stage);
        var logged = await stage.Store.AskAsync((ActivityWriter writer) => writer.LogAsync(stage.Viewers.Carol, contact, ActivityType.Note, new ActivityPatch { Body = "Called back." }));
        Assert.Empty(logged.Faults);
        await watch.SawAsync("carol", $"queue:support changed {contact}");
        await watch.SawAsync("alice", $"* changed {contact}");
        Assert.Empty(watch.Of("bob"));
    }

    [Theory, EachEngine]
    public async Task More_than_two_hundred_at_once_are_many_and_nobody_is_named(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var contacts = new List<Guid>();
        for (var contact = 0; contact < 201; contact++)
            contacts.Add(await stage.CreateAsync(ContactVisibility.Queue, Viewers.Sales));
        await using var watch = await Watch.AllAsync(stage);
        var result = await stage.Store.AskAsync((BulkWriter writer) => writer.RunAsync(
            stage.Viewers.Alice, new ContactSelection { Ids = contacts }, new BulkAction.AssignToQueue(Viewers.Support)));
        Assert.Equal(201, result.Value!.Affected);
        await watch.SawAsync("bob", "queue:sales many");
        await watch.SawAsync("carol", "queue:support many");
        await watch.SawAsync("alice", "* many");
        foreach (var agent in new[] { "alice", "bob", "carol" })
            Assert.Single(watch.Of(agent));
        Assert.Empty(watch.Of("gina"));
    }

    [Theory, EachEngine]
    public async Task An_import_names_nobody(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine, runImports: true);
        await using var watch = await Watch.AllAsync(stage);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes("Last name\nNg\n"));
        await stage.Store.AskAsync(async (ImportWriter writer) =>
            await writer.StartAsync(stage.Viewers.Bob, await writer.StageAsync(stage.Viewers.Bob, "people.csv", csv), new ImportOptions()));
        await watch.SawAsync("alice", "* many");
        Assert.All(watch.Of("alice"), told => Assert.Equal("* many", told));
        Assert.Empty(watch.Of("gina"));
    }

    [Theory, EachEngine]
    public async Task Lists_that_come_change_and_go_are_told_to_every_agent_of_the_tenant(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        await using var carolLine = await stage.LineAsync("carol");
        await using var ginaLine = await stage.LineAsync("gina");
        var (carol, gina) = (Heard.On(carolLine, "listsChanged"), Heard.On(ginaLine, "listsChanged"));

        var list = await stage.ListAsync("Leads");
        await carol.LastAsync(told => Is(told, "created", list));
        await stage.Store.AskAsync((ListWriter lists) => lists.UpdateAsync(stage.Viewers.Alice, list, new ListInput { Name = "Prospects" }));
        await carol.LastAsync(told => Is(told, "changed", list));
        await stage.Store.AskAsync((ListWriter lists) => lists.DeleteAsync(stage.Viewers.Alice, list));
        await carol.LastAsync(told => Is(told, "deleted", list));
        Assert.Equal(3, carol.All.Count);
        Assert.Empty(gina.All);
    }

    private static bool Is(JsonElement told, string what, Guid list) =>
        told.EnumerateObject().All(ids => ids.Name == what ? ids.Value.EnumerateArray().Single().GetGuid() == list : ids.Value.GetArrayLength() == 0);

    /// <summary>What each agent was told of contacts, a word a line.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly Dictionary<string, (HubConnection Line, Heard Heard)> _agents = new(StringComparer.Ordinal);

        public static async Task<Watch> AllAsync(StoreStage stage)
        {
            var watch = new Watch();
            foreach (var agent in new[] { "alice", "bob", "carol", "erin", "gina" })
            {
                var line = await stage.LineAsync(agent);
                watch._agents[agent] = (line, Heard.On(line, "contactsChanged"));
            }

            return watch;
        }

        public Task SawAsync(string agent, string word) => Eventually.TrueAsync(() => Task.FromResult(Of(agent).Contains(word)), details: () => string.Join("; ", Of(agent)));

        public IReadOnlyList<string> Of(string agent) => [.. _agents[agent].Heard.All.SelectMany(m => m.GetProperty("buckets").EnumerateArray()).SelectMany(Words)];

        public async ValueTask DisposeAsync()
        {
            foreach (var (line, _) in _agents.Values)
                await line.DisposeAsync();
        }

        private static IEnumerable<string> Words(JsonElement bucket)
        {
            if (bucket.GetProperty("many").GetBoolean())
                yield return $"{bucket.GetProperty("bucket")} many";
            foreach (var what in new[] { "entered", "changed", "left" })
            {
                foreach (var id in bucket.GetProperty(what).EnumerateArray())
                    yield return $"{bucket.GetProperty("bucket")} {what} {id}";
            }
        }
    }
}
