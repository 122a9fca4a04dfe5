using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Import.Runs;

public class DryRunTests
{
    // Few values, so that rows match each other and the store, and some match two.
    private static readonly Gen<string> Row = Gen.Select(
        Gen.OneOf("Ann", "Bob", "", "Zoë"), Gen.OneOf("Lee", "Ray", "", "=Ng"), Gen.OneOf("a@x.test", "B@x.test", "b@x.test", "c@x.test", "", "", "broken"),
        Gen.OneOf("(212) 555-0101", "+1 212 555 0102", "212.555.0103", "", "", "call me"), Gen.OneOf("+12125550101", "2125550104", ""),
        Gen.OneOf("1", "2", "3", "", ""),
        Gen.Select(
            Gen.OneOf("active", "INACTIVE", "", "", "sleeping"), Gen.OneOf("vip", "vip;new", "VIP; old", "", ""), Gen.OneOf("Acme", "ACME", "Globex", "", ""),
            Gen.OneOf("Fair", "fair;Mail", "", ""), Gen.OneOf("", "", "queue:sales", "queue:support", "owner:bob", "owner:erin"), Gen.OneOf("1.5", "2", "", "", "many"),
            (status, tags, account, list, seen, seats) => string.Join(',', status, tags, account, list, Visibility(seen), seats)),
        (first, last, email, phone, mobile, external, rest) => string.Join(',', first, last, email, phone, mobile, external, rest));

    private static readonly Gen<ImportOptions> Options = Gen.Select(
        Gen.OneOf("email", "phone", "mobile", "external_crm_id", "email,external_crm_id", "email,phone,mobile,external_crm_id"),
        Gen.Enum<OnDuplicate>(), Gen.Enum<BlankCells>(), Gen.Enum<ImportListMode>(),
        (keys, duplicate, blank, list) => new ImportOptions
        {
            MatchKeys = keys.Split(','), OnDuplicate = duplicate, BlankCells = blank, ListMode = list,
            List = list switch { ImportListMode.Existing => "Kept", ImportListMode.New => "Made", _ => null },
        });

    private static readonly Gen<(string[] Earlier, string[] Rows, ImportOptions Options, bool ByBob, int Chunk, int InMemory)> Case =
        Gen.Select(Row.Array[1, 12], Row.Array[1, 40], Options, Gen.Bool, Gen.Int[1, 12], Gen.Int[1, 6]);

    /// <summary>Counts, failing rows and their causes: whatever the file, the store and the options, in memory or in a file, in batches of any size.</summary>
    [Theory]
    [InlineData(Engine.Sqlite, 20)]
    [InlineData(Engine.Postgres, 8)]
    public async Task A_dry_run_comes_to_what_the_run_comes_to(Engine engine, int cases)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await store.Get<CustomFieldWriter>().CreateAsync(store.Viewers.Alice, new CustomFieldPatch { Name = "Seats", Kind = CustomFieldKind.Number });
        await store.Get<ListWriter>().CreateAsync(store.Viewers.Alice, ContactListKind.Static, new ListInput { Name = "Kept" });
        await Case.SampleAsync(async one =>
        {
            await ForgetAsync(store);
            store.Get<ImportStore>().ChunkRows = one.Chunk;
            store.Get<Scratch>().MostInMemory = one.InMemory;
            await store.ImportAsync(store.Viewers.Alice, File(one.Earlier));
            var viewer = one.ByBob ? store.Viewers.Bob : store.Viewers.Alice;

            var dry = await store.ImportAsync(viewer, File(one.Rows), one.Options with { DryRun = true });
            var before = await StoreContents.ReadAsync(store, store.Acme.Key);
            var dryErrors = dry.Errors == 0 ? "" : await store.ErrorsAsync(viewer, dry);
            Assert.Equal(before, await StoreContents.ReadAsync(store, store.Acme.Key));
            var run = await store.ImportAsync(viewer, File(one.Rows), one.Options);

            Assert.Equal(run.Ledger(), dry.Ledger());
            Assert.Equal(run.Errors == 0 ? "" : await store.ErrorsAsync(viewer, run), dryErrors);
        }, iter: TestRounds.Full ? 20 * cases : cases, threads: 1);
    }

    /// <summary>Every case begins with a store of its own rows.</summary>
    private static async Task ForgetAsync(TestStore store)
    {
        await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.ImportBatch, WriteLane.Background, default);
        foreach (var table in new[] { "crm_list_members", "crm_custom_values", "crm_contact_tags", "crm_match_keys", "crm_changes", "crm_contacts", "crm_tags", "crm_accounts", "crm_counts" })
            await session.ExecuteAsync($"DELETE FROM {table} WHERE tenant = @p0", [session.Tenant], default);
        await session.ExecuteAsync("DELETE FROM crm_lists WHERE tenant = @p0 AND name <> 'Kept'", [session.Tenant], default);
        if (store.Engine == Engine.Sqlite)
            await session.ExecuteAsync("DELETE FROM crm_search", [], default);
        await session.CommitAsync(default);
    }

    private static string File(string[] rows) =>
        "first_name,last_name,email,phone,mobile,external_crm_id,status,_tag,_account,_list,visibility,assigned_queue,assigned_to,custom:seats\n" + string.Join('\n', rows) + "\n";

    private static string Visibility(string seen) => seen.Split(':') switch
    {
        ["queue", var queue] => $"queue,{queue},",
        ["owner", var agent] => $"owner,,{agent}",
        _ => ",,",
    };
}
