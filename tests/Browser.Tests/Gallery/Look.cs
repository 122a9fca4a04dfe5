using System.Globalization;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>How a state is looked at.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <c>rtl</c>: light, from right to left.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Lang">Whose words.</param>
/// <param name="Tall">In pixels.</param>
/// <param name="Axe">Whether axe looks too; widths change little for it.</param>
internal sealed record Look(string Theme, int Width, string Lang = "en", int Tall = Look.Height, bool Axe = false)
{
    public const int Height = 820;

    /// <summary>Under axe's eyes.</summary>
    private static readonly Look[] Always = [new("light", 320, Axe: true), new("dark", 640, Axe: true)];

    /// <summary>From right to left; German, whose words are longer, where it is narrowest; and what is left of a small screen at 200 %.</summary>
    private static readonly Look[] InTurn = [new("rtl", 280, Axe: true), new("light", 280, "de"), new("light", 320, Tall: 400)];

    /// <summary>Light or dark, and one of the others: states take them in turn.</summary>
    /// <param name="turn">The state's place among all.</param>
    public static IEnumerable<Look> Usual(int turn) => [Always[turn % Always.Length], InTurn[turn % InTurn.Length]];

    /// <summary>Every theme at every width, and German at each.</summary>
    public static IReadOnlyList<Look> Every { get; } =
    [
        .. Always, .. InTurn, new("light", 280), new("light", 640), new("dark", 280), new("dark", 320), new("rtl", 320), new("rtl", 640), new("light", 320, "de"), new("dark", 640, "de"),
    ];

    /// <summary>
    /// <c>look.as(theme, lang)</c> dresses the page, <c>look.faults()</c> says what does not fit, <c>look.violations()</c> what axe finds.
    /// Nothing is wider than the window, no box scrolls sideways, no words are cut without an ellipsis, no text runs over another.
    /// </summary>
    public const string Script =
        """
        window.look = {
          async as(theme, lang) {
            const customers = document.querySelector('crm-customers')
            document.documentElement.dir = theme === 'rtl' ? 'rtl' : 'ltr'
            document.documentElement.style.colorScheme = theme === 'dark' ? 'dark' : 'light'
            customers.setAttribute('theme', theme === 'dark' ? 'dark' : 'light')
            if (customers.getAttribute('lang') !== lang) {
              customers.setAttribute('lang', lang)
              await new Promise((done) => setTimeout(done, 60))
            }
            for (let at = 0; at < 3; at++) await new Promise((done) => requestAnimationFrame(done))
          },
          faults() {
            const faults = []
            const name = (e) => `${e.localName}.${e.className?.baseVal ?? e.className}[${e.dataset?.testid ?? ''}] “${(e.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`
            const visit = (root) => {
              for (const e of root.querySelectorAll('*')) {
                if (e.shadowRoot) visit(e.shadowRoot)
                // What an ellipsis stands for reaches as far as it likes.
                if (e.parentElement?.closest('.ellipsis-seen')) continue
                const box = e.getBoundingClientRect()
                if (!box.width || !box.height || e.closest('.unseen, svg') || e.checkVisibility?.({ contentVisibilityAuto: true, visibilityProperty: true }) === false) continue
                const style = getComputedStyle(e)
                const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll'
                if (box.left < -1 || box.right > innerWidth + 1) faults.push(name(e) + ' reaches out of the window')
                if (e.localName === 'select' || e.localName === 'input' || e.localName === 'textarea') continue
                if (scrolls && e.scrollWidth > e.clientWidth + 1) faults.push(name(e) + ' scrolls sideways')
                if (style.textOverflow === 'ellipsis') e.classList.add('ellipsis-seen')
                const cut = (style.overflowX === 'hidden' || style.overflowX === 'clip') && e.scrollWidth > e.clientWidth + 1 && style.textOverflow !== 'ellipsis'
                if (cut && e.clientWidth) faults.push(name(e) + ' is cut')
                if (e.localName === 'button' && (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2) && style.overflowX === 'visible' && e.clientWidth) faults.push(name(e) + ' is too small for its words')
              }
            }
            visit(document)
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('the page scrolls sideways')
            return faults
          },
          async violations() {
            const { violations } = await axe.run(document, {
              runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
              rules: { 'label-content-name-mismatch': { enabled: true }, 'page-has-heading-one': { enabled: false }, region: { enabled: false } },
              resultTypes: ['violations'], iframes: false, elementRef: true,
            })
            // What has been scrolled below a foot is measured against the foot.
            const isSeen = (e) => {
              const box = e.getBoundingClientRect()
              const at = [box.x + box.width / 2, box.y + box.height / 2]
              let [top, next] = [null, document.elementFromPoint(...at)]
              while (next && next !== top) [top, next] = [next, next.shadowRoot?.elementFromPoint(...at)]
              return !!top && (e.contains(top) || top.contains(e))
            }
            for (const v of violations) if (v.id === 'color-contrast') v.nodes = v.nodes.filter((n) => isSeen(n.element))
            return violations.filter((v) => v.nodes.length).map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 200) + n.any.filter((check) => check.data?.contrastRatio).map(({ data }) => ` ${data.fgColor} on ${data.bgColor}: ${data.contrastRatio}`)).slice(0, 3).join(', ')}`)
          },
        }
        """;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Theme}{(Lang == "en" ? "" : "-" + Lang)}{(Tall == Height ? "" : "-zoomed")}-{Width}");

    /// <summary>Dresses the page so, takes a picture, and gives what is wrong.</summary>
    public async Task<IEnumerable<string>> AtAsync(IPage page, string name)
    {
        await page.SetViewportSizeAsync(Width, Tall);
        await page.EvaluateAsync("([theme, lang]) => look.as(theme, lang)", new[] { Theme, Lang });
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts(Path.Combine("screenshots", "gallery")), $"{name}-{this}.png"), Animations = ScreenshotAnimations.Allow });
        var faults = await page.EvaluateAsync<string[]>("() => look.faults()");
        return (Axe ? faults.Concat(await page.EvaluateAsync<string[]>("() => look.violations()")) : faults).Select(fault => $"{this}: {fault}");
    }
}
