using System.Net;
using System.Net.Http.Json;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Rest.Tests.Export;

public sealed class ExportApiTests
{
    private const string Export = "/api/crm-contacts/acme/export";

    [Theory, EachEngine]
    public async Task The_contacts_come_as_a_file_that_is_saved_and_kept_by_nobody_else(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        await bob.ImportAsync("first_name,last_name,email,_tag,visibility,assigned_to\nAda,Byron,ada@example.com,=vip;new,,\nMy,Own,own@example.com,,owner,bob\n");
        using var carol = host.Client("carol");
        using var answer = await carol.GetAsync(Export);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Matches("^attachment; filename=contacts-acme-[0-9]{4}-[0-9]{2}-[0-9]{2}.csv", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("_id,first_name,last_name,email,phone,mobile,title,department,_account,status,source,preferred_channel,language,timezone,notes,assigned_to,assigned_queue,visibility,external_crm_id,external_crm_provider,_tag,_list\r\n", text, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", text, StringComparison.Ordinal);
        Assert.Contains("'=vip;new", text, StringComparison.Ordinal);
        Assert.DoesNotContain("own@example.com", text, StringComparison.Ordinal);

        // Who exported is kept, whom is not.
        Assert.Contains("Agent carol of tenant acme exported 1 contacts.", host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.com", host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_narrowed_by_the_filter_of_the_API_and_a_list_and_says_where_they_are_wrong()
    {
        await using var host = await PluginHost.StartAsync();
        using var bob = host.Client("bob");
        await bob.ImportAsync("first_name,last_name,status\nAda,Byron,active\nBob,Stone,inactive\n", "?list_mode=new&list=Fair");
        Assert.Equal("last_name\r\nStone\r\n", await bob.GetStringAsync(Export + "?columns=last_name&list=fair&where=" + Uri.EscapeDataString("{\"status\":{\"eq\":\"INACTIVE\"}}")));
        Assert.Equal("last_name\r\nByron\r\n", await bob.GetStringAsync(Export + "?columns=last_name&search=ad"));
        Assert.Equal("last_name\r\nByron\r\n", await bob.GetStringAsync(Export + "?columns=last_name&list=fair&search=byr"));
        Assert.Equal("last_name\r\n", await bob.GetStringAsync(Export + "?columns=last_name&search=%21"));
        foreach (var (query, code, where) in new[]
        {
            ("where={", "filter_invalid", "where"), ("where=[]", "filter_invalid", "where"), ("where={\"shoe\":{\"eq\":1}}", "filter_invalid", "where.shoe"), ("where={\"status\":{\"eq\":\"GONE\"}}", "filter_invalid", "where.status.eq"),
            ("where={}&where={}", "option_invalid", "where"), ("columns=first_name,pay", "option_invalid", "columns"), ("list=Nowhere", "list_unknown", "list"), ("limit=3", "option_invalid", "limit"),
        })
        {
            using var refused = await bob.GetAsync($"{Export}?{query}");
            var problem = await refused.ProblemAsync(400, code);
            Assert.Equal(where, problem.GetProperty("where").GetString());
            Assert.False(refused.Content.Headers.Contains("Content-Disposition"));
        }

        // The same words as the GraphQL API has for it.
        using var answer = await bob.PostAsJsonAsync("/graphql", new { query = "query($w: ContactFilterInput) { contacts(where: $w) { totalCount } }", variables = new { w = new { createdAt = new { eq = "yesterday" } } } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task It_needs_a_token_of_the_tenant_and_crm_view()
    {
        await using var host = await PluginHost.StartAsync();
        await RefusedAsync(host.Client(), Export, 401, "not_authenticated");
        await RefusedAsync(host.WithToken(Tokens.Make("zed", "nowhere", [], [PermissionNames.Manage])), "/api/crm-contacts/nowhere/export", 404, "tenant_unknown");
        await RefusedAsync(host.Client("alice"), "/api/crm-contacts/globex/export", 404, "not_found");
        await RefusedAsync(host.Client("gina"), Export, 404, "not_found");
        await RefusedAsync(host.Client("dave"), Export, 403, "not_authorized");
        using var alice = host.Client("alice");
        using var posted = await alice.PostAsync(Export, null);
        await posted.ProblemAsync(405, "method_not_allowed");
    }

    private static async Task RefusedAsync(HttpClient client, string path, int status, string code)
    {
        using (client)
        using (var answer = await client.GetAsync(path))
            await answer.ProblemAsync(status, code);
    }
}
