using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>How an agent works: by mouse, or by keyboard alone. What is pressed by keyboard is reached by Tab, as a person reaches it.</summary>
public abstract class Hand(IPage page)
{
    /// <summary>For theories.</summary>
    public static TheoryData<string> Both => ["mouse", "keyboard"];

    public abstract string Kind { get; }

    protected IKeyboard Keys => page.Keyboard;

    public static Hand Of(string kind, IPage page) => kind == "mouse" ? new Mouse(page) : new KeyboardAlone(page);

    /// <summary>Brings the focus to an element, as this hand does before it works with it; nothing for the mouse.</summary>
    public abstract Task ReachAsync(ILocator element);

    /// <summary>Presses a button.</summary>
    public abstract Task PressAsync(ILocator button);

    /// <summary>Puts a text in the place of what stands in a field.</summary>
    public abstract Task WriteAsync(ILocator field, string text);

    /// <summary>Chooses an option by its words.</summary>
    public abstract Task ChooseAsync(ILocator select, string option);

    /// <summary>Saves what is written in the field that has the focus: by its button, or by Enter.</summary>
    public abstract Task SaveAsync(ILocator button);

    /// <summary>True when the focus is on the element itself.</summary>
    public static Task<bool> IsOnAsync(ILocator element) => element.EvaluateAsync<bool>("e => e.getRootNode().activeElement === e");

    private sealed class Mouse(IPage page) : Hand(page)
    {
        public override string Kind => "mouse";

        public override Task ReachAsync(ILocator element) => Task.CompletedTask;

        public override Task PressAsync(ILocator button) => button.ClickAsync();

        public override Task WriteAsync(ILocator field, string text) => field.FillAsync(text);

        public override Task ChooseAsync(ILocator select, string option) => select.SelectOptionAsync(new SelectOptionValue { Label = option });

        public override Task SaveAsync(ILocator button) => button.ClickAsync();
    }

    private sealed class KeyboardAlone(IPage page) : Hand(page)
    {
        private const int MostStops = 120;

        // How many stops of Tab lie between the focus and an element, as far as a script can tell; below zero it stands before.
        private const string Distance =
            """
            (element) => {
              let at = document.activeElement
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
              const inside = (e) => (e.localName === 'slot' ? e.assignedElements() : [...(e.shadowRoot ?? e).children])
              const stops = []
              const walk = (e) => {
                const stop = e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.matches('a[href], button, input, select, textarea, [tabindex]')
                if (stop || e === at || e === element) stops.push(e)
                if (!e.inert) inside(e).forEach(walk)
              }
              walk(document.body)
              return stops.indexOf(element) - Math.max(0, stops.indexOf(at))
            }
            """;

        public override string Kind => "keyboard";

        public override async Task PressAsync(ILocator button)
        {
            await ReachAsync(button);
            await Keys.PressAsync("Enter");
        }

        public override async Task WriteAsync(ILocator field, string text)
        {
            await ReachAsync(field);
            await Keys.PressAsync("ControlOrMeta+a");
            await Keys.TypeAsync(text);
        }

        public override async Task ChooseAsync(ILocator select, string option)
        {
            await ReachAsync(select);
            var way = await select.EvaluateAsync<int>("(select, words) => [...select.options].findIndex((one) => one.text.trim() === words) - select.selectedIndex", option);
            for (; way != 0; way -= Math.Sign(way))
                await Keys.PressAsync(way > 0 ? "ArrowDown" : "ArrowUp");
            await Assertions.Expect(select.Locator("option:checked")).ToHaveTextAsync(option);
        }

        public override Task SaveAsync(ILocator button) => Keys.PressAsync("Enter");

        public override async Task ReachAsync(ILocator element)
        {
            await element.WaitForAsync();
            for (var pressed = 0; !await IsOnAsync(element);)
            {
                var distance = await element.EvaluateAsync<int>(Distance);
                var (key, times) = (distance < 0 ? "Shift+Tab" : "Tab", Math.Max(1, Math.Abs(distance)));
                Assert.True((pressed += times) < MostStops, $"{key} does not come to {element}.");
                for (; times > 0; times--)
                    await Keys.PressAsync(key);
            }
        }
    }
}
