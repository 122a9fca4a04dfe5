using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using static CrmContacts.Core.Tests.Activities.ActivityStory;

namespace CrmContacts.Core.Tests.Activities;

public class TimelineTests
{
    [Theory, EachEngine]
    public async Task Activities_and_conversations_are_merged_newest_first_and_paged_without_gaps(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        var other = (await store.CreateAsync(store.Viewers.Alice, "Bea", "Beside")).Id;
        for (var i = 0; i < 6; i++)
        {
            // Three share an instant: the id decides.
            await store.NoteAsync(store.Viewers.Bob, contact, $"note {i}", Noon.AddHours(i / 3));
            await store.RecordAsync(store.Acme, Conversation($"c{i}", contact, Noon.AddHours(i / 3)));
        }

        await store.NoteAsync(store.Viewers.Bob, other, "not this one", Noon.AddHours(9));
        var all = await store.TimelineAsync(store.Viewers.Carol, contact, 200);
        Assert.Equal(12, all.Items.Count);
        Assert.False(all.HasNextPage || all.HasPreviousPage);
        Assert.Equal(all.Items.OrderByDescending(e => e.At).ThenByDescending(e => e.Id), all.Items);
        Assert.Equal(6, all.Items.OfType<Interaction>().Count());

        var walked = new List<ITimelineEntry>();
        for (string? after = null; ;)
        {
            var page = await store.TimelineAsync(store.Viewers.Carol, contact, 5, after);
            Assert.Equal(after is not null, page.HasPreviousPage);
            walked.AddRange(page.Items);
            if (!page.HasNextPage)
                break;
            after = page.Cursors[^1];
        }

        Assert.Equal(all.Items, walked);
        Assert.Empty((await store.TimelineAsync(store.Viewers.Carol, contact, 0)).Items);
        Assert.Equal(ErrorCode.CursorInvalid, (await Assert.ThrowsAsync<CrmException>(() => store.TimelineAsync(store.Viewers.Carol, contact, 5, "nonsense"))).Code);
        Assert.Equal(ErrorCode.PageSizeInvalid, (await Assert.ThrowsAsync<CrmException>(() => store.TimelineAsync(store.Viewers.Carol, contact, 201))).Code);
    }

    [Theory, EachEngine]
    public async Task Timelines_of_a_page_of_contacts_are_one_statement(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add((await store.CreateAsync(store.Viewers.Alice, $"F{i}", "Many", c => i == 6 ? c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" } : c)).Id);
            for (var n = 0; n <= i; n++)
                await store.NoteAsync(store.Viewers.Alice, ids[i], $"{i}/{n}", Noon.AddMinutes(n));
        }

        using var log = new StatementLog(store);
        var read = await store.AskAsync<ActivityReader, IReadOnlyDictionary<Guid, Page<ITimelineEntry>>>(r => r.TimelinesAsync(store.Viewers.Bob, ids, 3, null));
        Assert.Single(log.All, sql => sql.StartsWith("SELECT", StringComparison.Ordinal));
        Assert.Equal([1, 2, 3, 3, 3, 3, 0], ids.Select(id => read[id].Items.Count));
        Assert.Equal([false, false, false, true, true, true, false], ids.Select(id => read[id].HasNextPage));
        Assert.All(ids.Take(6), id => Assert.All(read[id].Items, e => Assert.Equal(id, e.ContactId)));
    }

    [Theory, EachEngine]
    public async Task A_conversation_comes_in_once_by_its_external_id(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var contact = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        Assert.Equal((1, 0, ""), Told(await store.RecordAsync(store.Acme, Conversation("c1", contact, Noon, 3))));
        Assert.Equal((1, 1, "1"), Told(await store.RecordAsync(store.Acme, Conversation("c1", contact, Noon.AddHours(1)), Conversation("c2", Guid.AllBitsSet, Noon), Conversation("c3", contact, Noon))));
        // Another tenant's contact is no contact of this one's; its ids are its own.
        Assert.Equal((0, 0, "0"), Told(await store.RecordAsync(store.Globex, Conversation("c1", contact, Noon))));
        Assert.Equal((2, Noon, 1), await store.FiguresAsync(contact));
        var kept = Assert.Single((await store.TimelineAsync(store.Viewers.Carol, contact)).Items.Cast<Interaction>(), i => i.ExternalId == "c1");
        Assert.Equal((3, "support", "carol", Noon.AddMinutes(-30), InteractionChannel.Whatsapp), (kept.MessageCount, kept.QueueId, kept.AgentId, kept.StartedAt, kept.Channel));
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.RecordAsync(store.Acme, Conversation("c9", contact, Noon) with { EndedAt = Noon.AddDays(-1) }));
        Assert.Equal("endedAt", refused.Where);

        static (int, int, string) Told(Recording r) => (r.Recorded, r.Known, string.Join(',', r.WithoutContact));
    }

    [Theory, EachEngine]
    public async Task Messages_are_paged_in_the_order_in_which_they_were_said(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var open = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Lovelace")).Id;
        var secret = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Support", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support" })).Id;
        await store.RecordAsync(store.Acme, Conversation("c1", open, Noon, 5), Conversation("c2", secret, Noon, 2));
        var ids = new[] { (await store.TimelineAsync(store.Viewers.Alice, open)).Items[0].Id, (await store.TimelineAsync(store.Viewers.Alice, secret)).Items[0].Id };

        Task<IReadOnlyDictionary<Guid, Page<Message>>> ReadAsync(Core.Visibility.Viewer viewer, string? after) =>
            store.AskAsync<InteractionReader, IReadOnlyDictionary<Guid, Page<Message>>>(r => r.MessagesAsync(viewer, ids, 3, after));
        var first = await ReadAsync(store.Viewers.Bob, null);
        Assert.Equal(["message 1", "message 2", "message 3"], first[ids[0]].Items.Select(m => m.Body));
        Assert.Equal((ActivityDirection.Outbound, Noon.AddMinutes(-3)), (first[ids[0]].Items[1].Direction, first[ids[0]].Items[1].At));
        Assert.True(first[ids[0]].HasNextPage);
        Assert.Empty(first[ids[1]].Items);
        var rest = await ReadAsync(store.Viewers.Carol, first[ids[0]].Cursors[^1]);
        Assert.Equal(["message 4", "message 5"], rest[ids[0]].Items.Select(m => m.Body));
        Assert.False(rest[ids[0]].HasNextPage);
        Assert.Equal(2, (await ReadAsync(store.Viewers.Carol, null))[ids[1]].Items.Count);
        Assert.All((await ReadAsync(store.Viewers.Gina, null)).Values, page => Assert.Empty(page.Items));
    }

    [Theory, EachEngine]
    public async Task A_contact_that_takes_anothers_place_takes_its_timeline(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var target = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Target")).Id;
        var source = (await store.CreateAsync(store.Viewers.Alice, "Ada", "Source")).Id;
        await store.NoteAsync(store.Viewers.Bob, target, "own", Noon);
        await store.NoteAsync(store.Viewers.Bob, source, "taken", Noon.AddHours(1));
        await store.RecordAsync(store.Acme, Conversation("c1", source, Noon.AddHours(2)));
        Assert.NotNull((await store.Get<ContactWriter>().MergeAsync(store.Viewers.Alice, target, [source], null, new())).Contact);

        Assert.Equal((3, Noon.AddHours(2), 2), await store.FiguresAsync(target));
        Assert.Equal(3, (await store.TimelineAsync(store.Viewers.Alice, target)).Items.Count);

        // Whoever has not heard of it goes on under the old id.
        await store.NoteAsync(store.Viewers.Bob, source, "late", Noon.AddHours(3));
        Assert.Equal(1, (await store.RecordAsync(store.Acme, Conversation("c2", source, Noon.AddHours(4)))).Recorded);
        Assert.Equal((5, Noon.AddHours(4), 2), await store.FiguresAsync(target));
        Assert.All((await store.TimelineAsync(store.Viewers.Alice, target)).Items, e => Assert.Equal(target, e.ContactId));
        var history = await store.AskAsync<HistoryReader, Page<HistoryEntry>?>(r => r.PageAsync(store.Viewers.Bob, source, null, null, null, null));
        Assert.Equal([1, 2], history!.Items.Select(e => e.Version));
    }
}
