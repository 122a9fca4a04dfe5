using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Activities;

public sealed class ActivityMutationTests
{
    private const string Log = "mutation($input: LogActivityInput!) { logActivity(input: $input) { activity { type source direction at subject body agent { id name } durationSeconds callId dueAt taskState } contact { fullName activityCount lastActivityAt version timeline(first: 1) { nodes { __typename ... on Activity { subject } } } } errors { __typename ... on Error { message } ... on ValidationError { field code } ... on ContactNotFoundError { contactId } } } }";
    private const string Update = "mutation($input: UpdateActivityInput!) { updateActivity(input: $input) { activity { subject body taskState dueAt } contact { activityCount } errors { __typename ... on ActivityNotFoundError { activityId } ... on ValidationError { field code } } } }";
    private const string Delete = "mutation($id: UUID!) { deleteActivity(input: { id: $id }) { activity { subject } contact { activityCount lastActivityAt } errors { __typename ... on ActivityNotFoundError { activityId } } } }";

    [Theory, EachEngine]
    public async Task A_call_is_logged_and_the_contact_beside_it_counts_it(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "Lovelace" });
        var data = await api.DataAsync(api.Viewers.Carol, Log, new { input = new { contactId = contact.Id, type = "CALL", direction = "INBOUND", at = "2026-03-01T12:00:00+01:00", subject = "Router", durationSeconds = 271, callId = "pbx-17" } });
        Assert.Equal(
            """{"logActivity":{"activity":{"type":"CALL","source":"MANUAL","direction":"INBOUND","at":"2026-03-01T11:00:00.000Z","subject":"Router","body":null,"agent":{"id":"carol","name":"Carol Clark"},"durationSeconds":271,"callId":"pbx-17","dueAt":null,"taskState":null},"contact":{"fullName":"Ada Lovelace","activityCount":1,"lastActivityAt":"2026-03-01T11:00:00.000Z","version":1,"timeline":{"nodes":[{"__typename":"Activity","subject":"Router"}]}},"errors":null}}""",
            data.GetRawText());
    }

    [Theory, EachEngine]
    public async Task A_task_is_changed_and_deleted(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var task = await LogAsync(api, api.Viewers.Carol, ActivityType.Task, new() { Subject = "Call back", Body = "soon" });
        Assert.Equal(
            """{"updateActivity":{"activity":{"subject":"Call back","body":null,"taskState":"DONE","dueAt":"2026-03-02T00:00:00.000Z"},"contact":{"activityCount":1},"errors":null}}""",
            (await api.DataAsync(api.Viewers.Carol, Update, new { input = new { id = task.Id, body = (string?)null, taskState = "DONE", dueAt = "2026-03-02T00:00:00Z" } })).GetRawText());
        Assert.Equal(
            """{"deleteActivity":{"activity":{"subject":"Call back"},"contact":{"activityCount":0,"lastActivityAt":null},"errors":null}}""",
            (await api.DataAsync(api.Viewers.Carol, Delete, new { id = task.Id })).GetRawText());
    }

    [Fact]
    public async Task What_is_not_valid_is_an_error_of_the_payload_with_its_field()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        var payload = (await api.DataAsync(api.Viewers.Bob, Log, new { input = new { contactId = contact.Id, type = "EMAIL" } })).GetProperty("logActivity");
        Assert.Equal(("ValidationError", "direction", "REQUIRED"), Error(payload));
        var task = await LogAsync(api, api.Viewers.Bob, ActivityType.Task, new() { Subject = "Call back" });
        payload = (await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id = task.Id, taskState = (string?)null } })).GetProperty("updateActivity");
        Assert.Equal(("ValidationError", "taskState", "REQUIRED"), Error(payload));

        static (string?, string?, string?) Error(System.Text.Json.JsonElement payload)
        {
            var error = payload.GetProperty("errors")[0];
            return (error.GetProperty("__typename").GetString(), error.GetProperty("field").GetString(), error.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_lesser_permission_is_refused()
    {
        await using var api = await Api.StartAsync();
        var note = await LogAsync(api, api.Viewers.Carol, ActivityType.Note, new() { Body = "Carol's" });
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, Log, new { input = new { contactId = note.ContactId, type = "NOTE", body = "x" } })).Code);
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Carol, Log, new { input = new { contactId = note.ContactId, type = "MEETING", subject = "x" } })).Code);
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Bob, Update, new { input = new { id = note.Id, body = "x" } })).Code);
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Bob, Delete, new { id = note.Id })).Code);
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, Delete, new { id = note.Id })).Code);
        Assert.Equal(1, (await api.DataAsync(api.Viewers.Alice, Delete, new { id = note.Id })).GetProperty("deleteActivity").EnumerateObject().Count(p => p.Name == "activity" && p.Value.ValueKind != System.Text.Json.JsonValueKind.Null));
    }

    [Theory, EachEngine]
    public async Task What_is_out_of_sight_is_not_found_like_what_does_not_exist(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var hidden = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "H", LastName = "H", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var foreign = await api.AddAsync(api.Viewers.Gina, new ContactPatch { FirstName = "F", LastName = "F" });
        var notes = new List<Guid> { Guid.Empty };
        foreach (var (viewer, contact) in new[] { (api.Viewers.Alice, hidden), (api.Viewers.Gina, foreign) })
            notes.Add((await api.Store.AskAsync<ActivityWriter, WriteResult<Activity>>(w => w.LogAsync(viewer, contact.Id, ActivityType.Note, new() { Body = "secret" }))).Value!.Id);

        foreach (var contactId in (Guid[])[hidden.Id, foreign.Id, Guid.Empty])
        {
            var error = (await api.DataAsync(api.Viewers.Bob, Log, new { input = new { contactId, type = "NOTE", body = "x" } })).GetProperty("logActivity").GetProperty("errors")[0];
            Assert.Equal(("ContactNotFoundError", contactId), (error.GetProperty("__typename").GetString(), error.GetProperty("contactId").GetGuid()));
        }

        foreach (var id in notes)
        {
            var changed = (await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id, body = "x" } })).GetProperty("updateActivity");
            var deleted = (await api.DataAsync(api.Viewers.Bob, Delete, new { id })).GetProperty("deleteActivity");
            foreach (var payload in new[] { changed, deleted })
            {
                Assert.Equal(System.Text.Json.JsonValueKind.Null, payload.GetProperty("activity").ValueKind);
                Assert.Equal(("ActivityNotFoundError", id), (payload.GetProperty("errors")[0].GetProperty("__typename").GetString(), payload.GetProperty("errors")[0].GetProperty("activityId").GetGuid()));
            }
        }
    }

    private static async Task<Activity> LogAsync(Api api, Core.Visibility.Viewer viewer, ActivityType type, ActivityPatch input)
    {
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        return (await api.Store.AskAsync<ActivityWriter, WriteResult<Activity>>(w => w.LogAsync(viewer, contact.Id, type, input))).Value!;
    }
}
