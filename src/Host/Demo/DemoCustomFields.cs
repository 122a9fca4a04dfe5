using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Host.Demo;

/// <summary>What Acme wants to know of its contacts beyond the usual; done again, it changes nothing.</summary>
internal static class DemoCustomFields
{
    private const string Plan = "support_plan";
    private const string Seats = "seats";
    private const string Until = "contract_until";
    private const int Every = 6;

    private static readonly IReadOnlyList<string> Plans = ["Basic", "Business", "Premium"];

    private static readonly IReadOnlyList<(string Key, CustomFieldPatch Field)> Fields =
    [
        (Plan, new() { Name = "Support plan", Kind = CustomFieldKind.Dropdown, SortOrder = 1, Options = new(true, Plans) }),
        (Seats, new() { Name = "Seats", Kind = CustomFieldKind.Number, SortOrder = 2 }),
        (Until, new() { Name = "Contract until", Kind = CustomFieldKind.Date, SortOrder = 3 }),
    ];

    /// <summary>Defines the fields, and gives values to one person in six.</summary>
    public static async Task FillAsync(IServiceProvider services, Viewer viewer, IReadOnlyList<DemoPerson> people, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var known = (await scope.ServiceProvider.GetRequiredService<CustomFieldReader>().AllAsync(viewer, cancellation)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        var definitions = scope.ServiceProvider.GetRequiredService<CustomFieldWriter>();
        foreach (var (_, field) in Fields.Where(f => !known.Contains(f.Key)))
            await definitions.CreateAsync(viewer, field, cancellation);

        var places = people.Select((p, i) => (p.ExternalId, i)).Where(p => p.i % Every == 0).ToDictionary(p => p.ExternalId, p => p.i, StringComparer.Ordinal);
        var where = new Filter.Test(ContactFields.ExternalCrmId, FilterOp.In, places.Keys.ToArray<object?>());
        var contacts = new List<Contact>();
        var reader = scope.ServiceProvider.GetRequiredService<ContactReader>();
        for (string? after = null; ;)
        {
            var page = await reader.PageAsync(viewer, new ContactQuery { First = 200, After = after, Where = where }, cancellation);
            contacts.AddRange(page.Contacts);
            if (!page.HasNextPage)
                break;
            after = page.Cursors[^1];
        }

        var writer = scope.ServiceProvider.GetRequiredService<ContactWriter>();
        foreach (var contact in contacts)
            await writer.UpdateAsync(viewer, contact.Id, version: null, new ContactPatch { CustomFields = Values(places[contact.ExternalCrmId!] / Every) }, cancellation);
    }

    private static IReadOnlyList<CustomValueInput> Values(int i) =>
    [
        new(Plan) { Text = Plans[i % Plans.Count] },
        new(Seats) { Number = 1 + i * 7 % 60 },
        new(Until) { Date = new DateOnly(2027, 1, 1).AddDays(i * 11 % 730) },
    ];
}
