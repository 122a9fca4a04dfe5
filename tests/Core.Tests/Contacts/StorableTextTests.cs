using CrmContacts.Core.Accounts;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tags;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Contacts;

/// <summary>JSON and GraphQL can spell what no column holds: half of a surrogate pair, and NUL.</summary>
public class StorableTextTests
{
    private const string Half = "a\ud83d";

    [Theory, EachEngine]
    public async Task Half_of_a_character_is_refused_wherever_text_is_kept(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        var contact = await store.CreateAsync(alice, "Ada", "Byron");
        var writer = store.Get<ContactWriter>();

        Assert.Equal("notes TEXT_INVALID", Told((await writer.UpdateAsync(alice, contact.Id, null, new ContactPatch { Notes = Half })).Faults));
        Assert.Equal("tags TAG_INVALID", Told((await writer.UpdateAsync(alice, contact.Id, null, new ContactPatch { Tags = new(true, [Half]) })).Faults));
        Assert.Equal("name TEXT_INVALID", Told((await store.Get<AccountWriter>().CreateAsync(alice, Half)).Faults));
        Assert.Equal("name NAME_INVALID description TEXT_INVALID", Told((await store.Get<ListWriter>().CreateAsync(alice, ContactListKind.Static, new ListInput { Name = Half, Description = Half })).Faults));
        Assert.Equal("body TEXT_INVALID", Told((await store.Get<ActivityWriter>().LogAsync(alice, contact.Id, ActivityType.Note, new ActivityPatch { Body = Half })).Faults));
        Assert.Equal(1, (await store.PageAsync(alice, new ContactQuery())).Contacts.Single().Version);
    }

    [Theory, EachEngine]
    public async Task What_no_column_holds_is_found_nowhere(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var alice = store.Viewers.Alice;
        await store.CreateAsync(alice, "Ada", "Byron", c => c with { Tags = new(true, ["vip"]), Phone = "1234" });
        foreach (var odd in new[] { "\0", "123\0", "123" + Half })
        {
            Assert.Empty(await store.AskAsync<TagReader, IReadOnlyList<Tag>>(r => r.AllAsync(alice, odd, null)));
            Assert.Empty(await store.AskAsync<CallerReader, IReadOnlyList<Contact>>(r => r.ByNumberAsync(alice, odd)));
            Assert.Empty((await store.PageAsync(alice, new ContactQuery { Search = "x" + odd })).Contacts);
        }
    }

    private static string Told(IEnumerable<IDomainFault> faults) => string.Join(' ', faults.Cast<FieldFault>().Select(f => $"{f.Field} {f.Code}"));
}
