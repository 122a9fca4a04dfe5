using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Export;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Export;

public sealed class ExportTests
{
    [Theory, EachEngine]
    public async Task An_agent_exports_whom_they_see_and_no_one_else(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        foreach (var (last, visibility, queue, owner) in new[] { ("Open", ContactVisibility.All, (string?)null, (string?)null), ("Sales", ContactVisibility.Queue, "sales", null), ("Support", ContactVisibility.Queue, "support", null), ("Bobs", ContactVisibility.Owner, null, "bob") })
            await store.CreateAsync(store.Viewers.Alice, "A", last, c => c with { Visibility = visibility, AssignedQueueId = queue, AssignedToId = owner });
        await store.CreateAsync(store.Viewers.Gina, "G", "Globex");

        Assert.Equal(["Open", "Sales", "Support", "Bobs"], await NamesAsync(store, store.Viewers.Alice));
        Assert.Equal(["Open", "Sales", "Bobs"], await NamesAsync(store, store.Viewers.Bob));
        Assert.Equal(["Open", "Support"], await NamesAsync(store, store.Viewers.Carol));
        Assert.Equal(["Open"], await NamesAsync(store, store.Viewers.Erin));
        Assert.Equal(["Globex"], await NamesAsync(store, store.Viewers.Gina));
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.ExportAsync(store.Viewers.Dave));
        Assert.Equal(ErrorCode.NotAuthorized, refused.Code);
    }

    [Theory, EachEngine]
    public async Task A_list_and_a_filter_narrow_it_and_columns_say_what_is_in_it(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var ada = await store.CreateAsync(alice, "Ada", "Byron", c => c with { Title = "=1+1", Tags = new(true, ["vip"]), PreferredChannel = PreferredChannel.Whatsapp });
        var bob = await store.CreateAsync(alice, "Bob", "Stone", c => c with { Status = ContactStatus.DoNotContact });
        var hidden = await store.CreateAsync(alice, "Hid", "Den", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var fair = await store.Get<ListWriter>().CreateStaticAsync(alice, "Fair", null);
        await store.Get<ListWriter>().AddMembersAsync(alice, fair, [ada.Id, hidden.Id]);
        var dynamic = await store.Get<ListWriter>().CreateAsync(alice, ContactListKind.Dynamic, new ListInput { Name = "Quiet; all", Where = Status(ContactStatus.DoNotContact) });
        Assert.Empty(dynamic.Faults);

        Assert.Equal(["Byron", "Den"], await NamesAsync(store, alice, new ExportQuery { List = "FAIR" }));
        Assert.Equal(["Byron"], await NamesAsync(store, store.Viewers.Bob, new ExportQuery { List = fair.ToString() }));
        Assert.Equal(["Stone"], await NamesAsync(store, alice, new ExportQuery { List = "quiet; all" }));
        Assert.Equal(["Byron", "Den"], await NamesAsync(store, alice, new ExportQuery { Where = Status(ContactStatus.Active) }));
        Assert.Empty(await NamesAsync(store, alice, new ExportQuery { List = "Fair", Where = Status(ContactStatus.DoNotContact) }));

        Assert.Equal($"\uFEFFlast_name,title,_tag,_id,_full_name,preferred_channel\r\nByron,'=1+1,vip,{ada.Id},Ada Byron,WHATSAPP\r\nStone,,,{bob.Id},Bob Stone,\r\n",
            await store.ExportAsync(store.Viewers.Bob, new ExportQuery { Columns = ["last_name", "title", "_tag", "_id", "_full_name", "preferred_channel"] }));
        foreach (var (query, code, where) in new[]
        {
            (new ExportQuery { List = "Nowhere" }, ErrorCode.ListUnknown, "list"), (new ExportQuery { List = Guid.Empty.ToString() }, ErrorCode.ListUnknown, "list"),
            (new ExportQuery { List = "a\0b" }, ErrorCode.ListUnknown, "list"), (new ExportQuery { Columns = ["salary"] }, ErrorCode.OptionInvalid, "columns"),
            (new ExportQuery { Columns = ["custom:none"] }, ErrorCode.OptionInvalid, "columns"), (new ExportQuery { Columns = ["email", "email"] }, ErrorCode.OptionInvalid, "columns"),
        })
        {
            var refused = await Assert.ThrowsAsync<CrmException>(() => store.ExportAsync(alice, query));
            Assert.Equal((code, where), (refused.Code, refused.Where));
        }

        // Lists of another tenant are none of hers.
        Assert.Equal(ErrorCode.ListUnknown, (await Assert.ThrowsAsync<CrmException>(() => store.ExportAsync(store.Viewers.Gina, new ExportQuery { List = fair.ToString() }))).Code);
    }

    [Theory, EachEngine]
    public async Task A_slice_takes_as_many_statements_however_many_contacts_it_has(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        Assert.Empty((await store.Get<CustomFieldWriter>().CreateAsync(store.Viewers.Alice, new CustomFieldPatch { Name = "Size", Kind = CustomFieldKind.Number })).Faults);
        var lines = Enumerable.Range(0, 700).Select(i => $"P{i},Person,t{i % 7};u{i % 5},List {i % 3},Company {i % 11}");
        var run = await store.ImportAsync(store.Viewers.Alice, "first_name,last_name,_tag,_list,_account\n" + string.Join('\n', lines), new ImportOptions { ListMode = ImportListMode.PerRow });
        Assert.Equal(700, run.Imported);

        // 125, 250, then the 325 that are left: three slices of a range, its contacts, and what stands beside them.
        Assert.Equal(3 * 6, await StatementsAsync(store, new ExportQuery(), 700));
        Assert.Equal(3 * 2, await StatementsAsync(store, new ExportQuery { Columns = ["_id", "email"] }, 700));
        // Of the 234 of a list there are two slices, however large the tenant is.
        Assert.Equal(2 * 6, await StatementsAsync(store, new ExportQuery { List = "List 0" }, 234));

        await QueryPlan.AnalyzeAsync(store);
        foreach (var query in new[] { new ExportQuery(), new ExportQuery { List = "List 0" }, new ExportQuery { Where = Status(ContactStatus.Active) } })
        {
            var plan = await QueryPlan.OfAsync(store, () => store.ExportAsync(store.Viewers.Bob, query));
            Assert.DoesNotContain("SCAN c", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on crm_contacts", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("crm_contacts_bucket_name", plan, StringComparison.Ordinal);
        }
    }

    [Theory, EachEngine]
    public async Task Who_is_there_all_the_while_comes_once_whatever_others_do_meanwhile(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await store.ImportAsync(store.Viewers.Alice, "first_name,last_name\n" + string.Join('\n', Enumerable.Range(0, 600).Select(i => $"P{i},Person")));
        var before = ExportStory.Rows(await store.ExportAsync(store.Viewers.Alice)).Select(r => r["_id"]).ToList();
        var csv = await store.Get<ExportReader>().OpenAsync(store.Viewers.Alice, new ExportQuery());
        await using var slow = new Meddling(async () =>
        {
            // Renamed, the first contact would come again in an order by name; the last one goes while the file is being made.
            await store.Get<ContactWriter>().UpdateAsync(store.Viewers.Alice, Guid.Parse(before[0]), null, new ContactPatch { LastName = "Zzz" });
            await store.Get<BulkWriter>().RunAsync(store.Viewers.Alice, new() { Ids = [Guid.Parse(before[^1])] }, new BulkAction.Delete());
        });
        await csv.WriteAsync(slow, CancellationToken.None);
        Assert.Equal(before[..^1], ExportStory.Rows(System.Text.Encoding.UTF8.GetString(slow.ToArray())).Select(r => r["_id"]));
    }

    [Fact]
    public async Task An_export_that_nobody_waits_for_stops()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true);
        await store.ImportAsync(store.Viewers.Alice, "first_name,last_name\n" + string.Join('\n', Enumerable.Range(0, 600).Select(i => $"P{i},Person")));
        var csv = await store.Get<ExportReader>().OpenAsync(store.Viewers.Alice, new ExportQuery());
        using var gone = new CancellationTokenSource();
        await using var slow = new Meddling(() => gone.CancelAsync());
        using var log = new StatementLog(store);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => csv.WriteAsync(slow, gone.Token));
        Assert.InRange(log.All.Count(s => s.Contains("FROM crm_contacts c", StringComparison.Ordinal)), 1, 4);
    }

    private static readonly string[] OfSlices = ["c.id > ", "m.contact > ", "FROM crm_contact_tags", "FROM crm_list_members m JOIN", "FROM crm_accounts", "FROM crm_custom_values"];

    private static Filter Status(ContactStatus status) => new Filter.Test(ContactFields.Status, FilterOp.Eq, status);

    private static async Task<IEnumerable<string>> NamesAsync(TestStore store, Viewer viewer, ExportQuery? query = null) =>
        ExportStory.Rows(await store.ExportAsync(viewer, query)).Select(r => r["last_name"]);

    private static async Task<int> StatementsAsync(TestStore store, ExportQuery query, int contacts)
    {
        using var log = new StatementLog(store);
        Assert.Equal(contacts, ExportStory.Rows(await store.ExportAsync(store.Viewers.Alice, query)).Count);
        // The store has work of its own in the background.
        return log.All.Count(sql => OfSlices.Any(part => sql.Contains(part, StringComparison.Ordinal)));
    }

    /// <summary>A client that does something once, when the first bytes reach it.</summary>
    private sealed class Meddling(Func<Task> meddle) : MemoryStream
    {
        private Func<Task>? _once = meddle;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Exchange(ref _once, null) is { } act)
                await act();
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
