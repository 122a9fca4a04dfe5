using CrmContacts.Core.Contacts;
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
}
