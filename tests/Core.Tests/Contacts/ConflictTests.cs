using CrmContacts.Core.Contacts;
using CrmContacts.Core.Paging;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

public class ConflictTests
{
    [Theory, EachEngine]
    public async Task A_stale_write_of_tags_is_told_both_sets_by_name(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var (alice, writer) = (store.Viewers.Alice, store.Get<ContactWriter>());
        var contact = await store.CreateAsync(alice, "Ada", "Byron", c => c with { Tags = new(true, ["one"]) });
        Assert.NotNull((await writer.UpdateAsync(alice, contact.Id, 1, new ContactPatch { Tags = new(true, ["Two", "four"]), Title = "Dr" })).Contact);

        var stale = await writer.UpdateAsync(alice, contact.Id, 1, new ContactPatch { Tags = new(true, ["three"]) });
        var same = await writer.UpdateAsync(alice, contact.Id, 1, new ContactPatch { Tags = new(true, ["FOUR", "two"]) });

        Assert.Equal(2, stale.CurrentVersion);
        var conflict = Assert.Single(stale.Conflicts);
        Assert.Equal(("tags", "three", "four Two"), (conflict.Field, string.Join(' ', (IEnumerable<string>)conflict.Yours!), string.Join(' ', (IEnumerable<string>)conflict.Theirs!)));
        Assert.Equal(2, same.CurrentVersion);
        Assert.Empty(same.Conflicts);
    }

    [Theory, EachEngine]
    public async Task A_consent_is_called_in_conflicts_and_history_as_the_API_calls_it(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var (alice, writer) = (store.Viewers.Alice, store.Get<ContactWriter>());
        var contact = await store.CreateAsync(alice, "Ada", "Byron");
        await writer.UpdateAsync(alice, contact.Id, 1, new ContactPatch { ConsentEmail = ConsentState.No, ConsentSms = ConsentState.Yes, ConsentWhatsapp = ConsentState.Yes });

        var stale = await writer.UpdateAsync(alice, contact.Id, 1, new ContactPatch { ConsentEmail = ConsentState.Yes });

        Assert.Equal(new FieldConflict("consent.email", "YES", "NO"), Assert.Single(stale.Conflicts));
        var history = (await store.AskAsync<HistoryReader, Page<HistoryEntry>?>(r => r.PageAsync(alice, contact.Id, null, null, null, null)))!;
        Assert.Equal(["consent.email", "consent.sms", "consent.whatsapp"], history.Items[1].Fields.Select(f => f.Field));
    }

    [Theory, EachEngine]
    public async Task Languages_and_time_zones_are_kept_in_their_standard_spelling(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);

        var contact = await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron", c => c with { Language = " zh_hant_tw ", TimeZone = "europe/berlin" });
        var refused = await store.Get<ContactWriter>().UpdateAsync(store.Viewers.Alice, contact.Id, null, new ContactPatch { Language = "!!", TimeZone = "Mars/Base" });

        Assert.Equal(("zh-Hant-TW", "Europe/Berlin"), (contact.Language, contact.TimeZone));
        Assert.Equal(["timezone", "language"], refused.Faults.Select(f => f.Field));
    }
}
