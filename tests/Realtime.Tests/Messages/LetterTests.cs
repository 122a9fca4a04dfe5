using CrmContacts.Core.Counts;
using CrmContacts.Core.Import;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Messages;
using CrmContacts.Realtime.Tests.Stage;

namespace CrmContacts.Realtime.Tests.Messages;

public sealed class LetterTests
{
    private static readonly Guid Epoch = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid List = new("00000000-0000-0000-0000-0000000000aa");

    [Fact]
    public void A_mailbox_keeps_the_highest_version_of_each_entry()
    {
        var mailbox = new Mailbox();
        mailbox.Put(Counts(new(null, "all", 5, 2), new(List, "all", 1, 1)));
        mailbox.Put(Counts(new(null, "all", 4, 1), new(null, "queue:sales", 7, 3)));
        mailbox.Put(Counts(new ScopeCount(List, "all", 9, 4)));

        var letter = Assert.IsType<ListCounts>(mailbox.Take());
        Assert.Equal(
            [new(null, "all", 5, 2), new(List, "all", 9, 4), new(null, "queue:sales", 7, 3)], letter.Counts);
        Assert.Null(mailbox.Take());
    }

    [Fact]
    public void Another_epoch_voids_what_waits()
    {
        var mailbox = new Mailbox();
        mailbox.Put(Counts(new ScopeCount(null, "all", 5, 200)));
        mailbox.Put(new ListCounts(List, [new(null, "all", 1, 1)]));

        var letter = Assert.IsType<ListCounts>(mailbox.Take());
        Assert.Equal(List, letter.Epoch);
        Assert.Equal([new(null, "all", 1, 1)], letter.Counts);
    }

    [Fact]
    public void A_run_that_is_over_does_not_run_again_in_a_mailbox()
    {
        var mailbox = new Mailbox();
        mailbox.Put(new ImportProgress(Cast.Run("bob", imported: 10)));
        mailbox.Put(new ImportProgress(Cast.Run("bob", ImportStatus.Completed, 20)));
        mailbox.Put(new ImportProgress(Cast.Run("bob", imported: 15)));
        mailbox.Put(new ImportProgress(Cast.Run("bob", imported: 1, number: 2)));

        var letters = new[] { mailbox.Take(), mailbox.Take(), mailbox.Take() }.Cast<ImportProgress?>().ToArray();
        Assert.Equal((ImportStatus.Completed, 20), (letters[0]!.Run.Status, letters[0]!.Run.Imported));
        Assert.Equal(1, letters[1]!.Run.Imported);
        Assert.Null(letters[2]);
    }

    private static ListCounts Counts(params ScopeCount[] entries) => new(Epoch, entries);
}
