using System.Text;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Host.Demo;

/// <summary>Fills a new store through the doors that everybody uses. Broken off, it is simply done again: every step finds what is there.</summary>
internal sealed class DemoSeed(IServiceProvider services, ITenantDirectory tenants, IAgentDirectory agents, TimeProvider clock, ILogger<DemoSeed> log) : IHostedService
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    // The last thing that is made says that all is there.
    private const string LastList = "Newsletter";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SeedAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The demo is no reason not to serve; the next start tries again.
            log.LogError(fault, "The demo's contacts could not be made.");
        }
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var acme = await tenants.FindAsync(DemoAgents.Acme.Slug, cancellationToken) ?? await tenants.UpsertAsync(DemoAgents.Acme, cancellationToken);
        var globex = await tenants.FindAsync(DemoAgents.Globex.Slug, cancellationToken) ?? await tenants.UpsertAsync(DemoAgents.Globex, cancellationToken);
        var (alice, gina) = (DemoAgents.Alice.Viewer(acme), DemoAgents.Gina.Viewer(globex));
        if ((await ListsAsync(gina, cancellationToken)).Any(list => list.Name == LastList))
            return;

        await agents.UpsertAsync(acme, Agents(DemoAgents.Acme), [DemoAgents.Sales, DemoAgents.Support], cancellationToken);
        await agents.UpsertAsync(globex, Agents(DemoAgents.Globex), [], cancellationToken);
        await ImportAsync(alice, DemoPeople.Acme(), cancellationToken);
        await ImportAsync(gina, DemoPeople.Globex(), cancellationToken);
        await TimelinesAsync(alice, DemoPeople.Acme(), cancellationToken);
        await DemoCustomFields.FillAsync(services, alice, DemoPeople.Acme(), cancellationToken);
        await ListAsync(alice, "VIP customers", "Called back within the hour", person => person.Tags.Contains("vip"), DemoPeople.Acme(), cancellationToken);
        await ListAsync(alice, "Renewals this quarter", "Contracts that end soon", person => person.Tags.Contains("renewal"), DemoPeople.Acme(), cancellationToken);
        await ListAsync(alice, "Trade show leads", "Met at the booth", person => person.Source == "trade_show", DemoPeople.Acme(), cancellationToken);
        await DynamicListAsync(alice, "Not to be called", "They asked for it", """{"status":{"eq":"DO_NOT_CONTACT"}}""", cancellationToken);
        await DynamicListAsync(alice, "VIPs we have talked to", "Tagged vip, with at least one activity", """{"tags":{"some":{"eq":"vip"}},"activityCount":{"gt":0}}""", cancellationToken);
        await ListAsync(gina, LastList, "Everybody who reads it", _ => true, DemoPeople.Globex(), cancellationToken);
        log.LogInformation("The demo is ready: {Contacts} contacts.", DemoPeople.Acme().Count + DemoPeople.Globex().Count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static List<Agent> Agents(Tenant tenant) =>
        [.. DemoAgents.All.Where(one => one.Tenant.Slug == tenant.Slug).Select(one => new Agent(one.Id, one.Name, one.Email))];

    private async Task ImportAsync(Viewer viewer, IReadOnlyList<DemoPerson> people, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var writer = scope.ServiceProvider.GetRequiredService<ImportWriter>();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(DemoPeople.Csv(people)));
        var staged = await writer.StageAsync(viewer, "demo.csv", file, cancellation);
        var options = new ImportOptions { MappingJson = DemoPeople.Mapping, MatchKeys = ["external_crm_id"], Delimiter = ",", Encoding = "utf-8" };
        var run = await writer.StartAsync(viewer, staged, options, cancellation: cancellation);
        run = await writer.WaitAsync(viewer, run.Id, Within, cancellation);
        if (run.Status != ImportStatus.Completed || run.Errors > 0)
            log.LogWarning("The demo's contacts are not all in: {Status}, {Errors} errors. {Message}", run.Status, run.Errors, run.Message);
    }

    /// <summary>In a few writes: the door for what happened elsewhere takes them by the hundred, and each only once.</summary>
    private async Task TimelinesAsync(Viewer viewer, IReadOnlyList<DemoPerson> people, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<ContactReader>();
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await reader.PageAsync(viewer, new ContactQuery { First = 200, After = after }, cancellation);
            foreach (var contact in page.Contacts.Where(c => c.ExternalCrmId is not null))
                ids[contact.ExternalCrmId!] = contact.Id;
            if (!page.HasNextPage)
                break;
            after = page.Cursors[^1];
        }

        var writer = scope.ServiceProvider.GetRequiredService<InteractionWriter>();
        var story = new DemoTimelines(new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero), ids);
        await writer.RecordAsync(viewer.Tenant, story.Activities(people), cancellation);
        await writer.RecordAsync(viewer.Tenant, story.Conversations(people), cancellation);
    }

    private async Task DynamicListAsync(Viewer viewer, string name, string description, string where, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        // One that is there already is left as it is.
        await scope.ServiceProvider.GetRequiredService<ListWriter>().CreateAsync(viewer, ContactListKind.Dynamic,
            new ListInput { Name = name, Description = description, Where = FilterJson.Parse(where) }, cancellation);
    }

    private async Task ListAsync(Viewer viewer, string name, string description, Func<DemoPerson, bool> members, IReadOnlyList<DemoPerson> people, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var lists = scope.ServiceProvider.GetRequiredService<ListWriter>();
        var id = (await ListsAsync(viewer, cancellation)).FirstOrDefault(list => list.Name == name)?.Id
            ?? await lists.CreateStaticAsync(viewer, name, description, cancellation);
        var wanted = people.Where(members).Select(person => person.ExternalId).ToHashSet(StringComparer.Ordinal);
        var reader = scope.ServiceProvider.GetRequiredService<ContactReader>();
        for (string? after = null; ;)
        {
            var page = await reader.PageAsync(viewer, new ContactQuery { First = PageSize.Max, After = after }, cancellation);
            var found = page.Contacts.Where(contact => contact.ExternalCrmId is { } external && wanted.Contains(external)).Select(contact => contact.Id).ToArray();
            if (found.Length > 0)
                await lists.AddMembersAsync(viewer, id, found, cancellation);
            if (!page.HasNextPage)
                return;
            after = page.Cursors[^1];
        }
    }

    private async Task<IReadOnlyList<ContactList>> ListsAsync(Viewer viewer, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ListReader>().AllAsync(viewer, cancellation);
    }
}
