using System.Globalization;
using System.Text;
using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Import.Runs;

/// <summary>Whatever is imported into whatever store: taken back, it leaves the store as it was, but for the contacts that somebody edited in between.</summary>
public class UndoPropertyTests
{
    private static readonly string[] Columns = ["email", "phone", "mobile", "title", "status", "external_crm_id", "_account", "_tag", "_list", "visibility", "assigned_queue_id", "department", "notes"];

    private static readonly string[] Keys = ["email", "phone", "mobile", "external_crm_id"];

    [Theory, EachEngine]
    public async Task An_import_that_is_taken_back_leaves_the_store_as_it_was_but_for_what_somebody_edited(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await Gen.Int[0, 1_000_000].SampleAsync(seed => PlayAsync(store, new Random(seed)), iter: TestRounds.Full ? 150 : 12, threads: 1);
    }

    private static async Task PlayAsync(TestStore store, Random draw)
    {
        var tenant = await store.Get<ITenantDirectory>().UpsertAsync(new Tenant($"u{Guid.CreateVersion7():N}"[..20], "Drawn", "US", "UTC", []));
        var manager = new Viewer(tenant, "alice", "Alice", ["sales", "support"], Permission.Manage);
        await store.Get<IAgentDirectory>().UpsertAsync(tenant, [new Agent("alice", "Alice", null), new Agent("bob", "Bob", null)], [new Queue("sales", "Sales"), new Queue("support", "Support")]);
        var bob = new Viewer(tenant, "bob", "Bob", ["sales"], Permission.Edit);
        await store.Get<ListWriter>().CreateStaticAsync(manager, "Old", null);
        await store.Get<ListWriter>().CreateAsync(manager, ContactListKind.Dynamic, new ListInput { Name = "Titled", Where = new(true, new Filter.Test(ContactFields.Title, FilterOp.Neq, null)) });
        // The store that there is comes by an import of its own, and by hand.
        await store.ImportAsync(manager, Csv(draw, 12, Columns), new ImportOptions { ListMode = ImportListMode.PerRow });
        var before = await StoreContents.ReadAsync(store, tenant.Key);
        var there = await IdsAsync(store, manager);

        var columns = Columns.Where(_ => draw.Next(3) > 0).ToArray();
        var mode = columns.Contains("_list") && draw.Next(2) == 0 ? ImportListMode.PerRow : (ImportListMode)draw.Next(3);
        var run = await store.ImportAsync(draw.Next(2) == 0 ? manager : bob, Csv(draw, draw.Next(1, 25), columns), new ImportOptions
        {
            MatchKeys = [.. Keys.Where(_ => draw.Next(2) == 0)],
            OnDuplicate = draw.Next(4) == 0 ? OnDuplicate.Skip : OnDuplicate.Update,
            BlankCells = draw.Next(3) == 0 ? BlankCells.Clear : BlankCells.Keep,
            DefaultCountry = draw.Next(2) == 0 ? "DE" : null,
            ListMode = mode,
            List = mode switch { ImportListMode.Existing => "Old", ImportListMode.New => "Fresh", _ => null },
        });
        var edited = draw.Next(2) == 0 ? [] : await EditAsync(store, manager, draw);
        var undone = await store.UndoAsync(manager, run.Id);

        Assert.Equal(ImportStatus.Undone, undone.Status);
        Assert.Empty((await store.Get<CountVerifier>().VerifyAsync(tenant, repair: false)).Drifts);
        var kept = (await store.AskAsync<RunReader, Page<ImportKept>?>(r => r.KeptAsync(manager, run.Id, 200, null, null, null)))!.Items.Select(k => k.ContactId).ToHashSet();
        Assert.Equal(kept.Count, undone.Kept);
        var after = await StoreContents.ReadAsync(store, tenant.Key);
        if (edited.Count == 0)
        {
            Assert.Empty(kept);
            Assert.Equal(before, after);
            return;
        }

        Assert.Subset(edited, kept);
        var left = await IdsAsync(store, manager);
        Assert.All(left.Except(there), id => Assert.Contains(id, kept));
        foreach (var id in there.Except(edited))
            Assert.Equal(Of(before, id), Of(after, id));
    }

    private static async Task<HashSet<Guid>> EditAsync(TestStore store, Viewer manager, Random draw)
    {
        var edited = new HashSet<Guid>();
        var ids = (await IdsAsync(store, manager)).ToList();
        for (var i = draw.Next(1, 6); i > 0 && ids.Count > 0; i--)
        {
            var id = ids[draw.Next(ids.Count)];
            edited.Add(id);
            switch (draw.Next(5))
            {
                case 0:
                    await store.Get<ContactWriter>().UpdateAsync(manager, id, null, new ContactPatch { Title = "edited " + i, Tags = new(true, ["mine"]) });
                    break;
                case 1:
                    await store.Get<ActivityWriter>().LogAsync(manager, id, ActivityType.Note, new ActivityPatch { Body = "note" });
                    break;
                case 2:
                    await store.Get<BulkWriter>().RunAsync(manager, new ContactSelection { Ids = [id] }, new BulkAction.Delete());
                    break;
                case 3:
                    await store.Get<BulkWriter>().RunAsync(manager, new ContactSelection { Ids = [id] }, new BulkAction.SetStatus(ContactStatus.DoNotContact));
                    break;
                default:
                    var source = ids[draw.Next(ids.Count)];
                    if (source != id && (await store.Get<ContactWriter>().MergeAsync(manager, id, [source], null, new ContactPatch())).Contact is not null)
                        edited.Add(source);
                    break;
            }
        }

        return edited;
    }

    private static async Task<HashSet<Guid>> IdsAsync(TestStore store, Viewer viewer) =>
        [.. (await store.PageAsync(viewer, new ContactQuery { First = 200 })).Contacts.Select(c => c.Id)];

    private static List<string> Of(List<string> lines, Guid id) =>
        lines.FindAll(l => !l.StartsWith("crm_contact_redirects", StringComparison.Ordinal) && l.Contains(id.ToString(), StringComparison.Ordinal));

    /// <summary>People out of few, so that files meet themselves, each other and the store.</summary>
    private static string Csv(Random draw, int rows, string[] columns)
    {
        var csv = new StringBuilder("first_name,last_name");
        foreach (var column in columns)
            csv.Append(',').Append(column);
        for (var i = 0; i < rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"\nFirst{draw.Next(4)},Last{draw.Next(4)}");
            foreach (var column in columns)
                csv.Append(',').Append(draw.Next(4) == 0 ? "" : Cell(column, draw));
        }

        return csv.Append('\n').ToString();
    }

    private static string Cell(string column, Random draw) => column switch
    {
        "email" => $"p{draw.Next(14)}@example.com",
        "phone" or "mobile" => draw.Next(2) == 0 ? $"030 12345{draw.Next(12)}" : $"+1 212 555 01{draw.Next(10, 22)}",
        "status" => draw.Next(2) == 0 ? "active" : "inactive",
        "external_crm_id" => $"x{draw.Next(14)}",
        "_account" => $"Company {draw.Next(6)}",
        "_tag" => draw.Next(2) == 0 ? $"t{draw.Next(5)}" : $"t{draw.Next(5)};t{draw.Next(5)}",
        "_list" => draw.Next(3) == 0 ? "Old" : $"List {draw.Next(4)}",
        "visibility" => draw.Next(3) == 0 ? "queue" : "all",
        "assigned_queue_id" => draw.Next(2) == 0 ? "sales" : "support",
        _ => $"{column} {draw.Next(5)}",
    };
}
