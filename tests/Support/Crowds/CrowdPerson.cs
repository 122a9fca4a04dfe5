using System.Globalization;
using CrmContacts.Core;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Tests.Support.Crowds;

/// <summary>Draws people: names of syllables, so that beginnings are as unevenly spread as among real ones.</summary>
internal sealed class CrowdPerson(int seed, IReadOnlyList<Guid> accounts)
{
    private static readonly string[] Starts = ["Mar", "An", "Jo", "Sch", "Ka", "Mül", "Be", "Ro", "Le", "Gar", "Pe", "Da", "Wi", "Ste", "Tho", "Ha", "Fi", "Gu", "Ng", "Zi", "O'B", "El", "Cr", "Va", "Ol", "Ju", "Qui", "Xa", "Ya", "Жу", "Ís", "Ur"];
    private static readonly string[] Middles = ["ri", "na", "le", "ber", "ma", "ti", "der", "so", "la", "no", "che", "ko", "ra", "vi", "ten", "go"];
    private static readonly string[] Ends = ["", "n", "a", "er", "son", "mann", "ez", "ski", "i", "o", "s", "ke", "ard", "ton", "ic", "sen"];
    private static readonly string[] Titles = ["Head of Sales", "Buyer", "Engineer", "Assistant", "CEO", "Support Agent", "Architect", "Nurse"];

    private static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);

    public static IReadOnlyList<string> Queues { get; } = [Stores.Viewers.Sales, Stores.Viewers.Support, .. Enumerable.Range(2, 48).Select(i => $"queue{i}")];

    /// <summary>Two thousand named companies.</summary>
    public static string Company(int i) => $"{Starts[i % Starts.Length]}{Middles[i / Starts.Length % Middles.Length]} {(i % 3) switch { 0 => "Works", 1 => "Trading", _ => "Group" }} {i}";

    public Contact Next(int i)
    {
        var (first, last) = (Name(2), Name(_random.Next(2, 4)));
        var queue = _random.Next(10) < 9 ? Queues[_random.Next(Queues.Count)] : null;
        var created = Begin + TimeSpan.FromSeconds(i * 37L) + TimeSpan.FromMilliseconds(_random.Next(1000));
        var (phone, mobile) = (Number(), _random.Next(2) == 0 ? Number() : null);
        return new Contact
        {
            Id = Ids.New(created),
            FirstName = first,
            LastName = last,
            Email = _random.Next(10) == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{first}.{last}.{i}@example.com").Replace("'", "", StringComparison.Ordinal).ToLowerInvariant(),
            Phone = phone, PhoneE164 = phone, Mobile = mobile, MobileE164 = mobile,
            Title = Titles[_random.Next(Titles.Length)],
            AccountId = _random.Next(3) == 0 ? null : accounts[_random.Next(accounts.Count)],
            Source = ContactSource.Import,
            Status = _random.Next(10) switch { < 7 => ContactStatus.Active, < 9 => ContactStatus.Inactive, _ => ContactStatus.DoNotContact },
            Visibility = queue is null ? ContactVisibility.Owner : ContactVisibility.Queue,
            AssignedQueueId = queue,
            AssignedToId = "agent" + _random.Next(20).ToString(CultureInfo.InvariantCulture),
            ActivityCount = 0,
            LastActivityAt = _random.Next(3) == 0 ? created + TimeSpan.FromHours(_random.Next(1, 5000)) : null,
            CreatedAt = created,
            UpdatedAt = created,
        };
    }

    private string Name(int parts)
    {
        // Squared: some names are many people's, most are few people's.
        var name = Pick(Starts);
        for (var i = 1; i < parts; i++)
            name += Pick(Middles);
        return name + Pick(Ends);
    }

    private string Pick(string[] from)
    {
        var at = _random.NextDouble();
        return from[(int)(at * at * from.Length)];
    }

    private string Number() => string.Create(CultureInfo.InvariantCulture, $"+1{_random.Next(200, 990)}{_random.Next(200, 1000)}{_random.Next(10_000):D4}");
}
