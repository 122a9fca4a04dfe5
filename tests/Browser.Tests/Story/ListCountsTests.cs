using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Csv;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>
/// Bob (queue sales) and Carol (queue support) each see their own numbers behind every list, and see them move by themselves while
/// Alice works elsewhere; the numbers are held against a count of contacts that no kept count takes part in.
/// </summary>
public sealed class ListCountsTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Vips = "VIP customers";
    private const string Blocked = "Not to be called";
    private const string Spoken = "VIPs we have talked to";
    private const string Everybody = "";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Every_number_in_both_dropdowns_is_right_through_edits_bulk_actions_an_import_and_a_cut_network()
    {
        await using var host = await HostProcess.StartAsync();
        await using var wire = Wire.To(host.Address);
        using var alice = await host.ClientOfAsync("alice");
        await using var bob = await PageOf.OpenAsync(chromium, host, wire, "bob");
        await using var carol = await PageOf.OpenAsync(chromium, host, wire, "carol");
        PageOf[] pages = [bob, carol];
        await AllRightAsync(pages);

        await EditsAsync(alice, bob, carol);
        await ListsAsync(alice, pages);
        await BulkActionsAsync(alice, pages);
        foreach (var page in pages)
            page.Window.AssertQuiet();
        await ImportAsync(alice, bob, carol);
        foreach (var page in pages)
        {
            page.Window.AssertQuiet();
            await page.Sidebar.ToggleListsAsync();
            await page.Window.ShootAsync("counts-" + page.Agent);
            await page.Sidebar.ToggleListsAsync();
        }

        await CutOffAsync(alice, wire, pages);
        foreach (var page in pages)
        {
            page.Window.AssertSaidOnlyThatItWasCutOff();
            Assert.Equal(0, page.Reloads);
        }
    }

    private static async Task EditsAsync(HttpClient alice, PageOf bob, PageOf carol)
    {
        var (one, other) = (await bob.Sidebar.NumbersAsync(), await carol.Sidebar.NumbersAsync());
        var id = await CreateAsync(alice, new { firstName = "Sam", lastName = "Sales", visibility = "QUEUE", assignedQueueId = "sales", tags = new[] { "vip" } });
        await bob.ShowsAsync(one, (Everybody, +1));
        await UpdateAsync(alice, new { id, status = "DO_NOT_CONTACT" });
        await bob.ShowsAsync(one, (Everybody, +1), (Blocked, +1));
        await alice.AskAsync("mutation($input: LogActivityInput!) { logActivity(input: $input) { errors { __typename } } }", new { input = new { contactId = id, type = "NOTE", body = "Talked." } });
        await bob.ShowsAsync(one, (Everybody, +1), (Blocked, +1), (Spoken, +1));
        await carol.ShowsAsync(other);

        // From one queue to the other: the same lists, the other agent's numbers.
        await UpdateAsync(alice, new { id, assignedQueueId = "support" });
        await bob.ShowsAsync(one);
        await carol.ShowsAsync(other, (Everybody, +1), (Blocked, +1), (Spoken, +1));
        await UpdateAsync(alice, new { id, tags = Array.Empty<string>() });
        await carol.ShowsAsync(other, (Everybody, +1), (Blocked, +1));
        await UpdateAsync(alice, new { id, visibility = "ALL", status = "ACTIVE" });
        await bob.ShowsAsync(one, (Everybody, +1));
        await carol.ShowsAsync(other, (Everybody, +1));
        await AllRightAsync([bob, carol]);
    }

    private static async Task ListsAsync(HttpClient alice, PageOf[] pages)
    {
        var wanted = await CreateListAsync(alice, "Wanted back", new { or = new object[] { new { status = new { eq = "INACTIVE" } }, new { tags = new { some = new { eq = "renewal" } }, activityCount = new { eq = 0 } } } });
        await CreateListAsync(alice, "By hand", null);
        foreach (var page in pages)
            await Eventually.TrueAsync(async () => (await page.Sidebar.NumbersAsync()).Keys.ToHashSet(StringComparer.Ordinal).IsSupersetOf(["Wanted back", "By hand"]), Within);
        await AllRightAsync(pages);

        // Another filter is another number.
        var data = await alice.AskAsync(
            "mutation($input: UpdateListInput!) { updateList(input: $input) { errors { __typename } } }",
            new { input = new { id = wanted, name = "Wanted", where = new { status = new { eq = "INACTIVE" } } } });
        Assert.Equal(JsonValueKind.Null, data.GetProperty("updateList").GetProperty("errors").ValueKind);
        foreach (var page in pages)
            await Eventually.TrueAsync(async () => (await page.Sidebar.NumbersAsync()).Keys.Contains("Wanted"), Within);
        await AllRightAsync(pages);
    }

    private static async Task BulkActionsAsync(HttpClient alice, PageOf[] pages)
    {
        var all = new { where = new { activityCount = new { gte = 0 } } };
        var renewals = new { where = new { tags = new { some = new { eq = "renewal" } } } };
        var sales = new { where = new { visibility = new { eq = "QUEUE" }, assignedQueueId = new { eq = "sales" } } };
        await MovesAsync(pages, Blocked, () => DoAsync(alice, "setContactsStatus", new { selection = renewals, status = "DO_NOT_CONTACT" }));
        await MovesAsync(pages, Vips, () => ToListAsync(alice, Vips, renewals));
        await MovesAsync(pages, "By hand", () => ToListAsync(alice, "By hand", all));
        await MovesAsync(pages, Spoken, () => DoAsync(alice, "addTags", new { selection = renewals, tags = new[] { "vip" } }));
        await MovesAsync(pages, Everybody, () => DoAsync(alice, "assignContactsToQueue", new { selection = sales, queueId = "support" }));
        var undo = "";
        await MovesAsync(pages, Everybody, async () => undo = await DoAsync(alice, "deleteContacts", new { selection = renewals }));
        await MovesAsync(pages, Everybody, () => DoAsync(alice, "undoBulkAction", new { undoToken = undo }));
    }

    private static async Task ImportAsync(HttpClient alice, PageOf bob, PageOf carol)
    {
        const int Rows = 4_000;
        var (one, other) = (await bob.Sidebar.NumbersAsync(), await carol.Sidebar.NumbersAsync());
        var csv = new StringBuilder();
        CsvText.Append(csv, ["first_name", "last_name", "email", "status", "visibility", "assigned_queue", "_tag"], ',');
        for (var i = 0; i < Rows; i++)
        {
            // A fifth is bob's queue's, two fifths carol's, the rest everybody's; every fourth may not be called.
            var queue = (i % 5) switch { 0 => "sales", 1 or 2 => "support", _ => "" };
            CsvText.Append(csv, ["Row", string.Create(CultureInfo.InvariantCulture, $"Number {i}"), string.Create(CultureInfo.InvariantCulture, $"row.{i}@example.com"), i % 4 == 0 ? "do_not_contact" : "active", queue.Length == 0 ? "all" : "queue", queue, "vip"], ',');
        }

        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await alice.PostAsync("api/crm-contacts/acme/import", content);
        var run = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.True(run.GetProperty("status").GetString() == "completed" && run.GetProperty("imported").GetInt32() == Rows, run.ToString());

        await bob.ShowsAsync(one, (Everybody, Rows * 3 / 5), (Blocked, Rows / 4 * 3 / 5));
        await carol.ShowsAsync(other, (Everybody, Rows * 4 / 5), (Blocked, Rows / 4 * 4 / 5));
        await AllRightAsync([bob, carol]);
    }

    private static async Task CutOffAsync(HttpClient alice, Wire wire, PageOf[] pages)
    {
        var before = await Task.WhenAll(pages.Select(p => p.Sidebar.NumbersAsync()));
        var clock = Stopwatch.StartNew();
        await wire.CutAsync();
        foreach (var page in pages)
            await page.Sidebar.Away.WaitForAsync();

        // Work goes on elsewhere all the while.
        var made = 0;
        do
        {
            var id = await CreateAsync(alice, new { firstName = "Meanwhile", lastName = "Made", visibility = "ALL", status = "DO_NOT_CONTACT" });
            made++;
            if (made % 3 == 0)
                await DoAsync(alice, "deleteContacts", new { selection = new { ids = new[] { id } } });
        }
        while (clock.Elapsed < Cut);
        var added = made - made / 3;
        for (var i = 0; i < pages.Length; i++)
            Assert.Equal(before[i], await pages[i].Sidebar.NumbersAsync());
        await pages[0].Window.ShootAsync("counts-cut-off");

        wire.Mend();
        for (var i = 0; i < pages.Length; i++)
        {
            await pages[i].ShowsAsync(before[i], (Everybody, added), (Blocked, added));
            await pages[i].Sidebar.Away.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        }

        await AllRightAsync(pages);

        // And live again, not only right once.
        await CreateAsync(alice, new { firstName = "After", lastName = "Wards", visibility = "ALL", status = "DO_NOT_CONTACT" });
        for (var i = 0; i < pages.Length; i++)
            await pages[i].ShowsAsync(before[i], (Everybody, added + 1), (Blocked, added + 1));
    }

    /// <summary>Acts, and waits until the list's number has moved on each page and every number is right.</summary>
    private static async Task MovesAsync(PageOf[] pages, string list, Func<Task> act)
    {
        var before = new List<int>();
        foreach (var page in pages)
            before.Add((await page.Sidebar.NumbersAsync())[list]);
        await act();
        for (var i = 0; i < pages.Length; i++)
            await Eventually.ValueAsync(async () => (await pages[i].Sidebar.NumbersAsync())[list], number => number != before[i], Within);
        await AllRightAsync(pages);
    }

    private static async Task AllRightAsync(PageOf[] pages)
    {
        foreach (var page in pages)
            await page.IsRightAsync();
    }

    private static async Task<string> CreateAsync(HttpClient alice, object input)
    {
        var data = await alice.AskAsync("mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id } errors { __typename } } }", new { input });
        return data.GetProperty("createContact").GetProperty("contact").GetProperty("id").GetString()!;
    }

    private static async Task UpdateAsync(HttpClient alice, object input)
    {
        var data = await alice.AskAsync("mutation($input: UpdateContactInput!) { updateContact(input: $input) { errors { __typename ... on Error { message } } } }", new { input });
        var errors = data.GetProperty("updateContact").GetProperty("errors");
        Assert.True(errors.ValueKind == JsonValueKind.Null, errors.ToString());
    }

    private static async Task<string> CreateListAsync(HttpClient alice, string name, object? where)
    {
        object input = where is null ? new { name } : new { name, kind = "DYNAMIC", where };
        var data = await alice.AskAsync("mutation($input: CreateListInput!) { createList(input: $input) { contactList { id } errors { __typename ... on Error { message } } } }", new { input });
        return data.GetProperty("createList").GetProperty("contactList").GetProperty("id").GetString()!;
    }

    private static async Task ToListAsync(HttpClient alice, string name, object selection)
    {
        var lists = await alice.AskAsync("{ lists { id name } }");
        var listId = lists.GetProperty("lists").EnumerateArray().Single(l => l.GetProperty("name").GetString() == name).GetProperty("id").GetString();
        await DoAsync(alice, "addContactsToList", new { selection, listId });
    }

    /// <summary>Carries out a bulk action; gives the token that takes it back.</summary>
    private static async Task<string> DoAsync(HttpClient alice, string field, object input)
    {
        var type = char.ToUpperInvariant(field[0]) + field[1..] + "Input";
        var token = field == "undoBulkAction" ? "" : "undoToken";
        var data = await alice.AskAsync($"mutation($input: {type}!) {{ {field}(input: $input) {{ affectedCount {token} errors {{ __typename ... on Error {{ message }} }} }} }}", new { input });
        var payload = data.GetProperty(field);
        Assert.True(payload.GetProperty("errors").ValueKind == JsonValueKind.Null && payload.GetProperty("affectedCount").GetInt32() > 0, payload.ToString());
        return token.Length == 0 ? "" : payload.GetProperty(token).GetString()!;
    }

    /// <summary>One agent's window, and the same agent at the API.</summary>
    private sealed class PageOf : IAsyncDisposable
    {
        private readonly HttpClient _client;

        private PageOf(string agent, Window window, HttpClient client)
        {
            (Agent, Window, Sidebar, _client) = (agent, window, new Sidebar(window.Page), client);
            window.Page.FrameNavigated += (_, _) => Reloads++;
        }

        public string Agent { get; }

        public Window Window { get; }

        public Sidebar Sidebar { get; }

        public int Reloads { get; private set; }

        public static async Task<PageOf> OpenAsync(Chromium chromium, HostProcess host, Wire wire, string agent) =>
            new(agent, await Window.OpenAsync(chromium, host, agent, new() { ViewportSize = new() { Width = 1100, Height = 800 } }, wire), await host.ClientOfAsync(agent));

        /// <summary>Waits until the dropdown shows what it showed <paramref name="before"/>, moved by these, and nothing else moved.</summary>
        public Task ShowsAsync(IReadOnlyDictionary<string, int> before, params (string List, int By)[] moved)
        {
            var expected = before.ToDictionary(StringComparer.Ordinal);
            foreach (var (list, by) in moved)
                expected[list] += by;
            return ShowsAsync(expected);
        }

        /// <summary>Waits until every number is the one that the server counts, contact by contact, for this agent.</summary>
        public async Task IsRightAsync() => await ShowsAsync(await CountedAsync());

        private Task ShowsAsync(Dictionary<string, int> expected) => Eventually.ValueAsync(
            async () => Text(await Sidebar.NumbersAsync()), shown => shown == Text(expected), Within, () => $"{Agent} should see {Text(expected)}");

        // A filter that everybody passes: no kept count can answer it.
        private async Task<Dictionary<string, int>> CountedAsync()
        {
            const string Count = "contacts(first: 0, where: {activityCount: {gte: 0}}) { totalCount }";
            var data = await _client.AskAsync($"{{ {Count} lists {{ name {Count} }} }}");
            var counted = data.GetProperty("lists").EnumerateArray().ToDictionary(l => l.GetProperty("name").GetString()!, Total, StringComparer.Ordinal);
            counted[Everybody] = Total(data);
            return counted;
        }

        private static int Total(JsonElement holder) => holder.GetProperty("contacts").GetProperty("totalCount").GetInt32();

        private static string Text(IReadOnlyDictionary<string, int> numbers) =>
            string.Join(", ", numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{(n.Key.Length == 0 ? "all" : n.Key)} {n.Value}"));

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Window.DisposeAsync();
        }
    }
}
