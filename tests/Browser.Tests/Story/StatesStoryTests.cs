using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>What an agent is shown when there is nothing to show, or no answer; and that nothing typed is lost by it.</summary>
[Collection(SharedOffice.Name)]
public sealed class StatesStoryTests(Office office)
{
    private const string Refused = "Failed to load resource";

    [Fact]
    public async Task Loading_empty_and_no_rights_each_say_so_and_a_verb_waits_for_none_of_them_for_ever()
    {
        var name = office.Name("Early");
        var id = await office.HireAsync(new { firstName = "Eve", lastName = name });
        Answers answers = null!;
        await using var window = await office.OpenAsync("alice", rows: false, before: page => (answers = new Answers(page)).AreLateAsync());
        var (page, sidebar) = (window.Page, new Sidebar(window.Page));
        var card = new Card(page, Hand.Of("keyboard", page));
        await page.GetByTestId("skeleton").WaitForAsync();
        await window.ShootAsync("state-loading");
        Assert.Equal("loading", await StateAsync(sidebar));
        var early = sidebar.AskAsync("openContact", id);
        answers.Release();
        await early;
        await Assertions.Expect(card.Name).ToHaveTextAsync("Eve " + name);
        await answers.AreHonestAsync();

        // A list with nobody on it; a search that finds nobody.
        var list = office.Name("Empty list ");
        var made = await (await office.ApiAsync("alice")).AskAsync("mutation($input: CreateListInput!) { createList(input: $input) { contactList { id } } }", new { input = new { name = list } });
        await sidebar.AskAsync("setList", made.GetProperty("createList").GetProperty("contactList").GetProperty("id").GetString());
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("This list is empty");
        await Assertions.Expect(page.GetByTestId("list-count").First).ToHaveTextAsync("0");
        await window.ShootAsync("state-empty");
        await sidebar.AskAsync("setList", (object?)null);
        await sidebar.AskAsync("search", "Nobody is called so");
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Nobody found");
        await window.ShootAsync("state-nobody");

        // Dave may not: he is told, and whoever asks the element for something is answered.
        await answers.AreLateAsync();
        await page.GetByTestId("agent").SelectOptionAsync("dave");
        await page.GetByTestId("skeleton").WaitForAsync();
        var pop = sidebar.Root.EvaluateAsync<string>("(customers) => customers.screenPop('+1 202-555-0100').then(() => 'answered', () => 'refused')");
        answers.Release();
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("No access to customers");
        Assert.Equal("refused", await pop);
        Assert.Equal(0, await sidebar.Search.CountAsync() + await sidebar.Rows.CountAsync() + await card.Root.CountAsync());
        await window.ShootAsync("state-no-rights");
        window.AssertQuiet();
    }

    [Fact]
    public async Task Signed_out_in_the_middle_of_work_covers_it_and_signing_in_again_goes_on_where_one_was()
    {
        var name = office.Name("Halfway");
        var id = await office.HireAsync(new { firstName = "Hugo", lastName = name, title = "Clerk" });
        var server = await office.ApiAsync("bob");
        await using var window = await office.OpenAsync("bob");
        var (page, hand, answers) = (window.Page, Hand.Of("keyboard", window.Page), new Answers(window.Page));
        var (sidebar, card, cover) = (new Sidebar(page), new Card(page, hand), page.GetByTestId("cover"));
        await sidebar.ListenAsync();
        await sidebar.OpenAsync(hand, name);
        await card.TypeAsync("department", "Not yet sav");
        await card.TypeAsync("title", "Half a title");

        await answers.AreAsync(401, new { code = "not_authenticated", title = "Sign in." });
        await card.SaveAsync("title");
        await cover.WaitForAsync();
        await window.ShootAsync("state-signed-out");
        Assert.Equal("signed-out", await StateAsync(sidebar));
        Assert.Single(await sidebar.HeardAsync("auth-required"));
        Assert.True(await page.Locator("crm-customers .inside").EvaluateAsync<bool>("e => e.inert")); // nobody works beneath it
        await answers.AreHonestAsync();
        await hand.PressAsync(page.GetByTestId("sign-in"));
        await Assertions.Expect(cover).ToHaveCountAsync(0);
        await Assertions.Expect(card.Input("title")).ToHaveValueAsync("Half a title");
        await Assertions.Expect(card.Input("department")).ToHaveValueAsync("Not yet sav");
        Assert.Equal("Clerk", (await server.ContactAsync(id)).GetProperty("title").GetString());
        await hand.WriteAsync(card.Input("title"), "A whole title");
        await card.SaveAsync("title");
        await server.HasAsync(id, "title", "A whole title");

        // A host that signs its agents in itself: nothing is laid over the work.
        await page.EvaluateAsync("addEventListener('crm-auth-required', (event) => event.preventDefault())");
        await answers.AreAsync(401, new { code = "not_authenticated", title = "Sign in." });
        await hand.WriteAsync(card.Input("department"), "Saved at last");
        await card.SaveAsync("department");
        await Eventually.ValueAsync(async () => (await sidebar.HeardAsync("auth-required")).Count, n => n == 2);
        await Assertions.Expect(card.Input("department")).ToHaveValueAsync("Saved at last");
        Assert.Equal(0, await cover.CountAsync());
        await answers.AreHonestAsync();
        await sidebar.AskAsync("refresh");
        Assert.Equal("ready", await StateAsync(sidebar));
        await hand.ReachAsync(card.Input("department"));
        await card.SaveAsync("department");
        await server.HasAsync(id, "department", "Saved at last");
        window.AssertSaidOnly(Refused);
    }

    [Fact]
    public async Task Away_shows_what_memory_holds_and_keeps_what_is_typed_until_the_server_is_back()
    {
        var name = office.Name("Remembered");
        var id = await office.HireAsync(new { firstName = "Rhea", lastName = name, title = "Clerk" });
        await using var wire = Wire.To(office.Host.Address);
        await using var window = await office.OpenAsync("bob", wire: wire);
        var (page, hand) = (window.Page, Hand.Of("keyboard", window.Page));
        var (sidebar, card) = (new Sidebar(page), new Card(page, hand));
        var first = await sidebar.Rows.First.TextContentAsync();
        await sidebar.OpenAsync(hand, name);
        await Eventually.TrueAsync(() => sidebar.Root.EvaluateAsync<bool>("(customers) => customers.connection === 'live'"));
        await page.Keyboard.PressAsync("Escape");

        await wire.CutAsync();
        await Assertions.Expect(sidebar.Away).ToContainTextAsync("Reconnecting");
        await window.ShootAsync("state-reconnecting");
        await page.Keyboard.PressAsync("Enter"); // the row that has the focus: its card, as it was
        await card.ChangeAsync("title", "Typed in the dark");
        await card.ToldAsync("was not saved");
        await Assertions.Expect(card.Input("title")).ToHaveValueAsync("Typed in the dark");
        await sidebar.AskAsync("search", "");
        await Assertions.Expect(sidebar.Rows.First).ToHaveTextAsync(first!); // the list as it was shown
        await sidebar.AskAsync("search", "Rhea " + name);
        await Assertions.Expect(sidebar.Rows).ToHaveCountAsync(1);
        await sidebar.AskAsync("setList", (await (await office.ApiAsync("bob")).AskAsync("{ lists { id name } }")).GetProperty("lists")[0].GetProperty("id").GetString());
        await Assertions.Expect(page.GetByTestId("page-problem").Or(page.GetByTestId("notice"))).ToContainTextAsync("The server cannot be reached"); // never shown: nothing is made up

        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(sidebar.Away).ToContainTextAsync("You are offline");
        await window.ShootAsync("state-offline");
        wire.Mend();
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(sidebar.Away).ToHaveCountAsync(0, new() { Timeout = 15_000 });
        await sidebar.AskAsync("setList", (object?)null);
        await sidebar.OpenAsync(hand, name);
        await Assertions.Expect(card.Input("title")).ToHaveValueAsync("Typed in the dark");
        await hand.ReachAsync(card.Input("title"));
        await card.SaveAsync("title");
        await (await office.ApiAsync("bob")).HasAsync(id, "title", "Typed in the dark");
        window.AssertSaidOnlyThatItWasCutOff();
    }

    [Fact]
    public async Task A_server_that_is_busy_slow_broken_or_talks_nonsense_is_told_of_and_its_details_can_be_copied()
    {
        var name = office.Name("Awaited");
        await office.HireAsync(new { firstName = "Ava", lastName = name });
        await using var window = await office.OpenAsync("alice");
        var (page, hand, answers) = (window.Page, Hand.Of("keyboard", window.Page), new Answers(window.Page));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var sidebar = new Sidebar(page);
        await sidebar.ListenAsync();
        var problem = page.GetByTestId("page-problem");

        // Too many requests: the seconds are counted down, and then it goes on by itself.
        await answers.AreAsync(429, new { code = "rate_limited", title = "Slow down." }, headers: ("Retry-After", "2"));
        await hand.WriteAsync(sidebar.Search, name);
        await Assertions.Expect(page.GetByTestId("held")).ToContainTextAsync("Trying again in 2 s");
        await window.ShootAsync("state-rate-limited");
        await answers.AreHonestAsync();
        await Assertions.Expect(page.GetByTestId("held")).ToContainTextAsync("Trying again in 1 s");
        await Assertions.Expect(sidebar.Row(name)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("held")).ToHaveCountAsync(0);
        await Assertions.Expect(sidebar.Rows).ToHaveCountAsync(1);

        // Too long a pause to sit through is a failure; the rows stay, and so do the words.
        await answers.AreAsync(429, new { code = "rate_limited", title = "Come back tomorrow." }, headers: ("Retry-After", "86400"));
        await hand.WriteAsync(sidebar.Search, "Mül");
        await Assertions.Expect(problem).ToContainTextAsync("Come back tomorrow.");
        await Assertions.Expect(sidebar.Row(name)).ToHaveCountAsync(1);
        await Assertions.Expect(sidebar.Search).ToHaveValueAsync("Mül");

        // It breaks: what happened can be copied, for whoever repairs it.
        await answers.AreAsync(500, new { code = "internal_error", title = "Something broke.", traceId = "00-abc-01" });
        await hand.PressAsync(problem.GetByRole(AriaRole.Button, new() { Name = "Try again" }));
        await Assertions.Expect(problem).ToContainTextAsync("Something broke.");
        await window.ShootAsync("state-failed-search");
        await hand.PressAsync(problem.GetByRole(AriaRole.Button, new() { Name = "Copy details" }));
        await Assertions.Expect(page.GetByTestId("toast")).ToContainTextAsync("Copied");
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Contains("\"internal_error\"", copied, StringComparison.Ordinal);
        Assert.Contains("\"00-abc-01\"", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("Mül", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", copied, StringComparison.Ordinal); // no token

        // No answer that can be read; then an error with the status of success.
        await answers.AreAsync(200, "<html>A proxy says hello</html>", "text/html");
        await hand.PressAsync(problem.GetByRole(AriaRole.Button, new() { Name = "Try again" }));
        await Assertions.Expect(problem).ToContainTextAsync("no answer that can be read");
        await answers.AreAsync(200, new { errors = new[] { new { message = "Not now.", extensions = new { code = "BUSY" } } } }, "application/graphql-response+json");
        await hand.PressAsync(problem.GetByRole(AriaRole.Button, new() { Name = "Try again" }));
        await Assertions.Expect(problem).ToContainTextAsync("Not now.");

        // Slow: the old rows stay until the new ones are there, and only what was typed last is shown.
        await answers.AreLateAsync();
        await hand.PressAsync(problem.GetByRole(AriaRole.Button, new() { Name = "Try again" }));
        await hand.WriteAsync(sidebar.Search, "Gar");
        await Eventually.TrueAsync(() => page.Locator("crm-customers .pane crm-contact-list").EvaluateAsync<bool>("e => e.hasAttribute('dim')"));
        await Assertions.Expect(sidebar.Row(name)).ToHaveCountAsync(1);
        answers.Release();
        await Assertions.Expect(sidebar.Rows.First).ToContainTextAsync("Gar");
        Assert.Equal(0, await sidebar.Row("Mül").CountAsync());
        await answers.AreHonestAsync();

        // From the beginning: a page of its own, by which one can try again.
        await answers.AreAsync(503, new { code = "starting", title = "Not ready yet." });
        await page.GetByTestId("agent").SelectOptionAsync("bob");
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("The server cannot be reached");
        Assert.Equal("failed", await StateAsync(sidebar));
        Assert.Equal("failed", await sidebar.Root.EvaluateAsync<string>("(customers) => customers.screenPop('+1 202-555-0100').then(() => 'answered', () => 'failed')"));
        await window.ShootAsync("state-failed");
        await answers.AreHonestAsync();
        await hand.PressAsync(page.GetByTestId("retry"));
        await sidebar.Rows.First.WaitForAsync();
        Assert.Contains(await sidebar.HeardAsync("error"), e => e.GetProperty("code").GetString() == "starting");
        window.AssertSaidOnly(Refused);
    }

    private static Task<string> StateAsync(Sidebar sidebar) => sidebar.Root.EvaluateAsync<string>("(customers) => customers.state");
}
