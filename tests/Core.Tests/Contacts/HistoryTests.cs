using CrmContacts.Core.Contacts;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class HistoryTests
{
    [Theory, EachEngine]
    public async Task History_begins_with_the_creation_and_says_who_changed_what(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron", c => c with { Tags = new(true, ["vip"]) });
        await UpdateAsync(store, store.Viewers.Bob, contact.Id, new() { LastName = "Lovelace", Status = ContactStatus.Inactive });
        await UpdateAsync(store, store.Viewers.Alice, contact.Id, new() { Tags = new(true, ["Math", "vip"]), AssignedToId = "bob" });

        var page = (await PageAsync(store, store.Viewers.Carol, contact.Id))!;
        Assert.Equal(["1  ", "2 bob lastName:Byron>Lovelace status:ACTIVE>INACTIVE", "3 alice assignedToId:>bob tags:vip>Math,vip"], page.Items.Select(Said));
        Assert.Equal(contact.CreatedAt, page.Items[0].At);
        Assert.All(page.Items, e => Assert.Null(e.Run));
    }

    [Theory, EachEngine]
    public async Task History_is_paged_both_ways_and_hidden_with_its_contact(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = await store.CreateAsync(store.Viewers.Alice, "Ada", "0", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        for (var i = 1; i < 6; i++)
            await UpdateAsync(store, store.Viewers.Alice, contact.Id, new() { LastName = $"{i}" });

        var first = (await PageAsync(store, store.Viewers.Carol, contact.Id, first: 4))!;
        Assert.Equal([1, 2, 3, 4], first.Items.Select(e => e.Version));
        Assert.True(first.HasNextPage);
        var next = (await PageAsync(store, store.Viewers.Carol, contact.Id, first: 4, after: first.Cursors[^1]))!;
        Assert.Equal([5, 6], next.Items.Select(e => e.Version));
        Assert.False(next.HasNextPage);
        var last = (await PageAsync(store, store.Viewers.Carol, contact.Id, last: 2))!;
        Assert.Equal([5, 6], last.Items.Select(e => e.Version));
        var before = (await PageAsync(store, store.Viewers.Carol, contact.Id, last: 10, before: last.Cursors[0]))!;
        Assert.Equal([1, 2, 3, 4], before.Items.Select(e => e.Version));
        Assert.False(before.HasPreviousPage);
        foreach (var outsider in new[] { store.Viewers.Bob, store.Viewers.Gina })
            Assert.Null(await PageAsync(store, outsider, contact.Id));
    }

    [Theory, EachEngine]
    public async Task An_import_is_named_where_it_made_or_changed_a_contact(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var (alice, bob) = (store.Viewers.Alice, store.Viewers.Bob);
        var made = await store.ImportAsync(bob, "first_name,last_name,email\nAda,Byron,ada@example.com\n");
        var contact = Assert.Single((await store.PageAsync(bob, new ContactQuery())).Contacts).Id;
        await UpdateAsync(store, alice, contact, new() { Title = "Countess" });
        var changed = await store.ImportAsync(alice, "first_name,last_name,email\nAda,Lovelace,ada@example.com\n");

        // Each sees who did what in which run; the file's name only who may open the run.
        string[] steps = [$"1 bob {made.Id}", "2 alice ", $"3 alice {changed.Id}"];
        foreach (var (viewer, files) in new[] { (alice, "people.csv - people.csv"), (bob, "people.csv - -"), (store.Viewers.Erin, "- - -"), (store.Viewers.Carol, "- - -") })
        {
            var entries = (await PageAsync(store, viewer, contact))!.Items;
            Assert.Equal(steps, entries.Select(e => $"{e.Version} {e.AgentId} {e.Run}"));
            Assert.Equal(files, string.Join(' ', entries.Select(e => e.Import?.FileName ?? "-")));
            Assert.All(entries, e => Assert.True(e.Import is null || e.Import.Id == e.Run));
        }

        // Who may only look now follows no run, not even one that was their own.
        var demoted = new Viewer(bob.Tenant, bob.AgentId, bob.Name, bob.Queues, Permission.View);
        Assert.All((await PageAsync(store, demoted, contact))!.Items, e => Assert.Null(e.Import));
        Assert.Null(await PageAsync(store, store.Viewers.Gina, contact));
    }

    private static string Said(HistoryEntry e) =>
        $"{e.Version} {e.AgentId} " + string.Join(' ', e.Fields.Select(f => $"{f.Field}:{Text(f.From)}>{Text(f.To)}"));

    private static string? Text(object? value) => value is IEnumerable<string> many ? string.Join(',', many) : value?.ToString();

    private static async Task UpdateAsync(TestStore store, Viewer viewer, Guid id, ContactPatch patch) =>
        Assert.NotNull((await store.Get<ContactWriter>().UpdateAsync(viewer, id, null, patch)).Contact);

    private static Task<Page<HistoryEntry>?> PageAsync(TestStore store, Viewer viewer, Guid id, int? first = null, string? after = null, int? last = null, string? before = null) =>
        store.AskAsync<HistoryReader, Page<HistoryEntry>?>(r => r.PageAsync(viewer, id, first, after, last, before));
}
