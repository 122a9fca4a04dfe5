using System.Net;
using System.Text.Json;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Tests.Import;

public sealed class SameFileAtOnceTests
{
    private const int People = 2_000;

    [Theory, EachEngine]
    public async Task The_same_file_four_times_at_once_leaves_each_person_once_on_one_list(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        var csv = "first_name,last_name,email,_tag\n" + string.Concat(Enumerable.Range(0, People).Select(i => $"P{i},Person,p{i}@example.com,vip;group {i % 7}\n"));
        using var everybody = new ClientsOf(host, "alice", "bob", "erin", "bob");
        var runs = await Task.WhenAll(everybody.Select(client => ImportAsync(client, csv)));

        Assert.All(runs, run => Assert.Equal(("completed", People, 0), (run.GetProperty("status").GetString(), run.Ledger().Sum(), run.Ledger()[4])));
        Assert.Equal((People, 3 * People), (runs.Sum(r => r.Ledger()[0]), runs.Sum(r => r.Ledger()[2])));

        var tenant = (await host.Services.GetRequiredService<ITenantDirectory>().FindAsync("acme"))!;
        var carol = new Viewer(tenant, "carol", "Carol", ["support"], Permission.View);
        await using var scope = host.Services.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<ContactReader>().PageAsync(carol, new ContactQuery { WithTotal = true });
        Assert.Equal(People, page.Total);
        var list = Assert.Single(await scope.ServiceProvider.GetRequiredService<ListReader>().AllAsync(carol));
        Assert.Equal(("Fair", People), (list.Name, list.ContactCount));
        var report = await host.Services.GetRequiredService<CountVerifier>().VerifyAsync(tenant, repair: false);
        Assert.Empty(report.Drifts);
        // All contacts, one list, eight tags.
        Assert.Equal((10, 0), (report.Scopes, report.PassedOver));
        Assert.Empty(host.Log.Errors);
        Assert.DoesNotContain("database is locked", host.Log.All, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>To a list that is made by the first; who comes when it is there already is told so, and joins it.</summary>
    private static async Task<JsonElement> ImportAsync(HttpClient client, string csv)
    {
        using var first = await client.PostAsync(Answers.Import + "?list_mode=new&list=Fair", Answers.Csv(csv));
        if (first.StatusCode == HttpStatusCode.OK)
            return await first.JsonAsync();
        Assert.Equal("list", (await first.ProblemAsync(400, "option_invalid")).GetProperty("where").GetString());
        return await client.ImportAsync(csv, "?list_mode=existing&list=Fair");
    }

    private sealed class ClientsOf : List<HttpClient>, IDisposable
    {
        public ClientsOf(PluginHost host, params string[] agents) => AddRange(agents.Select(host.Client));

        public void Dispose() => ForEach(client => client.Dispose());
    }
}
