using CrmContacts.Core.Events;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Tests.Messages;

/// <summary>What waits for a busy connection comes to one letter. What came and went is told as gone: a page may have read it in between.</summary>
public sealed class MoveTests
{
    private static readonly Guid Ann = new("00000000-0000-0000-0000-0000000000a1");
    private static readonly Guid Ben = new("00000000-0000-0000-0000-0000000000b1");

    [Theory]
    [InlineData("entered", "changed", "entered")]
    [InlineData("entered", "entered", "entered")]
    [InlineData("entered", "left", "left")]
    [InlineData("changed", "entered", "changed")]
    [InlineData("changed", "changed", "changed")]
    [InlineData("changed", "left", "left")]
    [InlineData("left", "entered", "changed")]
    [InlineData("left", "left", "left")]
    public void Two_words_about_a_contact_come_to_one(string first, string then, string both)
    {
        var mailbox = new Mailbox();
        mailbox.Put(Told("all", first, Ann));
        mailbox.Put(Told("all", then, Ann));
        Assert.Equal($"all {both} a1", Shown(mailbox.Take()));
        Assert.Null(mailbox.Take());
    }

    [Fact]
    public void Contacts_and_buckets_are_kept_apart()
    {
        var mailbox = new Mailbox();
        mailbox.Put(Told("queue:sales", "left", Ann));
        mailbox.Put(Told("all", "entered", Ann));
        mailbox.Put(Told("all", "changed", Ben));
        Assert.Equal("queue:sales left a1; all entered a1; all changed b1", Shown(mailbox.Take()));
    }

    [Fact]
    public void Past_two_hundred_contacts_a_bucket_is_many_and_names_nobody()
    {
        var mailbox = new Mailbox();
        for (byte batch = 0; batch < 2; batch++)
        {
            for (byte contact = 0; contact < 100; contact++)
                mailbox.Put(Told("all", "entered", new Guid(batch, contact, 0, new byte[8])));
        }

        mailbox.Put(Told("queue:sales", "changed", Ben));
        var few = Assert.IsType<ContactsChanged>(mailbox.Take());
        Assert.Equal([(200, false), (0, false)], few.Buckets.Select(b => (b.Entered.Count, b.Many)));

        mailbox.Put(few);
        mailbox.Put(Told("all", "entered", Ann));
        mailbox.Put(Told("all", "left", Ann));
        var many = Assert.IsType<ContactsChanged>(mailbox.Take());
        Assert.Equal(("all", 0, 0, true), Count(many.Buckets[0]));
        Assert.Equal(("queue:sales", 0, 1, false), Count(many.Buckets[1]));
    }

    [Fact]
    public void What_is_many_already_stays_many()
    {
        var mailbox = new Mailbox();
        mailbox.Put(Told("all", "changed", Ann));
        mailbox.Put(new ContactsChanged([new("all", [], [], [], Many: true)]));
        mailbox.Put(Told("all", "entered", Ben));
        Assert.Equal(("all", 0, 0, true), Count(Assert.IsType<ContactsChanged>(mailbox.Take()).Buckets.Single()));
    }

    [Theory]
    [InlineData("created", "changed", "created")]
    [InlineData("created", "deleted", "deleted")]
    [InlineData("changed", "changed", "changed")]
    [InlineData("changed", "deleted", "deleted")]
    [InlineData("deleted", "deleted", "deleted")]
    public void Two_words_about_a_list_come_to_one(string first, string then, string both)
    {
        var mailbox = new Mailbox();
        mailbox.Put(Lists(first));
        mailbox.Put(Lists(then));
        var letter = (ListsChanged?)mailbox.Take();
        Assert.Equal(both == "created" ? [Ann] : [], letter?.Lists.Created ?? []);
        Assert.Equal(both == "changed" ? [Ann] : [], letter?.Lists.Changed ?? []);
        Assert.Equal(both == "deleted" ? [Ann] : [], letter?.Lists.Deleted ?? []);
        Assert.NotNull(letter);
    }

    private static ListsChanged Lists(string what) =>
        new(new(what == "created" ? [Ann] : [], what == "changed" ? [Ann] : [], what == "deleted" ? [Ann] : []));

    private static ContactsChanged Told(string bucket, string what, Guid contact) => new(
        [new(bucket, what == "entered" ? [contact] : [], what == "changed" ? [contact] : [], what == "left" ? [contact] : [], Many: false)]);

    private static (string, int, int, bool) Count(BucketMoves moves) => (moves.Bucket, moves.Entered.Count + moves.Left.Count, moves.Changed.Count, moves.Many);

    private static string Shown(ILetter? letter) => string.Join("; ", ((ContactsChanged?)letter)?.Buckets.SelectMany(b =>
        b.Entered.Select(id => $"{b.Bucket} entered {id.ToString()[^2..]}").Concat(b.Changed.Select(id => $"{b.Bucket} changed {id.ToString()[^2..]}")).Concat(b.Left.Select(id => $"{b.Bucket} left {id.ToString()[^2..]}"))) ?? []);
}
