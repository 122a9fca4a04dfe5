using System.Globalization;
using System.Text;

namespace CrmContacts.Host.Demo;

/// <summary>One made-up person.</summary>
internal sealed record DemoPerson(
    string ExternalId, string FirstName, string LastName, string Email, string Phone, string? Mobile, string Title, string Department, string Company,
    string Status, string Source, string Channel, string Language, string TimeZone, string Notes,
    string Visibility, string? AssignedTo, string? Queue, IReadOnlyList<string> Tags);

/// <summary>Makes the demo's people: the same ones every time, nobody real, numbers that are reserved for fiction where a country has such.</summary>
internal static class DemoPeople
{
    private const int AcmeContacts = 500;
    private const int GlobexContacts = 24;

    // Two share a mobile, as couples and small offices do: who is it that calls? The softphone lets it ring.
    private const int Partner = 300;
    private const int PartnerOf = 240;

    /// <summary>The columns of <see cref="Csv"/>, in order.</summary>
    public const string Mapping = """
        ["external_crm_id","first_name","last_name","email","phone","mobile","title","department","_account","status","source","preferred_channel","language","timezone","notes","visibility","assigned_to","assigned_queue","_tag"]
        """;

    public static IReadOnlyList<DemoPerson> Acme() => [.. Enumerable.Range(0, AcmeContacts).Select(i => Make("A", i, Share(i)))];

    public static IReadOnlyList<DemoPerson> Globex() => [.. Enumerable.Range(0, GlobexContacts).Select(i => Make("G", i + 7, ("all", null, null)))];

    public static string Csv(IEnumerable<DemoPerson> people)
    {
        var csv = new StringBuilder("external_crm_id,first_name,last_name,email,phone,mobile,title,department,company,status,source,preferred_channel,language,timezone,notes,visibility,assigned_to,assigned_queue,tags\n");
        foreach (var one in people)
        {
            csv.AppendJoin(',', new[]
            {
                one.ExternalId, one.FirstName, one.LastName, one.Email, one.Phone, one.Mobile, one.Title, one.Department, one.Company, one.Status, one.Source, one.Channel,
                one.Language, one.TimeZone, one.Notes, one.Visibility, one.AssignedTo, one.Queue, string.Join(';', one.Tags),
            }.Select(Cell)).Append('\n');
        }

        return csv.ToString();
    }

    private static string Cell(string? text) => '"' + (text ?? "").Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>Six in ten are everybody's, three in ten a queue's, one in ten an agent's own.</summary>
    private static (string Visibility, string? AssignedTo, string? Queue) Share(int i) => (i % 20) switch
    {
        3 or 9 or 15 => ("queue", null, "sales"),
        5 or 11 or 17 => ("queue", null, "support"),
        7 => ("owner", Pick(["alice", "bob", "carol", "erin"], i / 20), null),
        13 => ("owner", Pick(["bob", "erin"], i / 20), null),
        1 => ("all", "bob", null),
        _ => ("all", null, null),
    };

    private static DemoPerson Make(string series, int i, (string Visibility, string? AssignedTo, string? Queue) share)
    {
        var land = DemoNames.Lands[i % DemoNames.Lands.Count];
        // Steps that share no factor with the lists' lengths walk through all pairs before one comes again.
        var turn = i / DemoNames.Lands.Count;
        var first = Pick(land.FirstNames, turn);
        var last = Pick(land.LastNames, turn + 2 * (turn / land.FirstNames.Count));
        var company = Pick(DemoNames.Companies, i * 7 + turn);
        var tags = DemoNames.Tags.Where((_, place) => (i + place * 3) % (5 + place * 2) == 0).ToArray();
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{series}-{1000 + i}"), first, last,
            $"{DemoNames.Plain(first)}.{DemoNames.Plain(last)}@{DemoNames.Plain(company)}.example",
            land.Phone(i), i % 3 == 0 ? land.Mobile(i == Partner ? PartnerOf : i) : null,
            Pick(DemoNames.Titles, i * 3), Pick(DemoNames.Departments, i * 5), company,
            i % 23 == 0 ? "do_not_contact" : i % 9 == 4 ? "inactive" : "active", Pick(DemoNames.Sources, i * 11 + turn),
            Pick(["phone", "mobile", "email", "sms", "whatsapp"], i), land.Language, land.TimeZone,
            i % 4 == 0 ? $"{company}. {Pick(DemoNames.Remarks, i / 4)}" : "",
            share.Visibility, share.AssignedTo, share.Queue, tags);
    }

    private static string Pick(IReadOnlyList<string> list, int i) => list[i % list.Count];
}
