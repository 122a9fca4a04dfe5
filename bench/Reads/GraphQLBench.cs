using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmContacts.Bench.Measuring;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Reads;

/// <summary>
/// What is read, over real Kestrel and HTTP, for a manager, an agent with 3 of 50 queues and one who sees nothing: CPU of the server
/// per request against the raw handler (which signs nobody in), and the wall time of what must be quick whatever is asked.
/// </summary>
internal static class GraphQLBench
{
    private const int Rounds = 5;
    // Long enough that the runtime has compiled all of it twice: until then its compiler is most of the CPU time.
    private const int WarmUp = 24_000;
    private const int Few = 800;
    private const int Many = 2_400;

    private const string Fields = "nodes { id firstName lastName email phone status }";

    private static readonly string[] Statuses = ["ACTIVE", "INACTIVE", "DO_NOT_CONTACT"];

    /// <summary>1, 2, 3 and 6 letters, rare words, digits, two words; each as often as the others.</summary>
    private static readonly string[] Searches = ["m", "a", "x", "ma", "sc", "an", "mar", "sch", "won", "marria", "schmal", "annari", "qqqq", "xavier", "zzz", "555", "212", "5550", "12125", "mar joh", "head schm", "example"];

    public static async Task RunAsync(Engine engine, int rows)
    {
        Task<BigStore> StoreAsync(int count) => engine == Engine.Sqlite ? BigStore.OfAsync(count) : BigStore.OnPostgresAsync(count);
        var store = await StoreAsync(rows);
        var small = rows > 10_000 ? await StoreAsync(10_000) : null;
        await using var host = await BenchHost.StartPlainAsync(store.Folder, store.Settings);
        using var raw = await RawProcess.StartAsync(store.Database);
        var report = new Report(string.Create(CultureInfo.InvariantCulture, $"graphql{(engine == Engine.Sqlite ? "" : "-postgres")}-{rows}"));
        report.Add("contacts in the store", rows, "in 50 queues and with 20 owners");
        using var manager = host.ClientOf(store.Manager);
        using var agent = host.ClientOf(store.Agent);
        using var nobody = host.ClientOf(store.Nobody);
        (string Name, HttpClient Client, Viewer Viewer)[] viewers = [("manager", manager, store.Manager), ("agent", agent, store.Agent), ("sees nothing", nobody, store.Nobody)];
        Load Ask(HttpClient client, string query, Func<int, object>? variables = null) => new(client, host.ProcessId, i => Post(query, variables?.Invoke(i) ?? new { }));
        Load Raw(Func<int, string> path) => new(raw.Http, raw.ProcessId, i => new HttpRequestMessage(HttpMethod.Get, path(i)));

        var list = Ask(manager, $"query($status: ContactStatus!) {{ contacts(first: 50, where: {{status: {{eq: $status}}}}, order: [{{lastName: ASC}}, {{firstName: ASC}}]) {{ {Fields} }} }}", i => new { status = Statuses[i % 3] });
        var rawList = Raw(i => string.Create(CultureInfo.InvariantCulture, $"contacts?status={i % 3}"));
        for (var i = 0; i < 3; i++)
            DemandSame("contacts", await list.OneAsync(i), await rawList.OneAsync(i));
        await CompareAsync(report, "contacts(first: 50, where: {status}), manager", "raw", Few, 2.0, list, rawList);

        var ids = store.Some;
        var one = Ask(manager, "query($id: UUID!) { contactById(id: $id) { id firstName lastName email phone status } }", i => new { id = ids[i % ids.Count].Id });
        var rawOne = Raw(i => $"contact/{ids[i % ids.Count].Id}");
        DemandSame("contactById", await one.OneAsync(1), await rawOne.OneAsync(1));
        await CompareAsync(report, "contactById, manager", "raw", Many, 2.0, one, rawOne);

        foreach (var (name, client, viewer) in viewers)
        {
            var first = Ask(client, $"{{ contacts(first: 50) {{ {Fields} }} }}");
            await CompareAsync(report, $"last page, {name}", "first page", Few, 1.2, Ask(client, $"{{ contacts(last: 50) {{ {Fields} }} }}"), first);
            await CompareAsync(report, $"with totalCount, {name}", "without", Few, 1.2, Ask(client, $"{{ contacts(first: 50) {{ {Fields} totalCount }} }}"), first);
            var buckets = viewer.SeesAll ? "" : "?buckets=" + Uri.EscapeDataString(string.Join(',', viewer.Buckets));
            await CompareAsync(report, $"alphabet, {name}", "raw probe for each letter and bucket", Few, 2.0, Ask(client, "{ contactAlphabet { letter count cursor } }"), Raw(_ => "letters" + buckets));
            await TimesAsync(report, $"search mix, {name}", 50, 440, Ask(client, $"query($search: String) {{ contacts(first: 50, search: $search) {{ {Fields} }} }}", i => new { search = Searches[i % Searches.Length] }));
            await TimesAsync(report, $"caller lookup, {name}", 5, 600, Ask(client, "query($number: String!) { contactsByPhone(number: $number) { id firstName lastName } }", i => new { number = ids[i % ids.Count].PhoneE164 }));
        }

        var filtered = await Ask(manager, "{ contacts(where: {status: {eq: INACTIVE}}) { totalCount } }").TimesAsync(5);
        report.Add("totalCount with a filter, manager", filtered.Median(), "ms (it counts)");
        if (small is not null)
            await AgainstSmallAsync(report, small, rows, manager, host.ProcessId);
        report.Add("caller lookup by raw index probe, p99", (await Raw(i => "phone/" + Uri.EscapeDataString(ids[i % ids.Count].PhoneE164!)).TimesAsync(600)).Percentile(0.99), "ms");
        Calibration.AddTo(report);
        report.Finish();
    }

    private static async Task AgainstSmallAsync(Report report, BigStore small, int rows, HttpClient manager, int pid)
    {
        await using var host = await BenchHost.StartPlainAsync(small.Folder, small.Settings);
        using var client = host.ClientOf(small.Manager);
        var query = $"{{ contacts(first: 50) {{ {Fields} }} }}";
        await CompareAsync(report, string.Create(CultureInfo.InvariantCulture, $"a page at {rows}, manager"), "at 10,000", Few, 1.3, new Load(manager, pid, _ => Post(query, new { })), new Load(client, host.ProcessId, _ => Post(query, new { })));
    }

    private static async Task CompareAsync(Report report, string what, string against, int count, double most, Load ours, Load theirs)
    {
        await ours.CpuPerRequestAsync(WarmUp / 4);
        await theirs.CpuPerRequestAsync(WarmUp / 4);
        await ours.CpuPerRequestAsync(WarmUp / 4);
        await theirs.CpuPerRequestAsync(WarmUp / 4);
        var (mine, base_) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            mine.Add(await ours.CpuPerRequestAsync(count));
            base_.Add(await theirs.CpuPerRequestAsync(count));
        }

        Console.WriteLine($"{what}: {mine.Median():0} µs, {against}: {base_.Median():0} µs");
        report.Add(what, mine.Median(), "µs CPU per request");
        report.Add($"  {against}", base_.Median(), "µs CPU per request");
        report.Add($"  {what} / {against}", mine.Zip(base_, (m, t) => m / t).Median(), "×", most);
    }

    private static async Task TimesAsync(Report report, string what, double most, int count, Load load)
    {
        await load.TimesAsync(count / 4);
        var times = await load.TimesAsync(count);
        Console.WriteLine($"{what}: median {times.Median():0.0} ms, p99 {times.Percentile(0.99):0.0} ms");
        report.Add($"{what}, median", times.Median(), "ms");
        report.Add($"{what}, p99", times.Percentile(0.99), "ms", most);
    }

    // A baseline that answers something else measures nothing.
    private static void DemandSame(string what, string ours, string raw)
    {
        using var mine = JsonDocument.Parse(ours);
        using var theirs = JsonDocument.Parse(raw);
        if (!JsonElement.DeepEquals(mine.RootElement.GetProperty("data"), theirs.RootElement.GetProperty("data")))
            throw new InvalidOperationException($"{what}: the raw handler answers something else.\n{ours}\n{raw}");
    }

    /// <summary>With its length, as browsers send it; in chunks the server would have to put it together.</summary>
    private static HttpRequestMessage Post(string query, object variables) =>
        new(HttpMethod.Post, "graphql") { Content = new StringContent(JsonSerializer.Serialize(new { query, variables }), Encoding.UTF8, "application/json") };
}
