using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class MergeTests
{
    [Theory, EachEngine]
    public async Task The_target_keeps_its_values_takes_what_it_lacks_and_answers_to_the_old_ids(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var writer = store.Get<ContactWriter>();
        var list = await store.Get<ListWriter>().CreateStaticAsync(alice, "VIPs", null);
        var target = await store.CreateAsync(alice, "Ada", "Byron", c => c with { Email = "ada@example.com", Tags = new(true, ["a"]) });
        var one = await store.CreateAsync(alice, "A.", "Lovelace", c => c with { Email = "other@example.com", Phone = "+49 171 1234567", Tags = new(true, ["b"]), ConsentSms = ConsentState.Yes });
        var two = await store.CreateAsync(alice, "Countess", "L.", c => c with { Title = "Countess", Phone = "+49 30 5550000" });
        await store.Get<ListWriter>().AddMembersAsync(alice, list, [one.Id, two.Id]);

        var merged = (await writer.MergeAsync(store.Viewers.Bob, target.Id, [one.Id, two.Id], target.Version, new ContactPatch { LastName = "Lovelace" })).Contact!;

        Assert.Equal(("Ada Lovelace", "ada@example.com", "+491711234567", "Countess", ConsentState.Yes), (merged.FullName, merged.Email, merged.PhoneE164, merged.Title, merged.ConsentSms));
        foreach (var id in new[] { target.Id, one.Id, two.Id })
            Assert.Equal(target.Id, (await store.AskAsync<ContactReader, IReadOnlyDictionary<Guid, Contact>>(r => r.ByIdsAsync(alice, [id])))[id].Id);
        Assert.Equal("Lovelace", await store.NamesAsync(alice));
        Assert.Equal("Lovelace", await store.NamesAsync(alice, new ContactQuery { Search = "0171 123" }));
        Assert.Equal("Lovelace", await store.NamesAsync(alice, new ContactQuery { ListId = list }));
        Assert.Equal(["a", "b"], (await store.AskAsync<TagReader, ILookup<Guid, string>>(r => r.OfContactsAsync(alice, [target.Id])))[target.Id]);
        Assert.Equal(1, await store.CountAsync(alice));
        Assert.Equal(1, (await store.AskAsync<ListReader, ContactList?>(r => r.ByIdAsync(alice, list)))!.ContactCount);

        Assert.Equal("Dr", (await writer.UpdateAsync(alice, one.Id, merged.Version, new ContactPatch { Title = "Dr" })).Contact!.Title);

        // Merged once more: the first ids follow.
        var last = await store.CreateAsync(alice, "Last", "One");
        Assert.NotNull((await writer.MergeAsync(alice, last.Id, [target.Id], null, new ContactPatch())).Contact);
        Assert.Equal(last.Id, (await store.AskAsync<ContactReader, IReadOnlyDictionary<Guid, Contact>>(r => r.ByIdsAsync(alice, [two.Id])))[two.Id].Id);
        Assert.Empty((await writer.RestoreAsync(alice, [one.Id])).Value!);
    }

    [Theory, EachEngine]
    public async Task Old_ids_are_merged_on_as_what_they_mean_now_and_an_unknown_company_merges_nothing(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var (alice, writer) = (store.Viewers.Alice, store.Get<ContactWriter>());
        var target = await store.CreateAsync(alice, "Ada", "Byron");
        var old = await store.CreateAsync(alice, "A.", "Old");
        var third = await store.CreateAsync(alice, "Third", "One", c => c with { Title = "Dr" });
        var secret = await store.CreateAsync(alice, "Sam", "Secret", c => c with { Visibility = ContactVisibility.Owner, AssignedToId = "alice" });
        var hidden = await store.CreateAsync(alice, "Hid", "Den");
        Assert.Equal("ACCOUNT_UNKNOWN", (await writer.MergeAsync(alice, target.Id, [old.Id], null, new ContactPatch { AccountId = Guid.CreateVersion7() })).Faults.Single().Code);
        Assert.Equal(5, await store.CountAsync(alice));
        Assert.NotNull((await writer.MergeAsync(alice, target.Id, [old.Id], null, new ContactPatch())).Contact);
        Assert.NotNull((await writer.MergeAsync(alice, secret.Id, [hidden.Id], null, new ContactPatch())).Contact);

        var merged = (await writer.MergeAsync(alice, old.Id, [third.Id], null, new ContactPatch())).Contact!;

        Assert.Equal((target.Id, "Dr"), (merged.Id, merged.Title));
        Assert.Equal("SOURCES_INVALID", (await writer.MergeAsync(alice, old.Id, [third.Id, target.Id], null, new ContactPatch())).Faults.Single().Code);
        Assert.Equal(hidden.Id, (await writer.MergeAsync(store.Viewers.Bob, target.Id, [hidden.Id], null, new ContactPatch())).NotFoundId);
        Assert.Equal(2, await store.CountAsync(alice));
    }

    [Theory, EachEngine]
    public async Task An_old_id_gives_back_what_it_was_merged_into_and_never_the_merged_contact_itself(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var (alice, writer) = (store.Viewers.Alice, store.Get<ContactWriter>());
        var target = await store.CreateAsync(alice, "Ada", "Byron");
        var old = await store.CreateAsync(alice, "A.", "Old");
        Assert.NotNull((await writer.MergeAsync(alice, target.Id, [old.Id], null, new ContactPatch())).Contact);
        Assert.Empty((await writer.RestoreAsync(alice, [old.Id])).Value!);
        await store.BulkAsync(alice, new ContactSelection { Ids = [target.Id] }, new BulkAction.Delete());

        Assert.Equal(target.Id, (await writer.RestoreAsync(alice, [old.Id, target.Id])).Value!.Single().Id);

        Assert.Equal("Byron", await store.NamesAsync(alice));
    }

    [Fact]
    public async Task A_refused_consent_outlives_a_merge()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        var target = await store.CreateAsync(store.Viewers.Alice, "A", "A", c => c with { ConsentSms = ConsentState.Yes, ConsentEmail = ConsentState.No });
        var source = await store.CreateAsync(store.Viewers.Alice, "B", "B", c => c with { ConsentSms = ConsentState.No, ConsentEmail = ConsentState.Yes, ConsentWhatsapp = ConsentState.Yes });
        var merged = (await store.Get<ContactWriter>().MergeAsync(store.Viewers.Alice, target.Id, [source.Id], null, new ContactPatch())).Contact!;
        Assert.Equal((ConsentState.No, ConsentState.No, ConsentState.Yes), (merged.ConsentSms, merged.ConsentEmail, merged.ConsentWhatsapp));
    }

    [Theory, EachEngine]
    public async Task What_the_agent_cannot_see_is_not_found_and_nothing_is_merged(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var open = await store.CreateAsync(store.Viewers.Alice, "Otto", "Open");
        var secret = await store.CreateAsync(store.Viewers.Alice, "Ada", "Secret", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var foreign = await store.CreateAsync(store.Viewers.Gina, "Gina", "Foreign");
        var writer = store.Get<ContactWriter>();

        foreach (var hidden in new[] { secret.Id, foreign.Id, Guid.CreateVersion7() })
        {
            Assert.Equal(hidden, (await writer.MergeAsync(store.Viewers.Bob, open.Id, [hidden], null, new ContactPatch())).NotFoundId);
            Assert.Equal(hidden, (await writer.MergeAsync(store.Viewers.Bob, hidden, [open.Id], null, new ContactPatch())).NotFoundId);
        }

        Assert.Equal("sourceIds", (await writer.MergeAsync(store.Viewers.Alice, open.Id, [open.Id], null, new ContactPatch())).Faults.Single().Field);
        Assert.Equal(1, (await writer.MergeAsync(store.Viewers.Alice, open.Id, [secret.Id], 7, new ContactPatch())).CurrentVersion);
        await Assert.ThrowsAsync<CrmException>(() => writer.MergeAsync(store.Viewers.Carol, open.Id, [secret.Id], null, new ContactPatch()));
        Assert.Equal("Open Secret", await store.NamesAsync(store.Viewers.Alice));
    }

    [Theory, EachEngine]
    public async Task A_redirect_shows_its_target_only_to_who_may_see_the_target(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var open = await store.CreateAsync(store.Viewers.Alice, "Otto", "Open");
        var secret = await store.CreateAsync(store.Viewers.Alice, "Ada", "Secret", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await store.Get<ContactWriter>().MergeAsync(store.Viewers.Alice, secret.Id, [open.Id], null, new ContactPatch());

        Assert.Empty(await store.AskAsync<ContactReader, IReadOnlyDictionary<Guid, Contact>>(r => r.ByIdsAsync(store.Viewers.Bob, [open.Id])));
        Assert.Single(await store.AskAsync<ContactReader, IReadOnlyDictionary<Guid, Contact>>(r => r.ByIdsAsync(store.Viewers.Carol, [open.Id])));
        Assert.Equal(0, await store.CountAsync(store.Viewers.Bob));
    }
}
