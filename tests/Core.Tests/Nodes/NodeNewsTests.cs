using System.Text;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Nodes;

namespace CrmContacts.Core.Tests.Nodes;

/// <summary>What goes from node to node: as short as the wire wants it, and no more than is still news.</summary>
public sealed class NodeNewsTests
{
    private const int Most = 7_900;

    private static readonly Guid Epoch = new("00000000-0000-0000-0000-0000000000e1");
    private static readonly Tenant Acme = new("acme", "Acme", "US", "UTC", []);

    [Fact]
    public void What_is_short_comes_through_as_it_was()
    {
        var contact = Guid.CreateVersion7();
        var sent = new NodeNews("n1", Epoch, "acme") { Counts = true, Contacts = [new BucketMoves("queue:sales", [contact], [], [], Many: false)], Call = new Call("bob", "+12125550143", "7", ActivityDirection.Inbound, CallEvent.Ringing) };
        var news = NodeNews.Read(Assert.Single(sent.Messages(Most)))!;
        Assert.Equal(("n1", Epoch, "acme", true, sent.Call), (news.Node, news.Epoch, news.Tenant, news.Counts, news.Call));
        Assert.Equal([contact], Assert.Single(news.Contacts!).Entered);
        Assert.Equal((null, null, null), (news.Lists, news.Import, news.Revoked));
    }

    [Fact]
    public void What_names_too_many_is_told_without_names_and_in_parts_each_bucket_once_and_counts_once()
    {
        var buckets = Enumerable.Range(0, 400).Select(i => new BucketMoves($"queue:{i:D30}", [.. Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7())], [], [], Many: false)).ToArray();
        var messages = new NodeNews("n1", Epoch, "acme") { Counts = true, Contacts = buckets }.Messages(Most).ToArray();
        Assert.All(messages, message => Assert.InRange(message.Length, 1, Most));
        var news = messages.Select(message => NodeNews.Read(message)!).ToArray();
        Assert.Single(news, one => one.Counts);
        Assert.All(news, one => Assert.Null(one.Call));
        var told = news.SelectMany(one => one.Contacts!).ToArray();
        Assert.Equal(buckets.Select(b => b.Bucket), told.Select(b => b.Bucket));
        Assert.All(told, moves => Assert.True(moves.Many && moves.Entered.Count == 0));

        var lists = new NodeNews("n1", Epoch, "acme") { Lists = new([.. Enumerable.Range(0, 500).Select(_ => Guid.CreateVersion7())], [], []) };
        Assert.True(NodeNews.Read(Assert.Single(lists.Messages(Most)))!.Lists!.IsNameless);
    }

    [Fact]
    public void What_no_node_has_said_is_passed_over()
    {
        Assert.Null(NodeNews.Read(Encoding.UTF8.GetBytes("{\"Node\":")));
        Assert.Null(NodeNews.Read(Encoding.UTF8.GetBytes("42")));
    }

    [Fact]
    public void A_wire_that_is_away_is_told_once_of_each_thing_when_it_is_back_and_of_no_call_that_is_over()
    {
        var clock = new Hand();
        var unsent = new Unsent(clock);
        for (var i = 0; i < 1_000; i++)
        {
            unsent.Counts(Acme);
            unsent.Contacts(Acme, [new BucketMoves("queue:sales", [Guid.CreateVersion7()], [], [], Many: false)]);
        }

        unsent.Call(Acme, new Call("bob", "1", "old", ActivityDirection.Inbound, CallEvent.Ringing));
        clock.Now += TimeSpan.FromSeconds(31);
        unsent.Call(Acme, new Call("bob", "1", "new", ActivityDirection.Inbound, CallEvent.Ringing));
        var news = unsent.Take("n1", Epoch);
        Assert.Equal(["new", null], news.Select(one => one.Call?.CallId));
        Assert.True(news[1].Counts && Assert.Single(news[1].Contacts!).Many);
        Assert.Empty(unsent.Take("n1", Epoch));
    }

    private sealed class Hand : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
