namespace CrmContacts.Tests.Support.Pages;

/// <summary>A page that holds nothing but the sidebar, to be laid over a host's origin, and what it can be put through in there, without a mouse's own time.</summary>
public static class SidebarPage
{
    /// <summary>Below this path the files of <see cref="Find"/> are laid.</summary>
    public const string Path = "/paces";

    private const string Page =
        """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <title>Paces</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="/paces.css" />
            <script type="module" src="/widget/v1/crm-customers.js"></script>
            <script type="module" src="/paces.js"></script>
          </head>
          <body></body>
        </html>
        """;

    // Whatever it does, it says when the browser had painted it.
    private const string Script =
        """
        const customers = document.createElement('crm-customers')
        customers.tokenSource = async () => ({ token: window.token })
        document.body.append(customers)
        const list = () => customers.shadowRoot.querySelector('.pane crm-contact-list')
        const frame = () => new Promise((done) => requestAnimationFrame(done))
        const until = async (holds) => {
          const limit = performance.now() + 20_000
          while (!holds()) {
            if (performance.now() > limit) throw new Error('Not within 20 s: ' + holds)
            await frame()
          }
        }
        /** Milliseconds until other rows stand there than before; there are some. */
        const newRows = async (act) => {
          const before = list()?.rows
          const began = performance.now()
          await act()
          await until(() => list()?.rows && list().rows !== before && !list().busy)
          await list().updateComplete
          return performance.now() - began
        }
        const escape = () => customers.shadowRoot.querySelector('.shell, .split').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
        window.paces = {
          first: until(() => list()?.rows.length && list().shadowRoot.querySelector('.open')),
          /** The later part is there, and quiet. */
          async whole() {
            await customers.logCall({ callId: 'none' })
            await until(() => customers.connection === 'live')
          },
          search: (text) => newRows(() => {
            const field = customers.shadowRoot.querySelector('#search')
            field.value = text
            field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
          }),
          page: () => newRows(() => list().dispatchEvent(new CustomEvent('more'))),
          setList: (id) => newRows(() => customers.setList(id)),
          /** Opens the grid of letters, and presses one of those that somebody stands under: milliseconds for each. */
          async letter(at) {
            const began = performance.now()
            const buttons = () => [...customers.shadowRoot.querySelectorAll('[data-testid=letter]:not(:disabled)')]
            customers.shadowRoot.querySelector('[data-testid=letters]').click()
            await until(() => buttons().length)
            const opened = performance.now() - began
            const took = await newRows(() => buttons()[at % buttons().length].click())
            await until(() => !buttons().length)
            return [opened, took]
          },
          /** Milliseconds until the whole card stands there; null when the number is of several. */
          async pop(number) {
            const began = performance.now()
            const { outcome } = await customers.screenPop(number)
            if (outcome === 'card') await until(() => customers.shadowRoot.querySelector('crm-contact-card')?.shadowRoot.querySelector('[role=tab]'))
            const took = performance.now() - began
            escape()
            await until(() => !customers.shadowRoot.querySelector('.body > :not(.pane)'))
            return outcome === 'card' ? took : null
          },
          /** A list, a page of it, a card and back: as often as it is said. */
          async round(times, lists, numbers) {
            for (let at = 0; at < times; at++) {
              await this.setList(lists[at % lists.length])
              if (list().hasMore) await this.page()
              await this.pop(numbers[at % numbers.length])
            }
          },
        }
        """;

    /// <summary>The text, type and policy of a file; any other path is the page.</summary>
    public static (string Body, string Type) Find(string path) => path switch
    {
        "/paces.js" => (Script, "text/javascript"),
        "/paces.css" => ("html, body { block-size: 100%; margin: 0 } crm-customers { block-size: 100%; inline-size: 400px }", "text/css"),
        _ => (Page, "text/html; charset=utf-8"),
    };
}
