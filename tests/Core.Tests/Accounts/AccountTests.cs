using CrmContacts.Core.Accounts;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Accounts;

public class AccountTests
{
    [Theory, EachEngine]
    public async Task Contacts_are_found_by_the_new_name_of_their_company_and_stay_when_it_goes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var accounts = store.Get<AccountWriter>();
        var account = (await accounts.CreateAsync(store.Viewers.Bob, " Öster Werke ")).Value!;
        var contact = await store.CreateAsync(alice, "Ada", "A", c => c with { AccountId = account.Id });

        Assert.Equal(new NameTaken("öster werke"), (await accounts.CreateAsync(store.Viewers.Bob, "öster werke")).Faults.Single());
        Assert.IsType<AccountNotFound>((await accounts.RenameAsync(store.Viewers.Gina, account.Id, "Mine")).Faults.Single());
        Assert.IsType<AccountNotFound>((await accounts.DeleteAsync(store.Viewers.Gina, account.Id)).Faults.Single());
        Assert.Equal("REQUIRED", ((FieldFault)(await accounts.CreateAsync(alice, " ")).Faults.Single()).Code);
        await Assert.ThrowsAsync<CrmException>(() => accounts.RenameAsync(store.Viewers.Bob, account.Id, "Mine"));
        await Assert.ThrowsAsync<CrmException>(() => accounts.DeleteAsync(store.Viewers.Bob, account.Id));
        await Assert.ThrowsAsync<CrmException>(() => accounts.CreateAsync(store.Viewers.Carol, "Mine"));

        Assert.Equal("Westbau", (await accounts.RenameAsync(alice, account.Id, "Westbau")).Value!.Name);
        Assert.Equal("A", await store.NamesAsync(alice, new ContactQuery { Search = "westb" }));
        Assert.Equal("", await store.NamesAsync(alice, new ContactQuery { Search = "oster" }));

        Assert.NotNull((await accounts.DeleteAsync(alice, account.Id)).Value);
        Assert.Equal("", await store.NamesAsync(alice, new ContactQuery { Search = "westb" }));
        var after = (await store.PageAsync(alice, new ContactQuery())).Contacts.Single();
        Assert.Equal((contact.Id, null, contact.Version + 1), (after.Id, after.AccountId, after.Version));
    }

    [Theory, EachEngine]
    public async Task A_contact_that_comes_back_after_its_company_went_has_none_and_can_be_changed(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var (alice, accounts, writer) = (store.Viewers.Alice, store.Get<AccountWriter>(), store.Get<ContactWriter>());
        var account = (await accounts.CreateAsync(alice, "Westbau")).Value!;
        var restored = await store.CreateAsync(alice, "Ada", "Restored", c => c with { AccountId = account.Id });
        var undone = await store.CreateAsync(alice, "Ben", "Undone", c => c with { AccountId = account.Id });
        await store.BulkAsync(alice, new ContactSelection { Ids = [restored.Id] }, new BulkAction.Delete());
        var deletion = await store.BulkAsync(alice, new ContactSelection { Ids = [undone.Id] }, new BulkAction.Delete());
        Assert.NotNull((await accounts.DeleteAsync(alice, account.Id)).Value);

        Assert.Null((await writer.RestoreAsync(alice, [restored.Id])).Value!.Single().AccountId);
        Assert.Equal(1, (await store.UndoAsync(alice, deletion.UndoToken)).Value!.Affected);

        Assert.All((await store.PageAsync(alice, new ContactQuery())).Contacts, c => Assert.Null(c.AccountId));
        foreach (var id in new[] { restored.Id, undone.Id })
            Assert.Equal("Dr", (await writer.UpdateAsync(alice, id, null, new ContactPatch { Title = "Dr" })).Contact!.Title);
        Assert.Equal("ACCOUNT_UNKNOWN", (await writer.UpdateAsync(alice, undone.Id, null, new ContactPatch { AccountId = account.Id })).Faults.Single().Code);
    }

    [Theory, EachEngine]
    public async Task A_cursor_that_somebody_made_up_is_refused_whatever_is_in_it(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var made = Cursor.Encode(0x0ACC0000, [new byte[] { 0x61, 0 }, Guid.CreateVersion7()]);

        var refused = await Assert.ThrowsAsync<CrmException>(() => store.AskAsync<AccountReader, Page<Account>>(r => r.PageAsync(store.Viewers.Carol, new AccountQuery { After = made })));

        Assert.Equal(ErrorCode.CursorInvalid, refused.Code);
    }

    [Theory, EachEngine]
    public async Task Pages_of_companies_go_both_ways_and_are_filtered(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        foreach (var name in (string[])["beta", "Alpha", "delta", "Gamma", "Epsilon"])
            await store.Get<AccountWriter>().CreateAsync(store.Viewers.Bob, name);
        await store.Get<AccountWriter>().CreateAsync(store.Viewers.Gina, "Foreign");
        Task<Page<Account>> Page(AccountQuery query) => store.AskAsync<AccountReader, Page<Account>>(r => r.PageAsync(store.Viewers.Carol, query));
        static string Names(Page<Account> page) => string.Join(' ', page.Items.Select(a => a.Name));

        var first = await Page(new AccountQuery { First = 2, WithTotal = true });
        Assert.Equal(("Alpha beta", 5L, true, false), (Names(first), first.Total, first.HasNextPage, first.HasPreviousPage));
        var second = await Page(new AccountQuery { First = 3, After = first.Cursors[^1] });
        Assert.Equal(("delta Epsilon Gamma", false, true), (Names(second), second.HasNextPage, second.HasPreviousPage));
        Assert.Equal("Alpha beta", Names(await Page(new AccountQuery { Last = 2, Before = second.Cursors[0] })));
        Assert.Equal("Gamma Epsilon", Names(await Page(new AccountQuery { First = 2, Descending = true })));
        var byId = (await Page(new AccountQuery { First = 5, ById = true })).Items.Select(a => a.Id).ToList();
        Assert.Equal(byId.OrderBy(id => id.ToString(), StringComparer.Ordinal), byId);
        Assert.Equal(byId.AsEnumerable().Reverse(), (await Page(new AccountQuery { First = 5, ById = true, Descending = true })).Items.Select(a => a.Id));
        Assert.Equal("beta", Names(await Page(new AccountQuery { Where = FilterParser.ParseAccount(new Dictionary<string, object?> { ["name"] = new Dictionary<string, object?> { ["contains"] = "ETA" } }) })));
        await Assert.ThrowsAsync<CrmException>(() => Page(new AccountQuery { After = first.Cursors[0], Descending = true }));
        await Assert.ThrowsAsync<CrmException>(() => store.AskAsync<AccountReader, Page<Account>>(r => r.PageAsync(store.Viewers.Dave, new AccountQuery())));
    }
}
