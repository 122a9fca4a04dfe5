using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Tests.Support.Csv;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Plugin.Tests.Nodes;

/// <summary>What the tests of several nodes ask of one of them, as alice.</summary>
internal static class NodeCalls
{
    public static async Task<JsonElement> AskAsync(this HostProcess host, string query, object? variables = null)
    {
        using var alice = await host.ClientOfAsync("alice");
        var answer = await alice.PostJsonAsync("/graphql", new { query, variables });
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    public static async Task<int> TotalAsync(this HostProcess host) =>
        (await host.AskAsync("{ contacts(first: 0) { totalCount } }")).GetProperty("contacts").GetProperty("totalCount").GetInt32();

    public static async Task<Guid> HireAsync(this HostProcess host, string lastName)
    {
        var data = await host.AskAsync(
            "mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id } errors { __typename } } }", new { input = new { firstName = "Nora", lastName } });
        return data.GetProperty("createContact").GetProperty("contact").GetProperty("id").GetGuid();
    }

    public static async Task<string> PostAsync(this HostProcess host, StoryFile story)
    {
        using var alice = await host.ClientOfAsync("alice");
        using var content = new ByteArrayContent(story.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/crm-contacts/acme/import?match_keys=external_crm_id") { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await alice.SendAsync(request);
        return (await answer.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
    }

    /// <summary>The run as this node tells of it.</summary>
    public static async Task<JsonElement> RunAsync(this HostProcess host, string id)
    {
        using var alice = await host.ClientOfAsync("alice");
        return await alice.GetFromJsonAsync<JsonElement>($"/api/crm-contacts/acme/imports/{id}");
    }

    public static async Task<JsonElement> EndAsync(this HostProcess host, string id)
    {
        using var alice = await host.ClientOfAsync("alice");
        return await Eventually.ValueAsync(
            () => alice.GetFromJsonAsync<JsonElement>($"/api/crm-contacts/acme/imports/{id}"),
            run => run.GetProperty("status").GetString() is not ("queued" or "running"), TimeSpan.FromSeconds(180), () => host.Output);
    }

    public static Task WrittenAsync(this HostProcess host, string id, int rows) =>
        Eventually.ValueAsync(() => host.RunAsync(id), run => run.GetProperty("rows").GetInt32() >= rows, TimeSpan.FromSeconds(60), () => host.Output);

    public static async Task<(HttpStatusCode Status, string Word)> ReadinessAsync(this HostProcess host)
    {
        using var answer = await host.Http.GetAsync("health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
