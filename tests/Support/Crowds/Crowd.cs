using CrmContacts.Core;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Events;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;
using Microsoft.Extensions.DependencyInjection;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Tests.Support.Crowds;

/// <summary>
/// Many contacts at once, the same ones for the same seed, written through the one place where contacts are written. They are spread over
/// fifty queues and twenty owners; none is everybody's, so that an agent without a queue sees none of them.
/// </summary>
public static class Crowd
{
    private const int Batch = 5_000;
    private const int Companies = 2_000;

    private static readonly Table Accounts = new("crm_accounts",
        new("tenant", ColumnKind.Long), new("id", ColumnKind.Id), new("name", ColumnKind.Text), new("name_fold", ColumnKind.Text), new("created_at", ColumnKind.Instant));

    /// <summary>Sees 3 of the 50 queues.</summary>
    public static Viewer AgentOf(Tenant tenant) => new(tenant, "trio", "Trio", [CrowdPerson.Queues[0], CrowdPerson.Queues[1], CrowdPerson.Queues[2]], Permission.View);

    public static Task AddAsync(TestStore store, int count, int seed = 20261122) =>
        AddAsync(store.Services, store.Acme, count, seed);

    /// <param name="services">Core's, of a store that is open.</param>
    /// <param name="dress">What becomes of each person, by number; as drawn where null.</param>
    public static async Task AddAsync(IServiceProvider services, Tenant tenant, int count, int seed = 20261122, Action<int>? told = null, Func<int, Contact, Contact>? dress = null)
    {
        var store = services.GetRequiredService<Store>();
        var names = await CompaniesAsync(store, tenant);
        var people = new CrowdPerson(seed, [.. names.Keys]);
        for (var done = 0; done < count; done += Batch)
        {
            var changes = Enumerable.Range(done, Math.Min(Batch, count - done)).Select(i => new ContactChange(null, dress is null ? people.Next(i) : dress(i, people.Next(i)), [], [])).ToList();
            await using var session = await store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Background, CancellationToken.None);
            var aftermath = new Aftermath();
            await ContactWrites.ApplyAsync(session, changes, names, new ChangeAuthor("crowd", null), aftermath, CancellationToken.None);
            await aftermath.ApplyAsync(session, CancellationToken.None);
            await session.CommitAsync(CancellationToken.None);
            told?.Invoke(done + changes.Count);
        }

        await store.TidyAsync(CancellationToken.None);
    }

    private static async Task<Dictionary<Guid, string>> CompaniesAsync(Store store, Tenant tenant)
    {
        var now = store.Clock.GetUtcNow();
        var names = Enumerable.Range(0, Companies).ToDictionary(_ => Ids.New(now), CrowdPerson.Company);
        await using var session = await store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Background, CancellationToken.None);
        await session.InsertAsync(Accounts, [.. names.Select(n => new object?[] { tenant.Key, n.Key, n.Value, TextFold.ForFilter(n.Value), now })], CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        return names;
    }
}
