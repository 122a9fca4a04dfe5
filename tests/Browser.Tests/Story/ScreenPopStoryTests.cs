using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>A telephone rings: who it is, and that nobody who types is disturbed.</summary>
[Collection(SharedOffice.Name)]
public sealed class ScreenPopStoryTests(Office office)
{
    private int _calls;

    [Fact]
    public async Task Coming_back_from_a_screen_pop_leaves_the_list_where_it_was()
    {
        var number = office.Number();
        await office.HireAsync(new { firstName = "Ada", lastName = office.Name("Aardvark"), phone = number });
        await using var window = await office.OpenAsync("alice", width: 400);
        var (page, sidebar) = (window.Page, new Sidebar(window.Page));
        await page.GetByTestId("letters").ClickAsync();
        await page.GetByTestId("letter").GetByText("N", new() { Exact = true }).ClickAsync();
        const string where =
            """
            () => {
              const list = document.querySelector('crm-customers').shadowRoot.querySelector('.pane crm-contact-list')
              return list.busy || !list.rows.length ? '' : list.rows.length + ' rows'
            }
            """;
        // After a jump the page before it is fetched, once.
        var before = "";
        await Eventually.TrueAsync(async () => before.Length > 0 & before == (before = await page.EvaluateAsync<string>(where)) && !before.StartsWith("50 ", StringComparison.Ordinal));
        const string top = "document.querySelector('crm-customers').shadowRoot.querySelector('.pane crm-contact-list').scrollTop";
        var stood = await page.EvaluateAsync<double>(top);
        Assert.True(stood > 1_000);
        for (var i = 0; i < 3; i++)
        {
            await PopAsync(sidebar, number, Call());
            await page.GetByTestId("contact-card").WaitForAsync();
            await page.GetByTestId("card-back").ClickAsync();
            await Assertions.Expect(page.GetByTestId("contact-card")).ToHaveCountAsync(0);
            Assert.Equal(before, await Eventually.ValueAsync(() => page.EvaluateAsync<string>(where), now => now.Length > 0));
        }

        // A row that stood half above the edge is brought in whole.
        Assert.InRange(await page.EvaluateAsync<double>(top), stood - 150, stood + 150);

        window.AssertQuiet();
    }

    [Fact]
    public async Task A_page_that_rings_gets_one_card_or_a_choice_or_a_new_contact_and_the_call_is_logged_where_it_belongs()
    {
        var (one, both) = (office.Number(), office.Number());
        var (single, twin, created) = (office.Name("Single"), office.Name("Twin"), office.Name("Caller"));
        var id = await office.HireAsync(new { firstName = "Sid", lastName = single, phone = one });
        var older = await office.HireAsync(new { firstName = "Tess", lastName = twin, phone = both });
        var younger = await office.HireAsync(new { firstName = "Tom", lastName = twin, mobile = both });
        var server = await office.ApiAsync("alice");
        await using var window = await office.OpenAsync("alice");
        var page = window.Page;
        var sidebar = new Sidebar(page);
        await sidebar.ListenAsync();

        // One: the card, and the focus is where it was. Told twice, it pops once.
        var call = Call();
        foreach (var _ in new[] { 1, 2 })
        {
            var answer = await PopAsync(sidebar, one, call);
            Assert.Equal(("card", true, 1), (answer.GetProperty("outcome").GetString(), answer.GetProperty("shown").GetBoolean(), answer.GetProperty("matches").GetArrayLength()));
        }

        await Assertions.Expect(new Card(page, Hand.Of("mouse", page)).Name).ToHaveTextAsync("Sid " + single);
        Assert.Single(await sidebar.HeardAsync("screenpop"));
        await AssertNothingHasTheFocusAsync(page);
        await window.ShootAsync("pop-one");

        // The host says that it ended: on the timeline, once, however often it is said.
        await EndAsync(sidebar, one, call, 61);
        await EndAsync(sidebar, one, call, 61);
        var logged = Assert.Single(await server.ActivitiesAsync(id));
        Assert.Equal(("CALL", "INBOUND", 61, call), (logged.GetProperty("type").GetString(), logged.GetProperty("direction").GetString(), logged.GetProperty("durationSeconds").GetInt32(), logged.GetProperty("callId").GetString()));

        // Several: who is it? Whoever is chosen is whose call it was, by either hand.
        foreach (var (kind, first, whose, other) in new[] { ("mouse", "Tom", younger, older), ("keyboard", "Tess", older, younger) })
        {
            var hand = Hand.Of(kind, page);
            var before = (await server.ActivitiesAsync(other)).Count;
            call = Call();
            var answer = await PopAsync(sidebar, both, call);
            Assert.Equal(("choose", true, 2), (answer.GetProperty("outcome").GetString(), answer.GetProperty("shown").GetBoolean(), answer.GetProperty("matches").GetArrayLength()));
            var choice = page.GetByTestId("pop-choose");
            await choice.WaitForAsync();
            await window.ShootAsync("pop-several");
            await hand.PressAsync(choice.GetByTestId("contact-row").Filter(new() { HasText = first }));
            await Assertions.Expect(new Card(page, hand).Name).ToHaveTextAsync($"{first} {twin}");
            await EndAsync(sidebar, both, call, 5);
            Assert.Contains(await server.ActivitiesAsync(whose), a => a.GetProperty("callId").GetString() == call);
            Assert.Equal(before, (await server.ActivitiesAsync(other)).Count);
        }

        // Nobody: a new contact with the number and the name that the telephone showed; the call is theirs.
        var unknown = office.Number();
        call = Call();
        await page.EvaluateAsync("document.activeElement?.blur?.()");
        var made = await sidebar.AskAsync("screenPop", unknown, new { callId = call, direction = "inbound", displayName = "Carl " + created });
        Assert.Equal("create", made.GetProperty("outcome").GetString());
        await Assertions.Expect(page.GetByTestId("f-phone")).ToHaveValueAsync(unknown);
        await Assertions.Expect(page.GetByTestId("f-lastName")).ToHaveValueAsync(created);
        await AssertNothingHasTheFocusAsync(page);
        await window.ShootAsync("pop-nobody");
        await page.GetByTestId("create-contact").ClickAsync();
        await Assertions.Expect(new Card(page, Hand.Of("mouse", page)).Name).ToHaveTextAsync("Carl " + created);
        await EndAsync(sidebar, unknown, call, 7);
        var theirs = (await sidebar.HeardAsync("contact-saved"))[^1].GetProperty("id").GetString()!;
        Assert.Equal(call, Assert.Single(await server.ActivitiesAsync(theirs)).GetProperty("callId").GetString());
        window.AssertQuiet();
    }

    [Theory, InlineData("mouse"), InlineData("keyboard")]
    public async Task Who_types_keeps_focus_and_words_and_is_offered_the_call_in_a_banner(string kind)
    {
        var (number, name, busy) = (office.Number(), office.Name("Ringer"), office.Name("Busy"));
        await office.HireAsync(new { firstName = "Rita", lastName = name, phone = number });
        await office.HireAsync(new { firstName = "Ben", lastName = busy, title = "Clerk" });
        await using var window = await office.OpenAsync("bob");
        var (page, hand) = (window.Page, Hand.Of(kind, window.Page));
        var (sidebar, card) = (new Sidebar(page), new Card(page, hand));
        var (banner, show) = (page.GetByTestId("pop-banner"), page.GetByTestId("pop-show"));
        await sidebar.ListenAsync();

        // In the search: the words go on where they were.
        await hand.WriteAsync(sidebar.Search, "Mu");
        Assert.False((await PopAsync(sidebar, number, Call())).GetProperty("shown").GetBoolean());
        await Assertions.Expect(banner).ToContainTextAsync($"Rita {name} is on the line");
        await page.Keyboard.TypeAsync("l");
        await Assertions.Expect(sidebar.Search).ToBeFocusedAsync();
        await Assertions.Expect(sidebar.Search).ToHaveValueAsync("Mul");
        Assert.Equal(0, await card.Root.CountAsync());
        await window.ShootAsync("pop-banner");
        await hand.PressAsync(show);
        await Assertions.Expect(card.Name).ToHaveTextAsync("Rita " + name);
        await Assertions.Expect(banner).ToHaveCountAsync(0);

        // In a field of a card that is not saved, the focus elsewhere: the card stays, the words stay.
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("contact-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await sidebar.OpenAsync(hand, busy);
        await card.TypeAsync("title", "Half a tit");
        await page.EvaluateAsync("document.activeElement.blur()");
        await PopAsync(sidebar, number, Call());
        await banner.WaitForAsync();
        await Assertions.Expect(card.Name).ToHaveTextAsync("Ben " + busy);
        await Assertions.Expect(card.Input("title")).ToHaveValueAsync("Half a tit");
        await hand.PressAsync(page.GetByTestId("pop-dismiss"));
        await Assertions.Expect(banner).ToHaveCountAsync(0);
        await hand.PressAsync(page.GetByTestId("edit-of-title").GetByTestId("leave"));

        // In the page around it.
        await page.GetByTestId("number").FocusAsync();
        await page.Keyboard.TypeAsync("12");
        await PopAsync(sidebar, number, Call());
        await banner.WaitForAsync();
        await page.Keyboard.TypeAsync("3");
        await Assertions.Expect(page.GetByTestId("number")).ToHaveValueAsync("123");
        await Assertions.Expect(card.Name).ToHaveTextAsync("Ben " + busy);

        // Nobody types, but the host only wants it offered.
        await page.EvaluateAsync("document.activeElement.blur()");
        await sidebar.AskAsync("screenPop", number, new { callId = Call(), deferred = true });
        await Assertions.Expect(card.Name).ToHaveTextAsync("Ben " + busy);
        await hand.PressAsync(show);
        await Assertions.Expect(card.Name).ToHaveTextAsync("Rita " + name);
        window.AssertQuiet();
    }

    [Fact]
    public async Task The_telephone_system_pops_on_the_page_of_the_agent_whose_phone_it_is_and_on_no_other()
    {
        var (number, name) = (office.Number(), office.Name("Hubcaller"));
        await office.HireAsync(new { firstName = "Hal", lastName = name, phone = number });
        var server = await office.ApiAsync("alice");
        await using var alices = await office.OpenAsync("alice");
        await using var carols = await office.OpenAsync("carol");
        var (alice, carol) = (new Sidebar(alices.Page), new Sidebar(carols.Page));
        await alice.ListenAsync();
        await carol.ListenAsync();
        foreach (var sidebar in new[] { alice, carol })
            await Eventually.TrueAsync(() => sidebar.Root.EvaluateAsync<bool>("(customers) => customers.connection === 'live'"));

        var call = Call();
        foreach (var what in new[] { "ringing", "answered" })
        {
            using var told = await server.PostAsJsonAsync("api/crm-calls/acme", new { agent = "alice", number, call_id = call, direction = "inbound", @event = what });
            Assert.True(told.IsSuccessStatusCode, await told.Content.ReadAsStringAsync());
        }

        await Assertions.Expect(new Card(alices.Page, Hand.Of("mouse", alices.Page)).Name).ToHaveTextAsync("Hal " + name);
        var pop = Assert.Single(await alice.HeardAsync("screenpop"));
        Assert.Equal((call, "INBOUND"), (pop.GetProperty("callId").GetString(), pop.GetProperty("direction").GetString()));
        Assert.Empty(await carol.HeardAsync("screenpop"));
        Assert.Equal(0, await carols.Page.GetByTestId("contact-card").CountAsync() + await carols.Page.GetByTestId("pop-banner").CountAsync());

        // Who may not create is shown nothing for a number that nobody has.
        var nobody = await PopAsync(carol, office.Number(), Call());
        Assert.Equal(("none", false), (nobody.GetProperty("outcome").GetString(), nobody.GetProperty("shown").GetBoolean()));
        Assert.Equal(0, await carols.Page.GetByTestId("contact-form").CountAsync() + await carols.Page.GetByTestId("pop-banner").CountAsync());
        alices.AssertQuiet();
        carols.AssertQuiet();
    }

    private string Call() => $"{office.Name("call-")}-{++_calls}";

    private static Task<JsonElement> PopAsync(Sidebar sidebar, string number, string call) =>
        sidebar.AskAsync("screenPop", number, new { callId = call, direction = "inbound" });

    private static Task<JsonElement> EndAsync(Sidebar sidebar, string number, string call, int seconds) =>
        sidebar.AskAsync("logCall", new { callId = call, number, direction = "INBOUND", durationSeconds = seconds });

    private static async Task AssertNothingHasTheFocusAsync(IPage page) => Assert.Equal("body", await page.EvaluateAsync<string>("document.activeElement.localName"));
}
