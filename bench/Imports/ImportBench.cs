using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using CrmContacts.Bench.Measuring;
using CrmContacts.Bench.People;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench.Imports;

/// <summary>100,000 new rows through the real host, from the first byte of the upload to the finished run, against the limit.</summary>
public static class ImportBench
{
    public const int Rows = 100_000;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        var file = Path.Combine(TestFolder.Create(), "people.csv");
        PeopleFile.Write(file, Rows);
        var start = await EmptyStoreAsync();
        var (ours, limits, peaks) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var folder = TestFolder.Create("bench-");
            Folders.Copy(start, folder);
            var (seconds, peak) = await ImportAsync(folder, file);
            ours.Add(Rows / seconds);
            peaks.Add(peak);

            var limit = TestFolder.Create("bench-");
            Folders.Copy(start, limit);
            limits.Add(Rows / ImportLimit.Seconds(Store(start), Store(folder), Store(limit)));
            Console.WriteLine($"round {round + 1}: {ours[^1]:N0} rows/s, limit {limits[^1]:N0} rows/s, {peak:N0} MiB");
            TestFolder.Delete(folder);
            TestFolder.Delete(limit);
        }

        var report = new Report("import");
        report.Add("rows", Rows, "rows, all new");
        report.Add("import, upload to done", ours.Median(), "rows/s");
        report.Add("limit", limits.Median(), "rows/s");
        report.Add("import / limit", ours.Zip(limits, (o, l) => o / l).Median(), "× (must reach 0.5, aim 0.9)");
        report.Add("peak private memory of the host", peaks.Max(), "MiB (RssAnon)");
        Calibration.AddTo(report);
        report.Finish();
    }

    /// <summary>Imports <paramref name="file"/> into the store in <paramref name="folder"/>: seconds, and the peak of private memory in MiB.</summary>
    public static async Task<(double Seconds, double Peak)> ImportAsync(string folder, string file)
    {
        await using var host = await BenchHost.StartAsync(folder);
        using var alice = await host.ClientOfAsync("alice");
        var clock = Stopwatch.StartNew();
        var run = RunToEndAsync(alice, file, Rows);
        var peak = await new ServerMeter(host.ProcessId).PeakMemoryAsync(run);
        var seconds = clock.Elapsed.TotalSeconds;
        await host.StopAsync();
        return (seconds, peak);
    }

    /// <summary>A store as a new host makes it, closed.</summary>
    public static async Task<string> EmptyStoreAsync()
    {
        var folder = TestFolder.Create("bench-");
        await using var host = await BenchHost.StartAsync(folder);
        await host.StopAsync();
        return folder;
    }

    public static string Store(string folder) => Path.Combine(folder, "crm.db");

    /// <summary>Uploads a file of <paramref name="rows"/> new people and waits until they are in.</summary>
    public static async Task RunToEndAsync(HttpClient client, string file, int rows)
    {
        using var content = new StreamContent(File.OpenRead(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/crm-contacts/acme/import") { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await client.SendAsync(request);
        var run = await BodyAsync(answer);
        var id = run.GetProperty("id").GetString();
        while (run.GetProperty("status").GetString() is "queued" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25));
            using var poll = await client.GetAsync($"api/crm-contacts/acme/imports/{id}");
            run = await BodyAsync(poll);
        }

        if (run.GetProperty("status").GetString() != "completed" || run.GetProperty("imported").GetInt64() != rows)
            throw new InvalidOperationException("The import did not end as it should: " + run);
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
