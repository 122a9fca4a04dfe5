using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Bench.Imports;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.People;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Bench.Reads;

/// <summary>Two reads over real Kestrel and HTTP, as a manager among 100,000 contacts: CPU of the server per request, against the raw handler.</summary>
internal static class GraphQLBench
{
    private const int Rounds = 9;
    // Long enough that the runtime has compiled all of it twice: until then its compiler is most of the CPU time.
    private const int WarmUp = 10_000;
    private const int Lists = 1_600;
    private const int Ones = 4_000;

    private const string ListQuery =
        "query($status: ContactStatus!) { contacts(first: 50, where: {status: {eq: $status}}, order: [{lastName: ASC}, {firstName: ASC}]) { nodes { id firstName lastName email phone status } } }";

    private const string OneQuery = "query($id: UUID!) { contactById(id: $id) { id firstName lastName email phone status } }";

    private static readonly string[] Statuses = ["ACTIVE", "INACTIVE", "DO_NOT_CONTACT"];

    public static async Task RunAsync()
    {
        var folder = await StoreOfPeopleAsync();
        var ids = Ids(folder);
        await using var host = await BenchHost.StartAsync(folder);
        using var alice = await host.ClientOfAsync("alice");
        using var raw = await RawProcess.StartAsync(ImportBench.Store(folder));

        var report = new Report("graphql");
        report.Add("contacts in the store", ImportBench.Rows, "imported rows; the viewer is a manager");
        await CompareAsync(report, "contacts(first: 50)", Lists,
            new Load(alice, host.ProcessId, i => Post(ListQuery, new { status = Statuses[i % Statuses.Length] })),
            new Load(raw.Http, raw.ProcessId, i => Get(string.Create(CultureInfo.InvariantCulture, $"contacts?status={i % Statuses.Length}"))));
        await CompareAsync(report, "contactById", Ones,
            new Load(alice, host.ProcessId, i => Post(OneQuery, new { id = ids[i % ids.Count] })),
            new Load(raw.Http, raw.ProcessId, i => Get($"contact/{ids[i % ids.Count]}")));
        Calibration.AddTo(report);
        report.Finish();
    }

    private static async Task CompareAsync(Report report, string what, int count, Load ours, Load raw)
    {
        for (var i = 0; i < Statuses.Length; i++)
            DemandSame(what, await ours.OneAsync(i), await raw.OneAsync(i));
        await ours.CpuPerRequestAsync(WarmUp);
        await raw.CpuPerRequestAsync(WarmUp);
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            mine.Add(await ours.CpuPerRequestAsync(count));
            theirs.Add(await raw.CpuPerRequestAsync(count));
            Console.WriteLine($"{what}, round {round + 1}: {mine[^1]:0} µs, raw {theirs[^1]:0} µs");
        }

        report.Add(what, mine.Median(), "µs CPU per request");
        report.Add(what + ", raw handler", theirs.Median(), "µs CPU per request");
        report.Add(what + " / raw", mine.Zip(theirs, (m, t) => m / t).Median(), "× (must reach 2.0, aim 1.1)");
    }

    // A baseline that answers something else measures nothing.
    private static void DemandSame(string what, string ours, string raw)
    {
        using var mine = JsonDocument.Parse(ours);
        using var theirs = JsonDocument.Parse(raw);
        if (!JsonElement.DeepEquals(mine.RootElement.GetProperty("data"), theirs.RootElement.GetProperty("data")))
            throw new InvalidOperationException($"{what}: the raw handler answers something else.\n{ours}\n{raw}");
    }

    private static async Task<string> StoreOfPeopleAsync()
    {
        var file = Path.Combine(TestFolder.Create(), "people.csv");
        PeopleFile.Write(file, ImportBench.Rows);
        var folder = await ImportBench.EmptyStoreAsync();
        await ImportBench.ImportAsync(folder, file);
        return folder;
    }

    private static List<Guid> Ids(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={ImportBench.Store(folder)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM crm_contacts WHERE tenant = (SELECT tenant FROM crm_tenants WHERE slug = 'acme') AND deleted_at IS NULL AND row_no % 50 = 0";
        using var row = command.ExecuteReader();
        var ids = new List<Guid>();
        while (row.Read())
            ids.Add(new Guid((byte[])row.GetValue(0), bigEndian: true));
        return ids;
    }

    private static HttpRequestMessage Post(string query, object variables) =>
        new(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);
}
