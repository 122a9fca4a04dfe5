using CrmContacts.Core.Counts;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Messages;
using CrmContacts.Realtime.Tests.Stage;

namespace CrmContacts.Realtime.Tests.Feeds;

public sealed class RoundTests
{
    private static readonly Round<ScopeCount, ListCounts> Round = new(
    [
        new(null, "*", 30, 9), new(null, "queue:sales", 10, 4), new(null, "queue:support", 20, 5), new(null, "owner:bob", 1, 1),
    ], entry => entry.Bucket, counts => new ListCounts(Guid.Empty, counts));

    [Fact]
    public void A_manager_hears_the_sum_and_no_bucket() =>
        Assert.Equal([new(null, "*", 30, 9)], Round.For(Cast.Viewers.Alice.Buckets)!.Counts);

    [Fact]
    public void An_agent_hears_the_own_buckets_and_no_other() =>
        Assert.Equal([new(null, "queue:sales", 10, 4), new(null, "owner:bob", 1, 1)], Round.For(Cast.Viewers.Bob.Buckets)!.Counts);

    [Fact]
    public void Who_sees_nothing_of_it_is_told_nothing() => Assert.Null(Round.For(Cast.Viewers.Erin.Buckets));

    [Fact]
    public void Viewers_who_hear_the_same_share_one_letter()
    {
        var carol = Round.For(Cast.Viewers.Carol.Buckets);
        var colleague = Cast.Viewers.Carol with { AgentId = "chris" };
        Assert.Same(carol, Round.For(colleague.Buckets));
    }
}
