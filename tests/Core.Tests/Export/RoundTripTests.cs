using CrmContacts.Core.Accounts;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Export;

/// <summary>What we export comes back in as nothing new: every row is unchanged, whatever was written into the store.</summary>
public sealed class RoundTripTests
{
    [Theory, EachEngine]
    public Task An_export_comes_back_as_unchanged(Engine engine) =>
        RoundTripDraws.Store.SampleAsync(drawn => ComesBackAsync(engine, drawn), iter: TestRounds.Full ? 40 : 3, threads: 1, print: d => string.Join('\n', d.Contacts.Select(c => c.ToString())));

    private static async Task ComesBackAsync(Engine engine, DrawnStore drawn)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var alice = store.Viewers.Alice;
        var contacts = await FillAsync(store, drawn);
        var csv = await store.ExportAsync(alice);
        foreach (var options in new[]
        {
            new ImportOptions { ListMode = ImportListMode.PerRow },
            new ImportOptions { ListMode = ImportListMode.PerRow, BlankCells = BlankCells.Clear, MatchKeys = ["email", "phone", "mobile", "external_crm_id"], DefaultCountry = "DE" },
            new ImportOptions { ListMode = ImportListMode.PerRow, DryRun = true },
        })
        {
            var run = await store.ImportAsync(alice, csv, options);
            var errors = run.ErrorToken is null ? "" : await store.ErrorsAsync(alice, run);
            Assert.True(run.Ledger() == $"Completed {contacts}=0+0+{contacts}+0+0", $"{run.Ledger()}\n{errors}\n{csv}");
        }

        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT count(*) FROM crm_changes", [], CancellationToken.None));
        Assert.Equal(csv, await store.ExportAsync(alice));
    }

    private static async Task<int> FillAsync(TestStore store, DrawnStore drawn)
    {
        var alice = store.Viewers.Alice;
        foreach (var kind in Enum.GetValues<CustomFieldKind>())
            Assert.Empty((await store.Get<CustomFieldWriter>().CreateAsync(alice, new CustomFieldPatch { Name = kind.ToString(), Kind = kind, Options = new(true, kind == CustomFieldKind.Dropdown ? RoundTripDraws.Options : []) })).Faults);
        var lists = new List<Guid>();
        foreach (var name in RoundTripDraws.Lists)
            lists.Add(await store.Get<ListWriter>().CreateStaticAsync(alice, name, null));
        var accounts = new List<Guid>();
        foreach (var name in RoundTripDraws.Accounts)
            accounts.Add((await store.Get<AccountWriter>().CreateAsync(alice, name)).Value!.Id);

        var made = 0;
        foreach (var contact in drawn.Contacts)
        {
            var patch = contact.Account is { } account ? contact.Patch with { AccountId = accounts[account] } : contact.Patch;
            var result = await store.Get<ContactWriter>().CreateAsync(alice, patch);
            if (result.Contact is null)
                continue; // drawn without a name, or longer than texts may be
            made++;
            foreach (var list in contact.Lists)
                await store.Get<ListWriter>().AddMembersAsync(alice, lists[list], [result.Contact.Id]);
        }

        Assert.True(made > drawn.Contacts.Count / 2, $"{made} of {drawn.Contacts.Count}");
        return made;
    }
}
