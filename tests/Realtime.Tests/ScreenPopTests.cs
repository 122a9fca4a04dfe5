using CrmContacts.Core.Activities;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Realtime.Tests;

/// <summary>Who may be calling, from a real store to the agent's own pages.</summary>
public sealed class ScreenPopTests
{
    private const string Number = "+1 212 555 0143";

    [Theory, EachEngine]
    public async Task The_agent_is_shown_the_contacts_of_the_number_that_the_agent_may_see_best_first(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        var within = await CreateAsync(stage, "212-555-0143 ext 9", ContactVisibility.All);
        var sales = await CreateAsync(stage, Number, ContactVisibility.Queue, Viewers.Sales);
        var support = await CreateAsync(stage, Number, ContactVisibility.Queue, Viewers.Support);
        var carols = await CreateAsync(stage, "(212) 555-0143", ContactVisibility.Owner, owner: "carol");
        var lastDigits = await CreateAsync(stage, "+44 20 5550143", ContactVisibility.All);
        await CreateAsync(stage, "+1 212 555 0199", ContactVisibility.All);
        Assert.Equal([within, sales], await PopAsync(stage, "bob", most: 2));
        Assert.Equal([within, support, carols], await PopAsync(stage, "carol", most: 3));
        Assert.Equal([within, sales, support, carols], await PopAsync(stage, "alice", most: 4));
        Assert.Equal([within, lastDigits], await PopAsync(stage, "erin", most: 9));
    }

    [Theory, EachEngine]
    public async Task A_call_that_goes_on_is_told_at_each_event_and_to_nobody_else(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine);
        await using var bobLine = await stage.LineAsync("bob");
        await using var carolLine = await stage.LineAsync("carol");
        await using var ginaLine = await stage.LineAsync("gina");
        var (bob, carol, gina) = (Heard.On(bobLine, "screenPop"), Heard.On(carolLine, "screenPop"), Heard.On(ginaLine, "screenPop"));
        foreach (var at in new[] { CallEvent.Ringing, CallEvent.Answered, CallEvent.Ended })
        {
            await AnnounceAsync(stage, stage.Viewers.Bob, new Call("bob", Number, "7", ActivityDirection.Inbound, at));
            await bob.LastAsync(told => told.GetProperty("event").GetString() == at.ToString().ToUpperInvariant());
        }

        Assert.Equal(3, bob.All.Count);
        await AnnounceAsync(stage, stage.Viewers.Carol, new Call("carol", Number, "8", ActivityDirection.Outbound, CallEvent.Ringing));
        await carol.LastAsync(told => told.GetProperty("callId").GetString() == "8");
        Assert.Single(carol.All);
        Assert.Equal(3, bob.All.Count);
        Assert.Empty(gina.All);
    }

    private static async Task<IReadOnlyList<Guid>> PopAsync(StoreStage stage, string agent, int most)
    {
        await using var line = await stage.LineAsync(agent);
        var heard = Heard.On(line, "screenPop");
        await AnnounceAsync(stage, stage.Viewers.Alice, new Call(agent, Number, "1", ActivityDirection.Inbound, CallEvent.Ringing));
        var told = await heard.LastAsync(_ => true);
        return [.. told.GetProperty("contactIds").EnumerateArray().Select(id => id.GetGuid()).Take(most)];
    }

    private static Task AnnounceAsync(StoreStage stage, Viewer viewer, Call call) =>
        stage.Store.AskAsync(async (CallWriter calls) =>
        {
            await calls.AnnounceAsync(viewer, call);
            return true;
        });

    private static async Task<Guid> CreateAsync(StoreStage stage, string phone, ContactVisibility visibility, string? queue = null, string? owner = null)
    {
        var made = await stage.Store.AskAsync((ContactWriter writer) => writer.CreateAsync(
            stage.Viewers.Alice, new ContactPatch { LastName = "Ng", Phone = phone, Visibility = visibility, AssignedQueueId = queue, AssignedToId = owner }));
        Assert.Empty(made.Faults);
        return made.Contact!.Id;
    }
}
