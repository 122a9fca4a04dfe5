using System.Text;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Tests.Import;

public sealed class RightsTests
{
    private const string People = "first_name,last_name,email\nAda,Byron,ada@example.com\nBad,Mail,nobody at nowhere\n";

    private static readonly (string Method, string Path)[] Routes =
    [
        ("POST", "import"), ("POST", "import-preview"), ("GET", "imports"), ("GET", "imports/0198c0de-0000-7000-8000-000000000000"),
        ("POST", "imports/0198c0de-0000-7000-8000-000000000000/cancel"), ("GET", "import-errors?token=abc"),
        ("POST", "imports/0198c0de-0000-7000-8000-000000000000/undo"), ("GET", "imports/0198c0de-0000-7000-8000-000000000000/kept"),
    ];

    [Fact]
    public async Task Every_route_asks_for_a_token_the_own_tenant_and_crm_edit()
    {
        await using var host = await PluginHost.StartAsync();
        foreach (var (method, path) in Routes)
        {
            await SendAsync(host.Client(), method, $"/api/crm-contacts/acme/{path}", 401, "not_authenticated");
            await SendAsync(host.WithToken(Tokens.Make("zed", "nowhere", [], [PermissionNames.Manage])), method, $"/api/crm-contacts/nowhere/{path}", 404, "tenant_unknown");
            await SendAsync(host.Client("alice"), method, $"/api/crm-contacts/globex/{path}", 404, "not_found");
            await SendAsync(host.Client("alice"), method, $"/api/crm-contacts/nowhere/{path}", 404, "not_found");
            await SendAsync(host.Client("gina"), method, $"/api/crm-contacts/acme/{path}", 404, "not_found");
            await SendAsync(host.Client("carol"), method, $"/api/crm-contacts/acme/{path}", 403, "not_authorized");
            await SendAsync(host.Client("dave"), method, $"/api/crm-contacts/acme/{path}", 403, "not_authorized");
        }
    }

    [Theory, EachEngine]
    public async Task A_run_is_there_for_its_importer_and_for_managers_only(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        var id = (await bob.ImportAsync(People)).GetProperty("id").GetString();
        using (var alice = host.Client("alice"))
        using (var answer = await alice.GetAsync($"/api/crm-contacts/acme/imports/{id}"))
            await answer.JsonAsync();
        await SendAsync(host.Client("erin"), "GET", $"/api/crm-contacts/acme/imports/{id}", 404, "not_found");
        await SendAsync(host.Client("erin"), "POST", $"/api/crm-contacts/acme/imports/{id}/cancel", 404, "not_found");
        await SendAsync(host.Client("erin"), "POST", $"/api/crm-contacts/acme/imports/{id}/undo", 404, "not_found");
        await SendAsync(host.Client("erin"), "GET", $"/api/crm-contacts/acme/imports/{id}/kept", 404, "not_found");
        await SendAsync(host.Client("gina"), "GET", $"/api/crm-contacts/globex/imports/{id}", 404, "not_found");
        await SendAsync(host.Client("gina"), "POST", $"/api/crm-contacts/globex/imports/{id}/undo", 404, "not_found");
        using var erin = host.Client("erin");
        using var list = await erin.GetAsync("/api/crm-contacts/acme/imports");
        Assert.Empty((await list.JsonAsync()).GetProperty("imports").EnumerateArray());
    }

    /// <summary>An import is no way around visibility: a hidden match is skipped, and neither counts nor error rows say whom it met.</summary>
    [Theory, EachEngine]
    public async Task Bob_meets_nobody_of_support_by_importing(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        var tenant = (await host.Services.GetRequiredService<ITenantDirectory>().FindAsync("acme"))!;
        var alice = new Viewer(tenant, "alice", "Alice", ["sales", "support"], Permission.Manage);
        var made = await host.Services.GetRequiredService<ContactWriter>().CreateAsync(
            alice, new ContactPatch { FirstName = "Secret", LastName = "Hidden", Email = "hidden@example.com", Visibility = ContactVisibility.Queue, AssignedQueueId = "support", Notes = "nobody of sales" });
        Assert.NotNull(made.Contact);

        using var bob = host.Client("bob");
        var run = await bob.ImportAsync("first_name,last_name,email\nOther,Name,hidden@example.com\nNew,Person,new@example.com\n");
        Assert.Equal([1, 0, 0, 1, 0], run.Ledger());
        foreach (var path in new[] { "imports", $"imports/{run.GetProperty("id").GetString()}" })
        {
            using var answer = await bob.GetAsync($"/api/crm-contacts/acme/{path}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(made.Contact.Id.ToString(), text, StringComparison.Ordinal);
        }

        await using var scope = host.Services.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<ContactReader>();
        var kept = (await reader.ByIdsAsync(alice, [made.Contact.Id]))[made.Contact.Id];
        Assert.Equal(("Secret", "Hidden", "nobody of sales"), (kept.FirstName, kept.LastName, kept.Notes));
        Assert.Equal(made.Contact.Version, kept.Version);
        Assert.Empty(await reader.ByIdsAsync(new Viewer(tenant, "bob", "Bob", ["sales"], Permission.Edit), [made.Contact.Id]));
    }

    private static async Task SendAsync(HttpClient client, string method, string path, int status, string code)
    {
        using (client)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST")
                request.Content = new StringContent(People, Encoding.UTF8, "text/csv");
            using var answer = await client.SendAsync(request);
            await answer.ProblemAsync(status, code);
        }
    }
}
