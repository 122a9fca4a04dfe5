using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>What an agent does on a card; the server is asked for what came of it.</summary>
[Collection(SharedOffice.Name)]
public sealed class CardStoryTests(Office office)
{
    public static TheoryData<string> Hands => Hand.Both;

    [Theory, MemberData(nameof(Hands))]
    public async Task A_contact_is_made_changed_talked_to_and_taken_away_and_each_step_is_taken_back(string kind)
    {
        var bob = await office.ApiAsync("bob");
        await using var window = await office.OpenAsync("bob");
        var hand = Hand.Of(kind, window.Page);
        var work = new Work(window, hand, new Sidebar(window.Page), new Card(window.Page, hand), bob, office.Name("Newcomer"));
        await work.Sidebar.ListenAsync();

        var id = await CreatedAsync(work);
        await DeletedAndBackAsync(work, id);
        await EditedAsync(work, id);
        await TaggedAndListedAsync(work, id);
        await LoggedAsync(work, id);
        await ReachedAsync(work, id);
        await TalkedAsync(work);
        window.AssertQuiet();
        await LeftToTheBrowserAsync(work);
        window.AssertSaidOnly("Launched external handler");
    }

    [Fact]
    public async Task Two_agents_change_one_contact_and_neither_loses_what_they_typed()
    {
        var name = office.Name("Between");
        var id = await office.HireAsync(new { firstName = "Bea", lastName = name, title = "Clerk", department = "Post", notes = "Old" });
        var server = await office.ApiAsync("bob");
        await using var first = await office.OpenAsync("bob");
        await using var second = await office.OpenAsync("alice");
        var (byKeys, byMouse) = (Hand.Of("keyboard", first.Page), Hand.Of("mouse", second.Page));
        var (bob, alice) = (new Card(first.Page, byKeys), new Card(second.Page, byMouse));
        await new Sidebar(first.Page).OpenAsync(byKeys, name);
        await new Sidebar(second.Page).OpenAsync(byMouse, name);

        await bob.TypeAsync("title", "Bob's title");
        await bob.TypeAsync("department", "Bob's department");
        await alice.ChangeAsync("title", "Alice's title");
        await server.HasAsync(id, "title", "Alice's title");
        await alice.ChangeAsync("department", "Alice's department");
        await server.HasAsync(id, "department", "Alice's department");
        await alice.ChangeAsync("notes", "Alice's notes");

        // Whoever types sees the other's words beside their own, field by field; what nobody else touched is simply there.
        await Assertions.Expect(bob.Conflict("title")).ToContainTextAsync("Alice's title");
        await Assertions.Expect(bob.Conflict("department")).ToContainTextAsync("Alice's department");
        await Assertions.Expect(bob.Field("notes")).ToContainTextAsync("Alice's notes");
        await Assertions.Expect(bob.Conflict("notes")).ToHaveCountAsync(0);
        await Assertions.Expect(bob.Input("title")).ToHaveValueAsync("Bob's title");
        await Assertions.Expect(bob.Input("department")).ToBeFocusedAsync();
        await bob.SaveAsync("department"); // not before the agent has chosen
        await Assertions.Expect(bob.Input("department")).ToHaveValueAsync("Bob's department");
        await Assertions.Expect(bob.Conflict("department").GetByTestId("take-theirs")).ToBeFocusedAsync();
        await first.ShootAsync("conflict");
        Assert.Equal("Alice's department", (await server.ContactAsync(id)).GetProperty("department").GetString());

        await byKeys.PressAsync(bob.Conflict("title").GetByTestId("keep-mine"));
        await server.HasAsync(id, "title", "Bob's title");
        await byKeys.PressAsync(bob.Conflict("department").GetByTestId("take-theirs"));
        await Assertions.Expect(bob.Field("department")).ToContainTextAsync("Alice's department");
        await Assertions.Expect(alice.Field("title")).ToContainTextAsync("Bob's title");
        await Assertions.Expect(alice.Conflict("title")).ToHaveCountAsync(0);

        // An undo that would take somebody else's words away asks as well.
        await alice.ChangeAsync("title", "Chief");
        await Assertions.Expect(bob.Field("title")).ToContainTextAsync("Chief");
        await alice.ToldAsync("Title saved");
        await bob.ChangeAsync("title", "Director");
        await Assertions.Expect(alice.Field("title")).ToContainTextAsync("Director");
        await alice.TakeBackAsync();
        await Assertions.Expect(alice.Conflict("title")).ToContainTextAsync("Director");
        await byMouse.PressAsync(alice.Conflict("title").GetByTestId("take-theirs"));
        Assert.Equal("Director", (await server.ContactAsync(id)).GetProperty("title").GetString());
        first.AssertQuiet();
        second.AssertQuiet();
    }

    [Fact]
    public async Task Who_only_reads_is_offered_nothing_that_writes_but_the_log()
    {
        var name = office.Name("Readonly");
        var id = await office.HireAsync(new { firstName = "Rosa", lastName = name, title = "Clerk", phone = office.Number(), tags = new[] { "seen" } });
        await using var window = await office.OpenAsync("carol");
        var (page, hand) = (window.Page, Hand.Of("keyboard", window.Page));
        var (sidebar, card) = (new Sidebar(page), new Card(page, hand));
        var written = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.PostData?.Contains("\"mutation ", StringComparison.Ordinal) == true)
                written.Add(request.PostData);
        };
        await sidebar.OpenAsync(hand, name);

        Assert.Equal(0, await sidebar.UploadButton.CountAsync() + await sidebar.Create.CountAsync());
        Assert.Equal(0, await card.Root.Locator("[data-edit], [data-testid=delete-contact], [data-testid^=add-], [data-testid=remove-tag]").CountAsync());
        await Assertions.Expect(card.Tags).ToHaveTextAsync(["seen"]);
        await Assertions.Expect(page.GetByTestId("call")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("e");
        await page.Keyboard.PressAsync("n");
        Assert.Equal(0, await card.Root.Locator("input, textarea").CountAsync() + await page.GetByTestId("contact-form").CountAsync());
        await sidebar.AskAsync("createContact");
        await sidebar.AskAsync("openUpload");
        Assert.Equal(0, await page.GetByTestId("contact-form").CountAsync() + await page.GetByTestId("upload-dialog").CountAsync());
        Assert.Empty(written);
        await window.ShootAsync("card-reader");

        await card.TurnToTimelineAsync();
        await hand.PressAsync(page.GetByTestId("log-NOTE"));
        await hand.WriteAsync(page.GetByTestId("activity-body"), "Asked for the price list.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(card.Entries).ToContainTextAsync(["Asked for the price list."]);
        var note = Assert.Single(await (await office.ApiAsync("carol")).ActivitiesAsync(id));
        Assert.Equal("Asked for the price list.", note.GetProperty("body").GetString());
        Assert.Contains("logActivity", Assert.Single(written), StringComparison.Ordinal);
        window.AssertQuiet();
    }

    private sealed record Work(Window Window, Hand Hand, Sidebar Sidebar, Card Card, HttpClient Server, string Name)
    {
        public IPage Page => Window.Page;

        /// <summary>By the message's own button, or by Ctrl+Z: the way there by Tab is long.</summary>
        public Task TakeBackAsync() => Hand.Kind == "mouse" ? Card.TakeBackAsync() : Page.Keyboard.PressAsync("Control+z");

        public Task ShootAsync(string name) => Window.ShootAsync($"{name}-{Hand.Kind}");
    }

    private async Task<string> CreatedAsync(Work work)
    {
        var (there, taken) = (office.Name("Veteran"), office.Number());
        await office.HireAsync(new { firstName = "Vera", lastName = there, phone = taken });
        var (page, hand, card) = (work.Page, work.Hand, work.Card);
        await hand.PressAsync(work.Sidebar.Create);
        await hand.WriteAsync(card.Input("firstName"), "Nina");
        await hand.WriteAsync(card.Input("phone"), taken.Replace("+1 ", "", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByTestId("alike-open")).ToContainTextAsync(there);
        await work.ShootAsync("new-contact");

        // Left and come back to: what was typed is there. An address that is none is refused beside its field.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("contact-form")).ToHaveCountAsync(0);
        await hand.PressAsync(work.Sidebar.Create);
        await Assertions.Expect(card.Input("firstName")).ToHaveValueAsync("Nina");
        var own = office.Number();
        await hand.WriteAsync(card.Input("phone"), own);
        await hand.WriteAsync(card.Input("email"), "nobody at nowhere");
        await hand.SaveAsync(page.GetByTestId("create-contact"));
        await Assertions.Expect(card.Input("email")).ToHaveAttributeAsync("aria-invalid", "true");
        await hand.WriteAsync(card.Input("email"), work.Name + "@example.com");
        await hand.WriteAsync(card.Input("lastName"), work.Name);
        await hand.SaveAsync(page.GetByTestId("create-contact"));
        await Assertions.Expect(card.Name).ToHaveTextAsync("Nina " + work.Name);
        var saved = Assert.Single(await work.Sidebar.HeardAsync("contact-saved"));
        Assert.True(saved.GetProperty("created").GetBoolean());
        var id = saved.GetProperty("id").GetString()!;
        await work.Server.HasAsync(id, "phone", own);
        return id;
    }

    private static async Task DeletedAndBackAsync(Work work, string id)
    {
        await work.Hand.PressAsync(work.Page.GetByTestId("delete-contact"));
        await work.Card.ToldAsync($"Nina {work.Name} deleted");
        await Assertions.Expect(work.Card.Root).ToHaveCountAsync(0);
        Assert.Equal(JsonValueKind.Null, (await work.Server.ContactAsync(id)).ValueKind);
        Assert.True((await work.Sidebar.HeardAsync("contact-saved"))[1].GetProperty("deleted").GetBoolean());
        await work.Card.TakeBackAsync();
        await Assertions.Expect(work.Card.Name).ToHaveTextAsync("Nina " + work.Name);
        await work.Server.HasAsync(id, "lastName", work.Name);
    }

    private static async Task EditedAsync(Work work, string id)
    {
        var (card, server) = (work.Card, work.Server);
        await card.ChangeAsync("title", "Clerk");
        await server.HasAsync(id, "title", "Clerk");
        await card.ChangeAsync("title", "Chief");
        await server.HasAsync(id, "title", "Chief");
        await card.ToldAsync("Title saved");
        await work.ShootAsync("card-saved");
        await work.TakeBackAsync();
        await server.HasAsync(id, "title", "Clerk");
        await Assertions.Expect(card.Field("title")).ToContainTextAsync("Clerk");

        // What is left by Escape is not saved, and comes back.
        await card.TypeAsync("title", "Nobody's business");
        await work.Page.Keyboard.PressAsync("Escape");
        await card.ToldAsync("Change discarded");
        await Assertions.Expect(card.Field("title")).ToContainTextAsync("Clerk");
        await work.TakeBackAsync();
        await Assertions.Expect(card.Input("title")).ToHaveValueAsync("Nobody's business");
        await card.Input("title").PressAsync("Escape");
        Assert.Equal("Clerk", (await server.ContactAsync(id)).GetProperty("title").GetString());

        // A field of the organization's own; what it does not take stays where it was typed.
        await card.ChangeAsync("customFields.seats", "a dozen");
        await Assertions.Expect(card.Input("customFields.seats")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(card.Input("customFields.seats")).ToHaveValueAsync("a dozen");
        await work.Hand.WriteAsync(card.Input("customFields.seats"), "12");
        await card.SaveAsync("customFields.seats");
        await card.ToldAsync("Seats saved");
        var seats = (await server.ContactAsync(id)).GetProperty("customFields").EnumerateArray().Single(f => f.GetProperty("key").GetString() == "seats");
        Assert.Equal(12, seats.GetProperty("number").GetDecimal());
    }

    private static async Task TaggedAndListedAsync(Work work, string id)
    {
        var (page, hand, card) = (work.Page, work.Hand, work.Card);
        await hand.PressAsync(page.GetByTestId("add-tag"));
        await page.Keyboard.TypeAsync("golf");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(card.Tags).ToHaveTextAsync(["golf"]);
        await Assertions.Expect(page.GetByTestId("tag-field")).ToBeFocusedAsync(); // the next tag
        await page.Keyboard.PressAsync("Escape");
        await work.Server.HasAsync(id, "tags", "[\"golf\"]");
        await hand.PressAsync(page.GetByTestId("remove-tag"));
        await card.ToldAsync("Tag golf removed");
        await work.Server.HasAsync(id, "tags", "[]");
        await card.TakeBackAsync();
        await work.Server.HasAsync(id, "tags", "[\"golf\"]");

        await hand.PressAsync(page.GetByTestId("add-list"));
        await page.Keyboard.TypeAsync("vip");
        await page.GetByTestId("choice").First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await card.ToldAsync("Added to VIP customers");
        await Assertions.Expect(card.Lists).ToHaveTextAsync(["VIP customers"]);
        await work.Server.HasAsync(id, "lists", "[{\"name\":\"VIP customers\"}]");
        await hand.PressAsync(page.GetByTestId("remove-list"));
        await card.ToldAsync("Taken off VIP customers");
        await work.Server.HasAsync(id, "lists", "[]");
    }

    private static async Task LoggedAsync(Work work, string id)
    {
        var (page, hand, card) = (work.Page, work.Hand, work.Card);
        await card.TurnToTimelineAsync();
        await hand.PressAsync(page.GetByTestId("log-CALL"));
        await hand.WriteAsync(page.GetByTestId("activity-minutes"), "2.5");
        await hand.WriteAsync(page.GetByTestId("activity-subject"), "Renewal");
        await hand.SaveAsync(page.GetByTestId("activity-save"));
        await Assertions.Expect(card.Entries).ToHaveCountAsync(1);
        await hand.PressAsync(page.GetByTestId("log-NOTE"));
        await hand.WriteAsync(page.GetByTestId("activity-body"), "Wants it in writing.");
        await hand.PressAsync(page.GetByTestId("activity-save"));
        await Assertions.Expect(card.Entries).ToHaveCountAsync(2);

        // A task needs a subject, and says so beside it.
        await hand.PressAsync(page.GetByTestId("log-TASK"));
        await hand.WriteAsync(page.GetByTestId("activity-body"), "Before Friday.");
        await hand.PressAsync(page.GetByTestId("activity-save"));
        await Assertions.Expect(page.GetByTestId("activity-subject")).ToHaveAttributeAsync("aria-invalid", "true");
        await hand.WriteAsync(page.GetByTestId("activity-subject"), "Send the offer");
        await hand.PressAsync(page.GetByTestId("activity-save"));
        await Assertions.Expect(card.Entries).ToHaveCountAsync(3);
        await hand.PressAsync(page.GetByTestId("task-done"));
        await Assertions.Expect(page.GetByTestId("task-done")).ToHaveAttributeAsync("aria-checked", "true");
        await work.ShootAsync("timeline");
        await Eventually.ValueAsync(
            async () => string.Join(", ", (await work.Server.ActivitiesAsync(id)).Select(a => $"{a.GetProperty("type")} {a.GetProperty("subject")}{a.GetProperty("durationSeconds")}{a.GetProperty("taskState")}")),
            log => log == "TASK Send the offerDONE, NOTE , CALL Renewal150");

        await hand.PressAsync(card.Entries.Filter(new() { HasText = "in writing" }).GetByTestId("delete-activity"));
        await Assertions.Expect(card.Entries).ToHaveCountAsync(2);
        await card.ToldAsync("Note deleted");
        Assert.Equal(2, (await work.Server.ActivitiesAsync(id)).Count);
        await work.TakeBackAsync();
        await Eventually.ValueAsync(async () => (await work.Server.ActivitiesAsync(id)).Count, n => n == 3);
    }

    /// <summary>The host takes calls and messages; who wants no call is asked for first.</summary>
    private static async Task ReachedAsync(Work work, string id)
    {
        var (page, hand, sidebar) = (work.Page, work.Hand, work.Sidebar);
        var left = await work.Window.NavigationsAsync();
        var (call, ask) = (page.GetByTestId("call"), page.GetByTestId("dnc-call"));
        var number = (await work.Server.ContactAsync(id)).GetProperty("phone").GetString()!.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        await hand.PressAsync(call);
        await hand.PressAsync(page.GetByTestId("message"));
        await hand.PressAsync(page.GetByTestId("email"));
        var asked = Assert.Single(await sidebar.HeardAsync("call"));
        Assert.Equal((number, id), (asked.GetProperty("number").GetString(), asked.GetProperty("contactId").GetString()));
        Assert.Equal("SMS", Assert.Single(await sidebar.HeardAsync("message")).GetProperty("channel").GetString());
        Assert.Equal(work.Name + "@example.com", Assert.Single(await sidebar.HeardAsync("email")).GetProperty("email").GetString(), ignoreCase: true);

        await hand.PressAsync(work.Card.Opener("status"));
        await hand.ChooseAsync(work.Card.Input("status"), "Do not contact");
        if (hand.Kind == "keyboard")
            await page.Keyboard.PressAsync("Enter");
        await work.Server.HasAsync(id, "status", "DO_NOT_CONTACT");
        await hand.PressAsync(call);
        await ask.WaitForAsync();
        await work.ShootAsync("do-not-contact");
        await hand.PressAsync(page.GetByTestId("dnc-cancel"));
        await Assertions.Expect(ask).ToHaveCountAsync(0);
        Assert.Single(await sidebar.HeardAsync("call"));
        await hand.PressAsync(call);
        await hand.PressAsync(ask);
        Assert.Equal(2, (await sidebar.HeardAsync("call")).Count);
        Assert.Empty(left); // the host took all of it: nothing for the browser
    }

    private static async Task TalkedAsync(Work work)
    {
        var (page, hand) = (work.Page, work.Hand);
        var data = await work.Server.AskAsync("{ contacts(first: 1, where: {externalCrmId: {eq: \"A-1001\"}}) { nodes { fullName email } } }");
        var talker = data.GetProperty("contacts").GetProperty("nodes")[0];
        await page.Keyboard.PressAsync("Escape");
        await work.Sidebar.OpenAsync(hand, talker.GetProperty("fullName").GetString()!);
        await work.Card.TurnToTimelineAsync();
        var talk = page.GetByTestId("conversation").First;
        await hand.PressAsync(talk.GetByTestId("open-conversation"));
        await talk.GetByTestId("message-of").First.WaitForAsync();
        Assert.True(await talk.GetByTestId("message-of").CountAsync() > 1);
        await work.ShootAsync("conversation");
        await hand.PressAsync(talk.GetByTestId("open-conversation"));
        await Assertions.Expect(talk.GetByTestId("message-of")).ToHaveCountAsync(0);
    }

    /// <summary>A page that takes no calls: the browser is asked for one.</summary>
    private static async Task LeftToTheBrowserAsync(Work work)
    {
        var (page, hand) = (work.Page, work.Hand);
        var left = await work.Window.NavigationsAsync();
        await page.EvaluateAsync("for (const name of ['call', 'email', 'message']) addEventListener('crm-' + name, (event) => event.stopImmediatePropagation(), true)");
        foreach (var (button, scheme) in new[] { ("email", "mailto:"), ("message", "sms:+"), ("call", "tel:+") })
        {
            // Once in some six runs of everything on a busy machine the browser told of no navigation, why was not found: an agent presses again.
            var looks = 0;
            await Eventually.TrueAsync(async () =>
            {
                if (left.Count > 0 && left[^1].StartsWith(scheme, StringComparison.Ordinal))
                    return true;
                if (looks++ % 60 == 0)
                    await hand.PressAsync(page.GetByTestId(button));
                return false;
            }, TimeSpan.FromSeconds(30));
        }

        Assert.Equal(["mailto", "sms", "tel"], left.Select(url => url[..url.IndexOf(':', StringComparison.Ordinal)]).Distinct());
    }
}
