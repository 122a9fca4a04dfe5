using System.Text.Json;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>Bob (queue sales) never sees a contact of queue support, by any route; Carol (queue support) does.</summary>
public sealed class HiddenContactTests
{
    private const string Create =
        "mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id } errors { __typename } } }";

    [Theory, EachEngine]
    public async Task Contact_of_another_queue_is_hidden_by_every_route(Engine engine)
    {
        await using var host = await HostProcess.StartAsync(await HostStores.FreshAsync(engine));
        using var alice = await host.ClientOfAsync("alice");
        using var bob = await host.ClientOfAsync("bob");
        using var carol = await host.ClientOfAsync("carol");
        var before = (Bob: await TotalAsync(bob), BobHeard: await HeardAsync(bob, host), Carol: await TotalAsync(carol));

        var id = await CreateAsync(alice);

        foreach (var (client, sees) in new[] { (bob, false), (carol, true) })
        {
            var count = sees ? 1 : 0;
            Assert.Equal(sees, await ByIdAsync(client, id));
            Assert.Equal(count, await CountAsync(client, "where: {externalCrmId: {eq: \"hidden-1\"}}"));
            Assert.Equal(count, await CountAsync(client, "where: {email: {startsWith: \"hanna.hidden\"}}"));
            Assert.Equal(count, await CountAsync(client, "where: {or: [{firstName: {eq: \"Hanna\"}, lastName: {eq: \"Hiddenwell\"}}, {id: {in: []}}]}"));
            Assert.Equal(count, await CountAsync(client, "search: \"Hiddenw\""));
        }

        Assert.Equal(before.Bob, await TotalAsync(bob));
        Assert.Equal(before.BobHeard, await HeardAsync(bob, host));
        Assert.Equal(before.Carol + 1, await TotalAsync(carol));
        await AssertBobCannotWriteAsync(bob, id);
        await AssertImportShowsNothingAsync(bob);
        Assert.True(await ByIdAsync(carol, id));
        Assert.Equal("Hanna", await FirstNameAsync(carol, id));
    }

    private static async Task<string> CreateAsync(HttpClient alice)
    {
        var data = await alice.AskAsync(Create, new
        {
            input = new
            {
                firstName = "Hanna", lastName = "Hiddenwell", email = "hanna.hidden@example.com", externalCrmId = "hidden-1",
                visibility = "QUEUE", assignedQueueId = "support",
            },
        });
        return data.GetProperty("createContact").GetProperty("contact").GetProperty("id").GetString()!;
    }

    private static async Task AssertBobCannotWriteAsync(HttpClient bob, string id)
    {
        var data = await bob.AskAsync(
            "mutation($input: UpdateContactInput!) { updateContact(input: $input) { contact { id } errors { __typename } } }",
            new { input = new { id, version = 1, firstName = "Eve" } });
        var payload = data.GetProperty("updateContact");
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("contact").ValueKind);
        Assert.Equal("ContactNotFoundError", Assert.Single(payload.GetProperty("errors").EnumerateArray()).GetProperty("__typename").GetString());
    }

    // One bit is given away on purpose: that there is somebody. Nothing of them is shown or changed.
    private static async Task AssertImportShowsNothingAsync(HttpClient bob)
    {
        using var content = new StringContent("First Name,Last Name,Email\r\nEve,Else,hanna.hidden@example.com\r\n", new System.Net.Http.Headers.MediaTypeHeaderValue("text/csv"));
        using var answer = await bob.PostAsync("api/crm-contacts/acme/import", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("Hiddenwell", text, StringComparison.Ordinal);
        var run = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((0, 0, 1), (run.GetProperty("imported").GetInt32(), run.GetProperty("updated").GetInt32(), run.GetProperty("skipped").GetInt32()));
    }

    private static async Task<bool> ByIdAsync(HttpClient client, string id)
    {
        var data = await client.AskAsync("query($id: UUID!) { contactById(id: $id) { id } }", new { id });
        return data.GetProperty("contactById").ValueKind == JsonValueKind.Object;
    }

    private static async Task<string?> FirstNameAsync(HttpClient client, string id)
    {
        var data = await client.AskAsync("query($id: UUID!) { contactById(id: $id) { firstName } }", new { id });
        return data.GetProperty("contactById").GetProperty("firstName").GetString();
    }

    // The page and the count must agree: one of them alone could hide a leak of the other.
    private static async Task<int> CountAsync(HttpClient client, string arguments)
    {
        var data = await client.AskAsync($"{{ contacts(first: 5, {arguments}) {{ totalCount nodes {{ id }} }} }}");
        var contacts = data.GetProperty("contacts");
        Assert.Equal(contacts.GetProperty("totalCount").GetInt32(), contacts.GetProperty("nodes").GetArrayLength());
        return contacts.GetProperty("totalCount").GetInt32();
    }

    private static async Task<int> TotalAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ contacts(first: 0) { totalCount } }");
        return data.GetProperty("contacts").GetProperty("totalCount").GetInt32();
    }

    /// <summary>What the hub says of all contacts.</summary>
    private static async Task<long> HeardAsync(HttpClient client, HostProcess host)
    {
        var token = client.DefaultRequestHeaders.Authorization!.Parameter;
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Address, "hubs/crm"), options => options.AccessTokenProvider = () => Task.FromResult(token))
            .Build();
        await hub.StartAsync();
        var counts = await hub.InvokeAsync<JsonElement>("getListCounts");
        return counts.GetProperty("counts").EnumerateArray()
            .Where(c => c.GetProperty("listId").ValueKind == JsonValueKind.Null)
            .Sum(c => c.GetProperty("count").GetInt64());
    }
}
