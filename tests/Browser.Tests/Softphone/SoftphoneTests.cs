using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Softphone;

/// <summary>The demo host's softphone: whoever calls is shown, what was said goes onto their timeline, at one desk and at two, in the page and in a frame.</summary>
public sealed class SoftphoneTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Calls_ring_show_who_it_is_and_are_logged_at_one_desk_and_two_in_the_page_and_in_a_frame()
    {
        await using var host = await HostProcess.StartAsync();
        await using var window = await Window.OpenAsync(chromium, host, "alice", new() { ViewportSize = new() { Width = 1440, Height = 860 } });
        var page = window.Page;
        var (alice, bob) = (page.Locator(".desk").Nth(0), page.Locator(".desk").Nth(1));

        // Nobody knows the number: a new contact with it, filled in.
        await page.GetByTestId("ring-unknown").ClickAsync();
        await Says(alice, "presence", "Ringing");
        await Assertions.Expect(alice.GetByTestId("f-phone")).ToHaveValueAsync("+1 202-555-0187");
        await window.ShootAsync("softphone-unknown");
        await alice.GetByTestId("hang-up").ClickAsync();
        await Assertions.Expect(alice.GetByTestId("recent").Locator("li").First).ToContainTextAsync("Missed");
        await alice.GetByTestId("form-close").ClickAsync();

        // Two share it: who is it?
        await page.GetByTestId("ring-shared").ClickAsync();
        await Assertions.Expect(alice.GetByTestId("pop-choose").GetByTestId("contact-row")).ToHaveCountAsync(2);
        await Says(alice, "call-name", "2 customers");
        await window.ShootAsync("softphone-shared");
        await alice.GetByTestId("pop-choose").GetByTestId("contact-row").First.ClickAsync();
        var chosen = await alice.GetByTestId("field-name").TextContentAsync();
        await alice.GetByTestId("hang-up").ClickAsync();

        // One has it: the phone knows the name, and the call that was taken goes onto the timeline.
        await page.GetByTestId("ring-known").ClickAsync();
        await Assertions.Expect(alice.GetByTestId("field-name")).Not.ToHaveTextAsync(chosen!);
        var name = (await alice.GetByTestId("field-name").TextContentAsync())!.Trim();
        await Says(alice, "call-name", name);
        await AnswerAsync(alice);
        await window.ShootAsync("softphone-talking");
        await alice.GetByTestId("hang-up").ClickAsync();
        await Says(alice, "told", "On the timeline of " + name);
        await alice.GetByTestId("tab-timeline").ClickAsync();
        var calls = alice.Locator("[data-testid=activity][data-type=CALL]");
        await Assertions.Expect(calls.First).ToContainTextAsync("Incoming");
        var logged = await calls.CountAsync();

        // A number that is typed is called, and nobody is asked to make a contact of it.
        await alice.GetByTestId("number").FillAsync("+49 89 123456");
        await alice.GetByTestId("dial").ClickAsync();
        await Says(alice, "presence", "On a call");
        await alice.GetByTestId("hang-up").ClickAsync();

        await page.GetByTestId("theme").SelectOptionAsync("dark");
        await Assertions.Expect(alice.Locator("crm-customers")).ToHaveAttributeAsync("theme", "dark");
        Assert.Equal("rgb(20, 22, 26)", await alice.EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));

        // Two agents: it rings at both desks, one takes it, and the other sees it on the timeline.
        await page.GetByTestId("beside").CheckAsync();
        await bob.GetByTestId("contact-row").First.WaitForAsync();
        await page.GetByTestId("ring-known").ClickAsync();
        await Says(bob, "call-name", name);
        await Says(alice, "call-name", name);
        await window.ShootAsync("softphone-two-ringing");
        await AnswerAsync(bob);
        await Says(alice, "told", "Answered by Bob");
        await Says(alice, "presence", "Available");
        await bob.GetByTestId("hang-up").ClickAsync();
        await Says(bob, "told", "On the timeline of " + name);
        await Assertions.Expect(calls).ToHaveCountAsync(logged + 1);
        await window.ShootAsync("softphone-two");

        // The same in frames.
        await page.GetByTestId("framed").CheckAsync();
        var (left, right) = (alice.FrameLocator("iframe"), bob.FrameLocator("iframe"));
        await left.GetByTestId("contact-row").First.WaitForAsync();
        await right.GetByTestId("contact-row").First.WaitForAsync();
        await page.GetByTestId("theme").SelectOptionAsync("light");
        await Assertions.Expect(left.Locator("crm-customers")).ToHaveAttributeAsync("theme", "light");
        await page.GetByTestId("ring-shared").ClickAsync();
        await Assertions.Expect(right.GetByTestId("pop-choose").GetByTestId("contact-row")).ToHaveCountAsync(2);
        await Says(alice, "call-name", "2 customers");
        await window.ShootAsync("softphone-framed");
        await left.GetByTestId("pop-choose").GetByTestId("contact-row").First.ClickAsync();
        name = (await left.GetByTestId("field-name").TextContentAsync())!.Trim();
        await AnswerAsync(alice);
        await alice.GetByTestId("hang-up").ClickAsync();
        await Assertions.Expect(alice.GetByTestId("told")).ToContainTextAsync("On the timeline of ");
        await left.GetByTestId("tab-timeline").ClickAsync();
        await Assertions.Expect(left.Locator("[data-testid=activity][data-type=CALL]").First).ToContainTextAsync("Incoming");

        // A call that begins in the frame is the phone's.
        await left.GetByTestId("call").ClickAsync();
        await Says(alice, "call-name", name);
        window.AssertQuiet();
    }

    private static async Task AnswerAsync(ILocator desk)
    {
        await desk.GetByTestId("answer").ClickAsync();
        await Says(desk, "presence", "On a call");
    }

    private static Task Says(ILocator desk, string testId, string text) => Assertions.Expect(desk.GetByTestId(testId)).ToHaveTextAsync(text);
}
