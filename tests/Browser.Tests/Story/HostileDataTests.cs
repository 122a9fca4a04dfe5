using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>Contacts as the world makes them, the smallest sidebar there is, and pages that hold more than one.</summary>
[Collection(SharedOffice.Name)]
public sealed class HostileDataTests(Office office)
{
    private const string Html = "<img src=x onerror=\"window.__hit=1\"><script>window.__hit=1</script>";

    public static TheoryData<string, string, string> People => new()
    {
        { "long", string.Concat(Enumerable.Repeat("Wolfeschlegelsteinhausenbergerdorff", 8))[..255], string.Concat(Enumerable.Repeat("name ", 60))[..250] },
        { "html", Html, "${alert(1)} {{7*7}} '\"><svg onload=window.__hit=1>" },
        { "emoji", "👩‍👩‍👧‍👦🏳️‍🌈", "Z̷̢̛̤͉a̸̢̛l̵̛͎g̷̛̺o̶͜ 𝕬𝖒𝖊𝖑𝖎𝖆 👍🏽" },
        { "rtl", "\u202Eמוחמד", "عبد الرحمن بن عوف" },
    };

    [Theory, MemberData(nameof(People))]
    public async Task Names_of_every_kind_are_text_and_fit_into_280_pixels(string kind, string first, string last)
    {
        var mark = office.Name("Hostile");
        var number = office.Number();
        var id = await office.HireAsync(new
        {
            firstName = first, lastName = mark + " " + last[..Math.Min(last.Length, 240)], title = first, department = last, phone = number,
            mobile = "call me <b>maybe</b> 📞 (ask for Zoë), not before ½9 \u202E123", email = "a".PadLeft(60, 'a') + "@" + string.Concat(Enumerable.Repeat("very-long-label.", 8)) + "example.com",
            tags = new[] { kind + " " + first[..Math.Min(first.Length, 50)] }, notes = Html + "\n" + last, status = "DO_NOT_CONTACT",
        });
        await (await office.ApiAsync("alice")).AskAsync("mutation($input: LogActivityInput!) { logActivity(input: $input) { activity { id } } }", new { input = new { contactId = id, type = "TASK", subject = first, body = Html + last } });
        await using var window = await office.OpenAsync("alice", width: 300);
        var (page, hand) = (window.Page, Hand.Of("mouse", window.Page));
        var (sidebar, card) = (new Sidebar(page), new Card(page, hand));
        var around = 300 - (int)(await sidebar.Root.BoundingBoxAsync())!.Width;
        await page.SetViewportSizeAsync(280 + around, 800);
        await sidebar.AskAsync("search", mark);
        await Assertions.Expect(sidebar.Rows).ToHaveCountAsync(1);
        await Assertions.Expect(sidebar.Rows.First).ToContainTextAsync(mark);
        await window.AssertFitsAsync();
        await window.ShootAsync($"hostile-{kind}-row");

        await sidebar.AskAsync("openContact", id);
        await Assertions.Expect(card.Field("mobile")).ToContainTextAsync("<b>maybe</b>");
        await Assertions.Expect(card.Field("notes")).ToContainTextAsync(Html);
        await window.AssertFitsAsync();
        await window.ShootAsync($"hostile-{kind}-card");
        await card.TypeAsync("title", Html + last);
        await window.AssertFitsAsync();
        await page.Keyboard.PressAsync("Escape");
        await card.ToldAsync("Change discarded");
        await card.TurnToTimelineAsync();
        await Assertions.Expect(card.Entries).ToContainTextAsync([Html]);
        await window.AssertFitsAsync();
        await hand.PressAsync(page.GetByTestId("call"));
        await page.GetByTestId("dnc-call").WaitForAsync();
        await window.AssertFitsAsync();
        await window.ShootAsync($"hostile-{kind}-ask");
        await hand.PressAsync(page.GetByTestId("dnc-cancel"));

        // Offered as a call, and deleted: messages hold the name too.
        await sidebar.AskAsync("screenPop", number, new { deferred = true });
        await page.GetByTestId("pop-banner").WaitForAsync();
        await window.AssertFitsAsync();
        await hand.PressAsync(page.GetByTestId("delete-contact"));
        await card.ToldAsync("deleted");
        await window.AssertFitsAsync();
        Assert.Equal("", await page.EvaluateAsync<string>(
            """
            () => {
              const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])])
              const made = all(document.querySelector('crm-customers').shadowRoot).filter((e) => ['img', 'script', 'b'].includes(e.localName) && /maybe|__hit/.test(e.outerHTML))
              return [window.__hit, ...made.map((e) => e.outerHTML)].filter(Boolean).join()
            }
            """));
        window.AssertQuiet();
    }

    [Fact]
    public async Task Elements_of_one_page_share_a_session_and_a_second_copy_of_the_script_leaves_the_first_alone()
    {
        var name = office.Name("Stage");
        var id = await office.HireAsync(new { firstName = "Stan", lastName = name, phone = office.Number() });
        var (tokens, sockets) = (0, 0);
        await using var window = await office.OpenAsync("bob", before: page =>
        {
            page.Request += (_, request) => tokens += request.Url.EndsWith("/demo/token", StringComparison.Ordinal) ? 1 : 0;
            page.WebSocket += (_, _) => sockets++;
            return Task.CompletedTask;
        });
        var page = window.Page;
        await page.EvaluateAsync(
            """
            async (id) => {
              // Another version of the script, of the same page: it finds the elements defined.
              const first = customElements.get('crm-customers')
              await import('/widget/v1/crm-customers.js?another=version')
              if (customElements.get('crm-customers') !== first) throw new Error('defined anew')

              const one = document.querySelector('crm-customers')
              const pressed = (window.__pressed = [])
              const place = one.parentElement
              for (const [name, some] of [['compact', { density: 'compact' }], ['card', { view: 'card', contactId: id }]]) {
                const box = place.appendChild(document.createElement('div'))
                box.dataset.testid = 'box-' + name
                const other = Object.assign(document.createElement('crm-customers'), {
                  ...some,
                  tokenSource: one.tokenSource,
                  actions: [
                    { id: 'ticket', text: 'Open a ticket', run: (contact) => pressed.push('ticket ' + contact.id) },
                    { id: 'never', text: 'Never offered', when: () => false, run: () => pressed.push('never') },
                  ],
                })
                other.style.blockSize = box.style.blockSize = '380px'
                box.style.inlineSize = '280px'
                box.append(other)
              }
              one.style.blockSize = '300px'
              place.style.overflow = 'auto'
            }
            """, id);
        var (compact, cards) = (page.GetByTestId("box-compact"), page.GetByTestId("box-card"));
        await compact.GetByTestId("contact-row").First.WaitForAsync();
        await Assertions.Expect(cards.Locator("crm-contact-card h2")).ToHaveTextAsync("Stan " + name);
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("[...document.querySelectorAll('crm-customers')].every((one) => one.connection === 'live')"));
        Assert.Equal((1, 1), (tokens, sockets));
        await window.ShootAsync("three-elements");

        // Density: more rows in the same height. The card alone has no list, no search and no way back.
        async Task<double> RowAsync(ILocator box) => (await box.GetByTestId("contact-row").First.BoundingBoxAsync())!.Height;
        Assert.True(await RowAsync(compact) < await RowAsync(page.Locator("crm-customers").First));
        Assert.Equal(0, await cards.GetByTestId("search").CountAsync() + await cards.GetByTestId("contact-row").CountAsync() + await cards.GetByTestId("card-back").CountAsync());

        // The host's own buttons, on rows and on the card.
        await cards.GetByTestId("host-action").ClickAsync();
        Assert.Equal(["ticket " + id], await page.EvaluateAsync<string[]>("window.__pressed"));
        var row = compact.Locator("crm-contact-list li").First;
        await row.HoverAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Open a ticket" }).ClickAsync();
        Assert.Equal(2, await page.EvaluateAsync<int>("window.__pressed.length"));
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Never offered" }).CountAsync());

        // What one of them saves, the others hear of; when two go, the third still works.
        await cards.Locator("[data-edit='title']").ClickAsync();
        await page.Keyboard.TypeAsync("Stagehand");
        await page.Keyboard.PressAsync("Enter");
        await (await office.ApiAsync("bob")).HasAsync(id, "title", "Stagehand");
        await page.EvaluateAsync("for (const name of ['compact', 'card']) document.querySelector(`[data-testid=box-${name}]`).remove()");
        await new Sidebar(page).AskAsync("search", name);
        await Assertions.Expect(page.GetByTestId("contact-row").First).ToContainTextAsync("Stagehand");
        Assert.Equal((1, 1), (tokens, sockets));
        window.AssertQuiet();
    }

    [Fact]
    public async Task Element_that_is_taken_off_the_page_while_it_saves_has_saved_and_is_quiet()
    {
        var id = await office.HireAsync(new { firstName = "Gina", lastName = office.Name("Gone"), phone = office.Number() });
        await using var window = await office.OpenAsync("bob");
        var (page, answers) = (window.Page, new Answers(window.Page));
        await new Sidebar(page).AskAsync("openContact", id);
        await page.Locator("[data-edit='title']").ClickAsync();
        await page.Keyboard.TypeAsync("Guest");
        await answers.AreLateAsync();
        await page.Keyboard.PressAsync("Enter");
        await Eventually.TrueAsync(() => Task.FromResult(answers.Count > 0));
        await page.EvaluateAsync("const one = document.querySelector('crm-customers'); window.__place = one.parentElement; window.__one = one; one.remove()");
        var answered = page.WaitForResponseAsync("**/graphql");
        answers.Release();
        await (await answered).FinishedAsync();
        await (await office.ApiAsync("bob")).HasAsync(id, "title", "Guest");

        // Put back, it works as before.
        await answers.AreHonestAsync();
        await page.EvaluateAsync("window.__place.append(window.__one)");
        await Assertions.Expect(page.Locator("[data-edit='title']")).ToContainTextAsync("Guest");
        window.AssertQuiet();
    }
}
