using System.Globalization;
using CrmContacts.Bench.Asking;

namespace CrmContacts.Bench.Counts;

/// <summary>A hundred static lists and a hundred dynamic ones, of the kinds that people make.</summary>
internal static class TwoHundredLists
{
    public const int Static = 100;

    private static readonly string[] Statuses = ["ACTIVE", "INACTIVE", "DO_NOT_CONTACT"];
    private static readonly string[] Sources = ["IMPORT", "WEBSITE", "REFERRAL", "TRADE_SHOW", "COLD_CALL"];
    private static readonly string[] Titles = ["Head of Sales", "Buyer", "Engineer", "Assistant", "CEO", "Support Agent", "Architect", "Nurse"];
    private static readonly string[] Plans = ["Basic", "Business", "Premium"];

    public static readonly string[] Tags = ["vip", "newsletter", "partner", "trade-show", "cold"];

    public const string Seats = "seats";
    public const string Plan = "plan";

    /// <summary>Makes what the filters ask for, on stores with and without the lists.</summary>
    public static async Task FieldsAsync(HttpClient manager)
    {
        await manager.DoAsync("createCustomField", "CreateCustomFieldInput", new { name = "Seats", kind = "NUMBER" }, "customField { key }");
        await manager.DoAsync("createCustomField", "CreateCustomFieldInput", new { name = "Plan", kind = "DROPDOWN", options = Plans }, "customField { key }");
    }

    /// <summary>Makes the lists, and puts each of <paramref name="some"/> on five of the static ones.</summary>
    public static async Task MakeAsync(HttpClient manager, IReadOnlyList<Guid> some)
    {
        for (var i = 0; i < Static; i++)
        {
            var list = await manager.CreateListAsync(Name("Static", i), null);
            await manager.DoAsync("addContactsToList", "AddContactsToListInput", new { listId = list, selection = new { ids = some.Where((_, j) => (j + i) % 20 == 0) } }, "affectedCount");
        }

        for (var i = 0; i < 100; i++)
            await manager.CreateListAsync(Name("Dynamic", i), Where(i % 10, i / 10));
    }

    private static string Name(string kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{kind} {i:D3}");

    /// <summary>Ten kinds of filter, ten of each.</summary>
    private static object Where(int kind, int i) => kind switch
    {
        0 => new { status = new { eq = Statuses[i % 3] }, title = new { eq = Titles[i % Titles.Length] } },
        1 => new { tags = new { some = new { eq = Tags[i % Tags.Length] } }, status = new { neq = Statuses[i % 3] } },
        2 => new { source = new { @in = new[] { Sources[i % Sources.Length], Sources[(i + 1) % Sources.Length] } } },
        3 => Seat("gte", i * 10),
        4 => new { customFields = new { some = new { key = new { eq = Plan }, text = new { eq = Plans[i % 3] } } }, status = new { eq = "ACTIVE" } },
        5 => new { activityCount = new { gte = i * 3 } },
        6 => new { or = new object[] { new { tags = new { some = new { eq = "vip" } } }, Seat("gt", 40 + i), new { and = new object[] { new { activityCount = new { gt = 5 + i } }, new { status = new { eq = "ACTIVE" } } } } } },
        7 => new { lists = new { some = new { name = new { eq = Name("Static", i) } } }, status = new { neq = "DO_NOT_CONTACT" } },
        8 => new { assignedQueueId = new { @in = new[] { string.Create(CultureInfo.InvariantCulture, $"queue{i + 2}"), "sales" } }, status = new { neq = "DO_NOT_CONTACT" } },
        _ => new { or = new object[] { new { email = new { endsWith = $"{i}@example.com" } }, new { lastName = new { startsWith = Titles[i % Titles.Length][..2] } } }, source = new { neq = "WEBSITE" } },
    };

    private static object Seat(string op, int number) =>
        new { customFields = new { some = new { key = new { eq = Seats }, number = new Dictionary<string, int>(StringComparer.Ordinal) { [op] = number } } } };
}
