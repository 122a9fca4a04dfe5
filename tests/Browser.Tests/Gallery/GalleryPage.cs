using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>The page of the pictures: its files are laid over the host's origin, under the policy of the host's own pages.</summary>
internal static class GalleryPage
{
    private const string Page =
        """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Gallery</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="/gallery.css" />
            <script type="module" src="/widget/v1/crm-customers.js"></script>
            <script type="module" src="/gallery.js"></script>
          </head>
          <body><main></main></body>
        </html>
        """;

    private const string Style = "html, body, main { block-size: 100%; margin: 0 } crm-customers { block-size: 100% }";

    // One page for all: a state begins with a new element, not with a new page.
    private const string Script =
        """
        const token = async (agent) => {
          if (agent === 'nobody') return { token: 'no token' }
          const answer = await fetch('/demo/token', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ agent }) })
          return { token: (await answer.json()).access_token }
        }
        window.gallery = {
          open(agent, attributes) {
            const customers = document.createElement('crm-customers')
            customers.setAttribute('theme', 'light')
            for (const [name, value] of Object.entries(attributes)) customers.setAttribute(name, value)
            customers.tokenSource = () => token(gallery.agent ?? agent)
            gallery.agent = null
            for (const name of ['crm-call', 'crm-email', 'crm-message']) customers.addEventListener(name, (event) => event.preventDefault())
            document.querySelector('main').replaceChildren(customers)
          },
        }
        """;

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    public static RouteFulfillOptions Find(string path) => path switch
    {
        "/gallery.js" => new() { Body = Script, ContentType = "text/javascript" },
        "/gallery.css" => new() { Body = Style, ContentType = "text/css" },
        _ => new() { Body = Page, ContentType = "text/html; charset=utf-8", Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Security-Policy"] = Policy } },
    };
}
