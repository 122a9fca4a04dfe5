using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Activities;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string Timeline = "timeline(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { __typename ... on Activity { type body agent { name } } ... on Interaction { channel subject endedAt messageCount agent { name } queue { name } messages(first: 2) { pageInfo { hasNextPage } nodes { direction body sender agent { name } } } } } }";

    [Theory, EachEngine]
    public async Task Activities_and_conversations_come_merged_newest_first_page_by_page(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        await TalkAsync(api, contact.Id);
        const string Query = "query($id: UUID!, $first: Int, $after: String) { contactById(id: $id) { activityCount " + Timeline + " } }";
        var data = (await api.DataAsync(api.Viewers.Carol, Query, new { id = contact.Id, first = 2 })).GetProperty("contactById");
        Assert.Equal(3, data.GetProperty("activityCount").GetInt32());
        var timeline = data.GetProperty("timeline");
        Assert.Equal(
            """[{"__typename":"Activity","type":"NOTE","body":"later","agent":{"name":"Bob Brown"}},{"__typename":"Interaction","channel":"WHATSAPP","subject":"Router","endedAt":"2026-03-01T13:00:00.000Z","messageCount":3,"agent":{"name":"Carol Clark"},"queue":{"name":"Support"},"messages":{"pageInfo":{"hasNextPage":true},"nodes":[{"direction":"INBOUND","body":"It blinks.","sender":"+12125550123","agent":null},{"direction":"OUTBOUND","body":"Which colour?","sender":null,"agent":{"name":"Carol Clark"}}]}}]""",
            timeline.GetProperty("nodes").GetRawText());
        Assert.True(timeline.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        var rest = (await api.DataAsync(api.Viewers.Carol, Query, new { id = contact.Id, first = 2, after = timeline.GetProperty("pageInfo").GetProperty("endCursor").GetString() })).GetProperty("contactById").GetProperty("timeline");
        Assert.Equal("""[{"__typename":"Activity","type":"NOTE","body":"earlier","agent":{"name":"Bob Brown"}}]""", rest.GetProperty("nodes").GetRawText());
        Assert.False(rest.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
    }

    [Theory, EachEngine]
    public async Task A_page_with_timelines_and_messages_is_three_statements_whatever_its_size(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        for (var i = 0; i < 12; i++)
            await TalkAsync(api, (await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = $"F{i}", LastName = "L" })).Id, $"c{i}");
        foreach (var rows in (int[])[2, 12])
        {
            using var log = new StatementLog(api.Store);
            var data = await api.DataAsync(api.Viewers.Bob, "query($rows: Int, $first: Int, $after: String) { contacts(first: $rows) { nodes { firstName " + Timeline + " } } }", new { rows, first = 3 });
            Assert.Equal(rows, data.GetProperty("contacts").GetProperty("nodes").GetArrayLength());
            Assert.All(data.GetProperty("contacts").GetProperty("nodes").EnumerateArray(), c => Assert.Equal(3, c.GetProperty("timeline").GetProperty("nodes").GetArrayLength()));
            Assert.Equal(3, log.All.Count(sql => sql.TrimStart().StartsWith("SELECT", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_timeline_that_would_be_too_much_is_refused_before_it_is_read()
    {
        await using var api = await Api.StartAsync();
        using var log = new StatementLog(api.Store);
        Assert.Equal("HC0047", (await api.AskAsync(api.Viewers.Bob, "{ contacts(first: 200) { nodes { timeline(first: 200) { nodes { ... on Interaction { messages(first: 200) { nodes { body } } } } } } } }")).Code);
        Assert.Empty(log.All);
    }

    [Fact]
    public async Task A_cursor_of_something_else_is_refused()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        Assert.Equal("HC0078", (await api.AskAsync(api.Viewers.Bob, "query($id: UUID!) { contactById(id: $id) { timeline(after: \"AAAA\") { nodes { __typename } } } }", new { id = contact.Id })).Code);
        Assert.Equal("HC0051", (await api.AskAsync(api.Viewers.Bob, "query($id: UUID!) { contactById(id: $id) { timeline(first: 201) { nodes { __typename } } } }", new { id = contact.Id })).Code);
    }

    [Theory, EachEngine]
    public async Task History_says_who_changed_what_from_the_creation_on(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "Byron", Tags = new(true, ["vip"]) });
        await api.DataAsync(api.Viewers.Bob, "mutation($id: UUID!) { updateContact(input: { id: $id, lastName: \"Lovelace\", visibility: QUEUE, assignedQueueId: \"support\", tags: [] }) { errors { __typename } } }", new { id = contact.Id });
        const string Query = "query($id: UUID!, $first: Int, $last: Int) { contactHistory(id: $id, first: $first, last: $last) { pageInfo { hasNextPage } nodes { version isCreation agent { name } runId import { id fileName } fields { field from to } } } }";
        Assert.Equal(
            """{"contactHistory":{"pageInfo":{"hasNextPage":false},"nodes":[{"version":1,"isCreation":true,"agent":null,"runId":null,"import":null,"fields":[]},{"version":2,"isCreation":false,"agent":{"name":"Bob Brown"},"runId":null,"import":null,"fields":[{"field":"lastName","from":"Byron","to":"Lovelace"},{"field":"visibility","from":"ALL","to":"QUEUE"},{"field":"assignedQueueId","from":null,"to":"support"},{"field":"tags","from":["vip"],"to":[]}]}]}}""",
            (await api.DataAsync(api.Viewers.Carol, Query, new { id = contact.Id })).GetRawText());
        Assert.Equal("""{"contactHistory":null}""", (await api.DataAsync(api.Viewers.Bob, Query, new { id = contact.Id })).GetRawText());
        Assert.Equal("""{"contactHistory":null}""", (await api.DataAsync(api.Viewers.Gina, Query, new { id = contact.Id })).GetRawText());
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, Query, new { id = contact.Id })).Code);
        Assert.Equal("HC0079", (await api.AskAsync(api.Viewers.Carol, Query, new { id = contact.Id, first = 1, last = 1 })).Code);
    }

    [Fact]
    public async Task Colleagues_and_queues_are_the_tenants_own()
    {
        await using var api = await Api.StartAsync();
        Assert.Equal(
            """{"agents":[{"id":"alice","name":"Alice Adams"},{"id":"bob","name":"Bob Brown"},{"id":"carol","name":"Carol Clark"},{"id":"dave","name":"Dave Davis"},{"id":"erin","name":"Erin Evans"}],"queues":[{"id":"sales","name":"Sales"},{"id":"support","name":"Support"}]}""",
            (await api.DataAsync(api.Viewers.Carol, "{ agents { id name } queues { id name } }")).GetRawText());
        Assert.Equal("""{"agents":[{"email":"gina@globex.example"}],"queues":[]}""", (await api.DataAsync(api.Viewers.Gina, "{ agents { email } queues { id } }")).GetRawText());
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, "{ agents { id } }")).Code);
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, "{ queues { id } }")).Code);
    }

    private static async Task TalkAsync(Api api, Guid contact, string id = "c1")
    {
        await api.Store.AskAsync<ActivityWriter, bool>(async w =>
        {
            await w.LogAsync(api.Viewers.Bob, contact, ActivityType.Note, new() { Body = "earlier", At = Noon });
            await w.LogAsync(api.Viewers.Bob, contact, ActivityType.Note, new() { Body = "later", At = Noon.AddHours(2) });
            return true;
        });
        await api.Store.AskAsync<InteractionWriter, Recording>(w => w.RecordAsync(api.Store.Acme, [new ClosedConversation(
            id, contact, InteractionChannel.Whatsapp, Noon, Noon.AddHours(1), "carol", "support", "Router",
            [
                new(Noon, ActivityDirection.Inbound, "It blinks.", Sender: "+12125550123"),
                new(Noon.AddMinutes(1), ActivityDirection.Outbound, "Which colour?", "carol"),
                new(Noon.AddMinutes(2), ActivityDirection.Inbound, "Red."),
            ])]));
    }
}
