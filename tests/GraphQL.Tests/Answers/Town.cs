using System.Text.RegularExpressions;
using CrmContacts.Core.Accounts;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Tests.Answers;

/// <summary>A small tenant with one of everything. Its things have names, which stand for their ids in operations and answers: <c>%ada%</c>.</summary>
internal sealed partial class Town
{
    private readonly Dictionary<string, Guid> _ids = [];

    public static async Task<Town> BuildAsync(Api api)
    {
        var town = new Town();
        var (alice, bob) = (api.Viewers.Alice, api.Viewers.Bob);
        T Get<T>()
            where T : notnull => api.Store.Services.GetRequiredService<T>();

        foreach (var name in (string[])["Östwerk AG", "Acme Süd", "Zebra"])
            town._ids["account-" + name[0]] = (await Get<AccountWriter>().CreateAsync(alice, name)).Value!.Id;
        foreach (var field in new CustomFieldPatch[]
        {
            new() { Name = "Contract no.", Kind = CustomFieldKind.Text, SortOrder = 1 },
            new() { Name = "Seats", Kind = CustomFieldKind.Number, SortOrder = 2 },
            new() { Name = "Renewal", Kind = CustomFieldKind.Date, SortOrder = 3 },
            new() { Name = "Tier", Kind = CustomFieldKind.Dropdown, Options = new(true, ["gold", "silver"]), SortOrder = 4 },
            new() { Name = "Newsletter", Kind = CustomFieldKind.Checkbox, SortOrder = 5 },
        })
        {
            await Get<CustomFieldWriter>().CreateAsync(alice, field);
        }

        async Task AddAsync(string key, ContactPatch patch) => town._ids[key] = (await api.AddAsync(alice, patch)).Id;
        await AddAsync("ada", new()
        {
            FirstName = "Ada", LastName = "Lovelace", Email = "Ada@Example.com", Phone = "0171 1234567", Mobile = "+44 20 7946 0958", Title = "Countess", Department = "Engines",
            AccountId = town._ids["account-Ö"], Source = ContactSource.Referral, PreferredChannel = PreferredChannel.Email, Language = "en-GB", TimeZone = "Europe/London",
            ConsentEmail = ConsentState.Yes, ConsentSms = ConsentState.No, Notes = "Wrote the first program.\nLikes <b>looms</b>.", ExternalCrmId = "SF-1", ExternalCrmProvider = "salesforce",
            Tags = new(true, ["VIP", "Maths"]), AssignedToId = "bob",
            CustomFields = [new("contract_no") { Text = "C-1" }, new("seats") { Number = 12.5m }, new("renewal") { Date = new DateOnly(2032, 2, 29) }, new("tier") { Text = "gold" }, new("newsletter") { Flag = true }],
        });
        await AddAsync("bjorn", new() { FirstName = "Björn", LastName = "Ångström", Email = "bjorn@example.se", AccountId = town._ids["account-A"], Tags = new(true, ["vip"]), CustomFields = [new("seats") { Number = 3m }] });
        await AddAsync("carl", new() { FirstName = "Carl", LastName = "Zeiss", Status = ContactStatus.Inactive, Phone = "call reception", Visibility = ContactVisibility.Queue, AssignedQueueId = "sales" });
        await AddAsync("dora", new() { FirstName = "Dora", LastName = "Straße", Status = ContactStatus.DoNotContact, Mobile = "0171 1234567", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        await AddAsync("emil", new() { FirstName = "Emil", LastName = "", Visibility = ContactVisibility.Owner, AssignedToId = "bob", Tags = new(true, ["secret"]) });
        await AddAsync("fei", new() { FirstName = "菲", LastName = "李", Email = "fei@example.cn" });
        await AddAsync("olaf", new() { FirstName = "Olaf", LastName = "1st Floor" });
        await api.AddAsync(api.Viewers.Gina, new() { FirstName = "Gina's", LastName = "Contact", Email = "ada@example.com", Phone = "+49 171 1234567" });

        town._ids["fair"] = await Get<ListWriter>().CreateStaticAsync(alice, "Fair 2031", "Met there");
        await Get<ListWriter>().AddMembersAsync(alice, town._ids["fair"], [town._ids["ada"], town._ids["dora"], town._ids["emil"]]);
        town._ids["vips"] = (await Get<ListWriter>().CreateAsync(alice, ContactListKind.Dynamic, new ListInput { Name = "VIPs", Where = FilterJson.Parse("""{"tags":{"some":{"eq":"vip"}}}""") })).Value!.Id;
        foreach (var (key, type, patch) in new (string, ActivityType, ActivityPatch)[]
        {
            ("call", ActivityType.Call, new() { At = Day(1), Direction = ActivityDirection.Inbound, DurationSeconds = 95, CallId = "pbx-1", Subject = "Asked about looms" }),
            ("note", ActivityType.Note, new() { At = Day(2), Body = "Prefers mornings" }),
            ("task", ActivityType.Task, new() { At = Day(3), Subject = "Send offer", DueAt = Day(9) }),
        })
        {
            town._ids[key] = (await Get<ActivityWriter>().LogAsync(bob, town._ids["ada"], type, patch)).Value!.Id;
        }

        await Get<InteractionWriter>().RecordAsync(api.Store.Acme,
        [
            new ClosedConversation("wa-1", town._ids["ada"], InteractionChannel.Whatsapp, Day(4), Day(4).AddMinutes(7), "bob", "sales", "Delivery",
                [new(Day(4), ActivityDirection.Inbound, "When?", Sender: "+441"), new(Day(4).AddMinutes(6), ActivityDirection.Outbound, "Tomorrow", "bob"), new(Day(4).AddMinutes(7), ActivityDirection.Inbound, "👍")]),
        ]);
        await Get<ContactWriter>().UpdateAsync(bob, town._ids["bjorn"], 1, new ContactPatch { Title = "Physicist", Email = new(true, null) });
        return town;
    }

    private static DateTimeOffset Day(int day) => new(2030, 3, day, 8, 30, 0, TimeSpan.Zero);

    /// <summary>The operation with ids in place of names.</summary>
    public string WithIds(string operation) => _ids.Aggregate(operation, (text, id) => text.Replace($"%{id.Key}%", id.Value.ToString(), StringComparison.Ordinal));

    /// <summary>The answer with names in place of ids, and what the clock or chance decides left out.</summary>
    public string WithNames(string answer)
    {
        answer = _ids.Aggregate(answer, (text, id) => text.Replace(id.Value.ToString(), $"%{id.Key}%", StringComparison.Ordinal));
        answer = Made().Replace(answer, "now");
        return Ids().Replace(answer, "some id");
    }

    [GeneratedRegex(@"2031-\d\d-\d\dT[\d:.]+Z", RegexOptions.None, 1000)]
    private static partial Regex Made();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Ids();
}
