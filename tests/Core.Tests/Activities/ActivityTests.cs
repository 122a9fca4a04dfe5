using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using static CrmContacts.Core.Tests.Activities.ActivityStory;

namespace CrmContacts.Core.Tests.Activities;

public class ActivityTests
{
    [Theory, EachEngine]
    public async Task The_contacts_figures_follow_every_write_and_its_version_does_not(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        Assert.Equal((0, null, 1), await store.FiguresAsync(contact));

        var older = await store.NoteAsync(store.Viewers.Bob, contact, "older", Noon);
        var newest = await store.NoteAsync(store.Viewers.Bob, contact, "newest", Noon.AddHours(2));
        await store.NoteAsync(store.Viewers.Bob, contact, "between", Noon.AddHours(1));
        Assert.Equal((3, Noon.AddHours(2), 1), await store.FiguresAsync(contact));

        var writer = store.Get<ActivityWriter>();
        await writer.UpdateAsync(store.Viewers.Bob, older.Id, new() { At = Noon.AddHours(5) });
        Assert.Equal((3, Noon.AddHours(5), 1), await store.FiguresAsync(contact));
        await writer.UpdateAsync(store.Viewers.Bob, older.Id, new() { At = Noon.AddHours(-5) });
        Assert.Equal((3, Noon.AddHours(2), 1), await store.FiguresAsync(contact));
        await writer.DeleteAsync(store.Viewers.Bob, newest.Id);
        Assert.Equal((2, Noon.AddHours(1), 1), await store.FiguresAsync(contact));

        await store.RecordAsync(store.Acme, Conversation("c1", contact, Noon.AddHours(3)));
        Assert.Equal((3, Noon.AddHours(3), 1), await store.FiguresAsync(contact));
        foreach (var entry in (await store.TimelineAsync(store.Viewers.Alice, contact)).Items.OfType<Activity>())
            await writer.DeleteAsync(store.Viewers.Alice, entry.Id);
        Assert.Equal((1, Noon.AddHours(3), 1), await store.FiguresAsync(contact));
    }

    [Theory, EachEngine]
    public async Task The_last_activity_that_goes_leaves_no_instant_behind(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        var note = await store.NoteAsync(store.Viewers.Bob, contact, "only");
        Assert.Equal(note, (await store.Get<ActivityWriter>().DeleteAsync(store.Viewers.Bob, note.Id)).Value);
        Assert.Equal((0, null, 1), await store.FiguresAsync(contact));
        Assert.Equal(new ActivityNotFound(note.Id), Assert.Single((await store.Get<ActivityWriter>().DeleteAsync(store.Viewers.Bob, note.Id)).Faults));
        Assert.Equal((0, null, 1), await store.FiguresAsync(contact));
    }

    [Theory, EachEngine]
    public async Task Every_field_of_a_call_and_a_task_is_kept(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        var call = (await store.LogAsync(store.Viewers.Carol, contact, ActivityType.Call, new()
        {
            Direction = ActivityDirection.Inbound, At = Noon, Subject = " Router ", Body = "It blinks.", DurationSeconds = 271, CallId = "pbx-17", Source = ActivitySource.External,
        })).Value!;
        var task = (await store.LogAsync(store.Viewers.Carol, contact, ActivityType.Task, new() { At = Noon.AddSeconds(1), Subject = "Send a new one", DueAt = Noon.AddDays(2) })).Value!;
        Assert.Equal(TaskState.Open, task.TaskState);
        task = (await store.Get<ActivityWriter>().UpdateAsync(store.Viewers.Carol, task.Id, new() { TaskState = TaskState.Done, Body = "sent" })).Value!;

        var kept = (await store.TimelineAsync(store.Viewers.Bob, contact)).Items;
        Assert.Equal<ITimelineEntry>([task, call], kept);
        Assert.Equal(("Router", 271, "pbx-17", "carol", ActivitySource.External), (call.Subject, call.DurationSeconds, call.CallId, call.AgentId, call.Source));
        Assert.Equal((TaskState.Done, Noon.AddDays(2), "sent"), (task.TaskState, task.DueAt, task.Body));
    }

    [Theory, EachEngine]
    public async Task A_call_that_is_told_twice_is_logged_once_for_each_agent(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        var call = new ActivityPatch { Direction = ActivityDirection.Inbound, CallId = "pbx-17" };
        var first = await store.LogAsync(store.Viewers.Carol, contact, ActivityType.Call, call);
        var again = await store.LogAsync(store.Viewers.Carol, contact, ActivityType.Call, call with { Subject = "again" });
        var other = await store.LogAsync(store.Viewers.Bob, contact, ActivityType.Call, call);
        Assert.Equal(first.Value, again.Value);
        Assert.NotEqual(first.Value!.Id, other.Value!.Id);
        Assert.Equal(2, (await store.FiguresAsync(contact)).Count);
    }

    [Theory, EachEngine]
    public async Task Agent_outside_the_queue_neither_logs_nor_sees_nor_changes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var secret = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Support", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" })).Id;
        var note = await store.NoteAsync(store.Viewers.Carol, secret, "hidden");
        var writer = store.Get<ActivityWriter>();
        foreach (var outsider in new[] { store.Viewers.Bob, store.Viewers.Erin, store.Viewers.Gina })
        {
            Assert.Equal(new ContactNotFound(secret), Assert.Single((await store.LogAsync(outsider, secret, ActivityType.Note, new() { Body = "x" })).Faults));
            Assert.Equal(new ActivityNotFound(note.Id), Assert.Single((await writer.UpdateAsync(outsider, note.Id, new() { Body = "x" })).Faults));
            Assert.Equal(new ActivityNotFound(note.Id), Assert.Single((await writer.DeleteAsync(outsider, note.Id)).Faults));
            Assert.Empty((await store.TimelineAsync(outsider, secret)).Items);
        }

        Assert.Equal("hidden", ((Activity)(await store.TimelineAsync(store.Viewers.Alice, secret)).Items.Single()).Body);
        Assert.Equal(1, (await store.FiguresAsync(secret)).Count);
    }

    [Theory, EachEngine]
    public async Task An_agent_changes_their_own_and_a_manager_everybodys(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        var note = await store.NoteAsync(store.Viewers.Carol, contact, "Carol's");
        var writer = store.Get<ActivityWriter>();
        Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => writer.UpdateAsync(store.Viewers.Bob, note.Id, new() { Body = "Bob's" }))).Code);
        Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => writer.DeleteAsync(store.Viewers.Bob, note.Id))).Code);
        Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => store.LogAsync(store.Viewers.Dave, contact, ActivityType.Note, new() { Body = "x" }))).Code);
        Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => store.LogAsync(store.Viewers.Carol, contact, ActivityType.Meeting, new() { Subject = "x" }))).Code);
        Assert.Empty((await writer.UpdateAsync(store.Viewers.Carol, note.Id, new() { Body = "Carol's own" })).Faults);
        Assert.Equal("carol", (await writer.UpdateAsync(store.Viewers.Alice, note.Id, new() { Body = "corrected" })).Value!.AgentId);
        Assert.Equal("corrected", ((Activity)(await store.TimelineAsync(store.Viewers.Bob, contact)).Items.Single()).Body);
    }

    [Theory, EachEngine]
    public async Task What_an_activity_cannot_have_is_a_fault_of_its_field_and_nothing_is_written(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        async Task<string> FaultsAsync(ActivityType type, ActivityPatch input) =>
            string.Join(' ', (await store.LogAsync(store.Viewers.Bob, contact, type, input)).Faults.Cast<FieldFault>().Select(f => $"{f.Field}:{f.Code}"));
        Assert.Equal("direction:REQUIRED", await FaultsAsync(ActivityType.Call, new()));
        Assert.Equal("body:REQUIRED", await FaultsAsync(ActivityType.Note, new() { Body = "  " }));
        Assert.Equal("subject:REQUIRED", await FaultsAsync(ActivityType.Task, new()));
        Assert.Equal("direction:NOT_ALLOWED durationSeconds:NOT_ALLOWED callId:NOT_ALLOWED dueAt:NOT_ALLOWED taskState:NOT_ALLOWED",
            await FaultsAsync(ActivityType.Note, new() { Body = "x", Direction = ActivityDirection.Inbound, DurationSeconds = 1, CallId = "c", DueAt = Noon, TaskState = TaskState.Open }));
        Assert.Equal("at:REQUIRED body:TOO_LONG", await FaultsAsync(ActivityType.Note, new() { At = new(true, null), Body = new string('x', ActivityRules.MaxBody + 1) }));
        Assert.Equal("durationSeconds:OUT_OF_RANGE subject:NUL_IN_TEXT", await FaultsAsync(ActivityType.Call, new() { Direction = ActivityDirection.Inbound, DurationSeconds = -1, Subject = "a\0b" }));
        Assert.Equal((0, null, 1), await store.FiguresAsync(contact));
    }
}
