using System.Globalization;
using CrmContacts.Core.Activities;

namespace CrmContacts.Host.Demo;

/// <summary>What the demo's people have been up to: the same every time, under the same ids, as many days ago as the demo's first day was.</summary>
internal sealed class DemoTimelines(DateTimeOffset today, IReadOnlyDictionary<string, Guid> contacts)
{
    /// <summary>Four in five have one to five activities; among the tasks some are late, some are due, some are done.</summary>
    public IReadOnlyList<RecordedActivity> Activities(IReadOnlyList<DemoPerson> people) =>
        [.. People(people).Where(p => p.Place % 5 != 2).SelectMany(p => Enumerable.Range(0, 1 + p.Place % 5).Select(n => Activity(p.Person, p.Contact, p.Place, n)))];

    /// <summary>One in three has written to us, and was answered.</summary>
    public IReadOnlyList<ClosedConversation> Conversations(IReadOnlyList<DemoPerson> people) =>
        [.. People(people).Where(p => p.Place % 3 == 1).Select(p => Conversation(p.Person, p.Contact, p.Place))];

    private IEnumerable<(DemoPerson Person, Guid Contact, int Place)> People(IReadOnlyList<DemoPerson> people) =>
        people.Select((p, i) => (p, contacts.GetValueOrDefault(p.ExternalId), i)).Where(p => p.Item2 != default);

    private RecordedActivity Activity(DemoPerson person, Guid contact, int place, int n)
    {
        // Fifteen kinds in turn, and another beginning for each person, so that every timeline is another mixture.
        var kind = (place * 7 + n * 4) % DemoWords.Activities.Count;
        var (type, subject, body) = DemoWords.Activities[kind];
        var at = today.AddDays(-((place * 3 + n * 17) % 120)).AddMinutes(-(place % 240) - n * 7);
        var values = new ActivityPatch { At = at, Subject = subject, Body = body };
        var inbound = (place + n) % 2 == 0 ? ActivityDirection.Inbound : ActivityDirection.Outbound;
        values = type switch
        {
            ActivityType.Call => values with { Direction = inbound, DurationSeconds = 35 + place * 13 % 900, CallId = string.Create(CultureInfo.InvariantCulture, $"demo-{place}-{n}"), Source = ActivitySource.Interaction },
            ActivityType.Email or ActivityType.Sms or ActivityType.Whatsapp => values with { Direction = inbound, Source = kind % 2 == 0 ? ActivitySource.Campaign : ActivitySource.Manual },
            ActivityType.Task => values with { DueAt = today.AddDays(place % 9 - 3), TaskState = (TaskState)(((place / 5 + n) % 5) switch { 0 or 3 => 0, 4 => 2, _ => 1 }) },
            ActivityType.LeadConversion => values with { Source = ActivitySource.External },
            _ => values,
        };
        return new(Id(place * 16 + n), contact, Agent(person, place + n), type, values);
    }

    private ClosedConversation Conversation(DemoPerson person, Guid contact, int place)
    {
        var (subject, lines) = DemoWords.Talks[place / 3 % DemoWords.Talks.Count];
        var channel = (InteractionChannel)(place / 3 % 4);
        var began = today.AddDays(-(place * 5 % 60)).AddHours(-place % 9);
        var agent = Agent(person, place);
        var messages = lines.Select((line, i) => i % 2 == 0
            ? new ConversationMessage(began.AddMinutes(i * 3), ActivityDirection.Inbound, line, Sender: channel is InteractionChannel.Email or InteractionChannel.Chat ? person.Email : person.Phone)
            : new ConversationMessage(began.AddMinutes(i * 3), ActivityDirection.Outbound, line, agent));
        return new(string.Create(CultureInfo.InvariantCulture, $"demo-talk-{place}"), contact, channel, began, began.AddMinutes(lines.Count * 3 + 5), agent, person.Queue ?? "support", subject, [.. messages]);
    }

    /// <summary>Somebody who sees the contact.</summary>
    private static string Agent(DemoPerson person, int turn) => person.Queue switch
    {
        "sales" => turn % 3 == 0 ? "alice" : "bob",
        "support" => turn % 3 == 0 ? "alice" : "carol",
        _ => person.AssignedTo ?? (turn % 4) switch { 0 => "alice", 1 => "bob", 2 => "carol", _ => "erin" },
    };

    private static Guid Id(int n) => new(string.Create(CultureInfo.InvariantCulture, $"0190de00-0000-7000-8000-{n:x12}"));
}
