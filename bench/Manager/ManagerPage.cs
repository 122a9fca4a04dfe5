using CrmContacts.Bench.Browsing;

namespace CrmContacts.Bench.Manager;

/// <summary>A page that holds nothing but the manager, and what it can be put through in there, without a mouse's own time.</summary>
internal static class ManagerPage
{
    public static PacesPage Paces { get; } = new("/desk-paces", Find, 1440, 860);

    private const string Page =
        """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <title>Paces</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="/desk-paces.css" />
            <script type="module" src="/widget/v1/crm-contacts-manager.js"></script>
            <script type="module" src="/desk-paces.js"></script>
          </head>
          <body></body>
        </html>
        """;

    // Whatever it does, it says when the browser had painted it.
    private const string Script =
        """
        const frame = () => new Promise((done) => requestAnimationFrame(done))
        const until = async (holds, seconds = 30) => {
          const limit = performance.now() + seconds * 1000
          while (!holds()) {
            if (performance.now() > limit) throw new Error(`Not within ${seconds} s: ${holds}`)
            await frame()
          }
        }
        const manager = document.createElement('crm-contacts-manager')
        manager.tokenSource = async () => ({ token: window.token })
        const began = performance.now()
        document.body.append(manager)

        const page = () => manager.shadowRoot?.querySelector('crm-page-contacts')?.shadowRoot
        const grid = () => page()?.querySelector('crm-grid')
        const scroller = () => grid()?.shadowRoot?.querySelector('.scroller')
        const bar = () => page().querySelector('crm-filter-bar').shadowRoot
        const toast = () => manager.shadowRoot.querySelector('crm-toast')?.shadowRoot?.querySelector('[data-testid=toast]')
        const named = (root, name) => root?.querySelector(`[data-testid="${name}"]`)
        /** Rows that stand in the window just now: those with somebody in them, and those that wait. */
        const inView = () => {
          const all = { full: 0, empty: 0 }
          const box = scroller()
          if (!box) return all
          const [from, to] = [box.querySelector('.head').getBoundingClientRect().bottom, box.getBoundingClientRect().bottom]
          for (const row of box.querySelectorAll('.space > .row')) {
            const { top, bottom } = row.getBoundingClientRect()
            if (bottom > from + 1 && top < to - 1) all[row.classList.contains('empty') ? 'empty' : 'full']++
          }
          return all
        }
        const someRow = () => inView().full > 0
        const type = (field, text) => {
          field.value = text
          field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
        }
        /** Milliseconds until other rows stand there. */
        const newRows = async (act) => {
          const before = grid().row(0)
          const began = performance.now()
          act()
          await until(() => grid() && grid().row(0) && grid().row(0) !== before && !grid().classList.contains('dim') && someRow())
          return performance.now() - began
        }
        /** Turns one of a facet's values on, or off again. */
        const facet = async (name, value) => {
          named(bar(), 'filter-' + name).click()
          const menu = () => bar().querySelector('crm-menu')
          const item = () => named(menu()?.shadowRoot ?? menu(), 'do-' + value)
          await until(() => item())
          const took = await newRows(() => item().click())
          menu()?.dispatchEvent(new CustomEvent('close'))
          await until(() => !menu())
          return took
        }
        const filters = {
          status: (value) => facet('status', value),
          source: (value) => facet('source', value),
          tag: (text) => newRows(() => type(named(bar(), 'filter-tag'), text)),
          search: (text) => newRows(() => type(named(page(), 'search'), text)),
        }

        let gaps = null
        const watch = () => {
          let since = null
          const note = () => {
            if (!gaps) return
            const now = performance.now()
            if (someRow()) {
              if (since !== null) gaps.push(now - since)
              since = null
            } else since ??= now
          }
          // Before the grid hears of it: what the browser shows at this moment.
          grid().shadowRoot.addEventListener('scroll', note, true)
          const look = () => (note(), requestAnimationFrame(look))
          look()
        }
        /** What a long action shows while it goes on; resolves to [milliseconds, different values seen, last words]. */
        const working = async (act, over) => {
          const seen = new Set()
          const began = performance.now()
          act()
          await until(() => {
            const text = named(page(), 'bulk-progress')?.querySelector('.of')?.textContent
            if (text) seen.add(text)
            return over(toast()?.textContent ?? '')
          }, 1800)
          return { took: performance.now() - began, shown: seen.size, said: toast().textContent.trim() }
        }

        window.paces = {
          first: until(someRow).then(() => performance.now() - began),
          filter: (name, value) => filters[name](value),
          /** The grid is told of every moment without a row, from now on. */
          begin() {
            if (!gaps) watch()
            gaps = []
          },
          /** Milliseconds of each moment without a row since then. */
          async end() {
            await until(someRow)
            await frame()
            return gaps.splice(0)
          },
          /** The first row that is seen. */
          place: () => grid().window[0],
          /** The bar is put to a share of the whole: milliseconds until a row is drawn, and until all are. */
          async jump(share) {
            const box = scroller()
            const began = performance.now()
            box.scrollTop = share * (box.scrollHeight - box.clientHeight)
            await frame()
            await until(someRow)
            const some = performance.now() - began
            await until(() => !inView().empty)
            return [some, performance.now() - began]
          },
          /** The bar is dragged from one share to another in so many frames, and let go: milliseconds from then until a row is drawn. */
          async drag(from, to, frames) {
            const box = scroller()
            for (let at = 0; at <= frames; at++) {
              box.scrollTop = (from + ((to - from) * at) / frames) * (box.scrollHeight - box.clientHeight)
              await frame()
            }
            const began = performance.now()
            await until(someRow)
            return performance.now() - began
          },
          /** Shows those that match, chooses all of them, and gives them a tag. */
          async tagAll(where, count, tag) {
            await manager.go('/contacts?where=' + encodeURIComponent(JSON.stringify(where)))
            await until(() => grid()?.count === count && someRow(), 60)
            named(grid().shadowRoot, 'select-all').click()
            await until(() => named(page(), 'act-add-tags'))
            named(page(), 'act-add-tags').click()
            const dialog = () => page().querySelector('crm-bulk-dialog')?.shadowRoot
            await until(() => named(dialog(), 'bulk-value'))
            type(named(dialog(), 'bulk-value'), tag)
            return working(() => named(dialog(), 'bulk-go').click(), (said) => said.includes('tagged'))
          },
          undo: () => working(() => toast().querySelector('button').click(), (said) => said.startsWith('Taken back') || said.trim().startsWith('Taken back')),
        }
        """;

    private static (string Body, string Type) Find(string path) => path switch
    {
        "/desk-paces.js" => (Script, "text/javascript"),
        "/desk-paces.css" => ("html, body { block-size: 100%; margin: 0 } crm-contacts-manager { display: block; block-size: 100% }", "text/css"),
        _ => (Page, "text/html; charset=utf-8"),
    };
}
