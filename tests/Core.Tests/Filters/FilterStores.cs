using CrmContacts.Core.Contacts;
using CrmContacts.Core.Events;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Text;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Filters;

/// <summary>The same drawn contacts in memory and in both databases, made once.</summary>
public sealed class FilterStores : IAsyncLifetime
{
    internal IReadOnlyList<ContactFacts> Contacts { get; } = [.. Draws.Ids.Select(id => Draws.Contact(id).Single())];

    internal TestStore Sqlite { get; private set; } = null!;

    internal TestStore Postgres { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sqlite = await SeededAsync(Engine.Sqlite);
        Postgres = await SeededAsync(Engine.Postgres);
    }

    public async Task DisposeAsync()
    {
        await Sqlite.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private async Task<TestStore> SeededAsync(Engine engine)
    {
        var store = await TestStore.StartAsync(engine);
        await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.ListDefinition, WriteLane.Interactive, CancellationToken.None);
        foreach (var tag in Draws.Tags)
            await RunAsync("INSERT INTO crm_tags (tenant, id, name, name_fold) VALUES (@p0, @p1, @p2, @p3)", tag.Id, tag.Name, TextFold.ForFilter(tag.Name));
        foreach (var account in Draws.Accounts)
            await RunAsync("INSERT INTO crm_accounts (tenant, id, name, name_fold, created_at) VALUES (@p0, @p1, @p2, @p3, @p4)", account.Id, account.Name, TextFold.ForFilter(account.Name), Draws.Start);
        foreach (var list in Draws.Lists)
            await RunAsync("INSERT INTO crm_lists (tenant, id, name, name_fold, kind, counting, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p6)", list.Id, list.Name, TextFold.ForFilter(list.Name), 0L, false, Draws.Start);
        foreach (var field in Draws.Fields)
            await RunAsync("INSERT INTO crm_custom_fields (tenant, id, key, name, name_fold, kind, required, sort_order, options, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, @p3, @p4, @p5, @p6, @p7, @p8, @p8)", field.Id, field.Key, field.Name, (long)field.Kind, false, 0L, "[]", Draws.Start);

        var changes = Contacts.Select(facts => new ContactChange(null, facts.Contact, [.. Draws.Tags.Where(t => facts.Tags.Contains(t.Name)).Select(t => t.Id)], [.. facts.Lists.Select(l => l.Id)])
        {
            Custom = [.. facts.CustomValues.Select(v => new CustomChange(v.Field, null, v.Value))],
        }).ToList();
        var aftermath = new Aftermath();
        await ContactWrites.ApplyAsync(session, changes, new Dictionary<Guid, string>(), new ChangeAuthor("alice", null), aftermath, CancellationToken.None);
        await aftermath.ApplyAsync(session, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        return store;

        Task RunAsync(string sql, params object?[] args) => session.ExecuteAsync(sql, [session.Tenant, .. args], CancellationToken.None);
    }
}
