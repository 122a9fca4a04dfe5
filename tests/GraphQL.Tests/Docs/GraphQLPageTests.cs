using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Docs;

/// <summary>docs/graphql.md says what is true: each of its queries is run, in the order of the page, as the agent bob.</summary>
public sealed class GraphQLPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory, EachEngine]
    public async Task Every_query_of_the_page_has_the_answer_that_stands_beside_it(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await SeedAsync(api);
        var queries = DocumentedQuery.Of(await File.ReadAllTextAsync(Repository.PathOf("docs", "graphql.md")));
        Assert.True(queries.Count >= 10, $"{queries.Count} queries found");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var one in queries)
        {
            var reply = await api.AskAsync(api.Viewers.Bob, one.Query, one.With(names));
            wrong.AddRange(DocumentedQuery.Differences(one.Answer, reply.Json, names).Select(d => $"{one.Title} {d}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task SeedAsync(Api api)
    {
        var (alice, carol) = (api.Viewers.Alice, api.Viewers.Carol);
        var ada = await api.AddAsync(alice, new ContactPatch { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = "(212) 555-0123", Title = "Analyst", Tags = new(true, ["vip", "math"]) });
        var grace = await api.AddAsync(alice, new ContactPatch { FirstName = "Grace", LastName = "Hopper", Email = "grace@example.com", Mobile = "+1 917 555 0142", Tags = new(true, ["vip"]), Visibility = ContactVisibility.Queue, AssignedQueueId = "sales" });
        await api.AddAsync(alice, new ContactPatch { FirstName = "Katherine", LastName = "Johnson", Email = "katherine@example.com", Status = ContactStatus.Inactive });
        await api.AddAsync(alice, new ContactPatch { FirstName = "Émilie", LastName = "du Châtelet", Email = "emilie@example.com" });
        // Bob is not in the queue: he neither sees nor counts her.
        var hidden = await api.AddAsync(alice, new ContactPatch { FirstName = "Hedy", LastName = "Lamarr", Visibility = ContactVisibility.Queue, AssignedQueueId = "support", Tags = new(true, ["vip"]) });
        await api.Store.AskAsync<ListWriter, int>(async lists =>
        {
            var vip = await lists.CreateStaticAsync(alice, "VIP customers", "Called back within the hour");
            return await lists.AddMembersAsync(alice, vip, [ada.Id, grace.Id, hidden.Id]);
        });
        await api.Store.AskAsync<ActivityWriter, object>(w => LogAsync(w));
        await api.Store.AskAsync<InteractionWriter, Recording>(w => w.RecordAsync(api.Store.Acme, [new ClosedConversation(
            "chat-1", ada.Id, InteractionChannel.Whatsapp, Morning, Morning.AddMinutes(12), "carol", "support", "Router",
            [new(Morning, ActivityDirection.Inbound, "Our line is down."), new(Morning.AddMinutes(2), ActivityDirection.Outbound, "Is the lamp red?", "carol")])]));

        async Task<object> LogAsync(ActivityWriter writer) =>
            await writer.LogAsync(carol, ada.Id, ActivityType.Task, new() { Subject = "Send a new router", DueAt = Morning.AddDays(2), At = Morning.AddHours(1) });
    }
}
