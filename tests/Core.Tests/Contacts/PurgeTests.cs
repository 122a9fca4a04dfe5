using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Contacts;

public class PurgeTests
{
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Theory, EachEngine]
    public async Task Thirty_days_after_its_deletion_a_contact_is_gone_with_all_that_hung_on_it_and_no_day_sooner(Engine engine)
    {
        var clock = new Clock();
        await using var store = await TestStore.StartAsync(engine, configure: s => s.AddSingleton<TimeProvider>(clock));
        var alice = store.Viewers.Alice;
        await store.Get<CustomFieldWriter>().CreateAsync(alice, new CustomFieldPatch { Name = "Code", Kind = CustomFieldKind.Text });
        var list = await store.Get<ListWriter>().CreateStaticAsync(alice, "VIPs", null);
        var gone = await MadeAsync(store, list);
        var stays = await MadeAsync(store, list);
        await store.BulkAsync(alice, new ContactSelection { Ids = [gone.Id] }, new BulkAction.Delete());
        var full = await RowsAsync(store);

        clock.Now += TimeSpan.FromDays(29);
        await store.Get<ContactPurge>().WhenDueAsync(default);
        // What was kept to take the deletion back has had its day; the contact has not.
        Assert.Equal(full.Select(f => (f.Table, f.Table == "crm_bulk_items" ? 0 : f.Rows)), await RowsAsync(store));

        clock.Now += TimeSpan.FromDays(2);
        await store.Get<ContactPurge>().WhenDueAsync(default);
        Assert.Equal(full.Select(f => (f.Table, f.Table == "crm_bulk_items" ? 0 : f.Table == "crm_changes" ? f.Rows - 2 : f.Rows / 2)), await RowsAsync(store));
        Assert.Empty((await store.Get<ContactWriter>().RestoreAsync(alice, [gone.Id])).Value!);
        Assert.Equal(stays.Id, (await store.PageAsync(alice, new ContactQuery { Search = "ada" })).Contacts.Single().Id);
        Assert.Equal(1, await store.CountAsync(alice));
    }

    private static async Task<Contact> MadeAsync(TestStore store, Guid list)
    {
        var alice = store.Viewers.Alice;
        var made = await store.CreateAsync(alice, "Ada", "Lovelace", c => c with { Email = "ada@example.com", Tags = new(true, ["vip"]), CustomFields = [new("code") { Text = "x" }] });
        await store.Get<ContactWriter>().UpdateAsync(alice, made.Id, null, new ContactPatch { Title = "Countess" });
        await store.Get<ListWriter>().AddMembersAsync(alice, list, [made.Id]);
        await store.Get<ActivityWriter>().LogAsync(alice, made.Id, ActivityType.Note, new ActivityPatch { Body = "x" });
        await store.Get<InteractionWriter>().RecordAsync(store.Acme, [new ClosedConversation(made.Id.ToString(), made.Id, InteractionChannel.Chat, made.CreatedAt, made.CreatedAt, null, null, null, [new(made.CreatedAt, ActivityDirection.Inbound, "Hi")])]);
        return made;
    }

    private static async Task<IReadOnlyList<(string Table, long Rows)>> RowsAsync(TestStore store)
    {
        await using var session = await store.Get<Store>().ReadAsync(default);
        var rows = new List<(string, long)>();
        foreach (var table in (string[])["crm_contacts", "crm_contact_tags", "crm_list_members", "crm_custom_values", "crm_activities", "crm_interactions", "crm_messages", "crm_changes", "crm_bulk_items"])
            rows.Add((table, await session.ScalarAsync<long>($"SELECT count(*) FROM {table}", [], default)));
        return rows;
    }
}
