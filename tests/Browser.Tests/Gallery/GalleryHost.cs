using System.Globalization;
using System.Text;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Browser.Tests.Story;
using CrmContacts.Tests.Support.Processes;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>A host for all pictures, with what they need beyond the demo, and one page on it that holds nothing but the sidebar.</summary>
public sealed class GalleryHost : IAsyncLifetime
{
    /// <summary>Two contacts have this number.</summary>
    public const string Shared = "+1 212-555-0199";

    /// <summary>One contact has this number.</summary>
    public const string Known = "+1 212-555-0142";

    private readonly Chromium _chromium = new();
    private readonly List<string> _said = [];

    public HostProcess Host { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    /// <summary>A client of Alice's.</summary>
    public HttpClient Alice { get; private set; } = null!;

    /// <summary>A static list without anybody.</summary>
    public string EmptyList { get; private set; } = "";

    /// <summary>A static list of people whose names and values are as bad as they get.</summary>
    public string HostileList { get; private set; } = "";

    /// <summary>The worst of them.</summary>
    public string Hostile { get; private set; } = "";

    /// <summary>A static list of a dozen: where the rows are not what is looked at, few of them are soon looked over.</summary>
    public string ShortList { get; private set; } = "";

    /// <summary>Somebody with a history: activities, and a conversation.</summary>
    public string Talkative { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Host = await HostProcess.StartAsync();
        Alice = await Host.ClientOfAsync("alice");
        EmptyList = await ListAsync("Nobody yet");
        HostileList = await ListAsync("Weird & wonderful <names> from everywhere, and a name that goes on");
        Hostile = await ContactAsync(Long("Maximiliane-Wilhelmina ", 100), Long("Donaudampfschifffahrtsgesellschaftskapitän", 100), "0".PadRight(60, '1'), Long("Leiterin der Abteilung für Sonderaufgaben ", 120));
        string[] people =
        [
            Hostile, await ContactAsync("<b>Bobby</b>", "<img src=x onerror=alert(1)>", "+1 212 555 0177", "&amp; \"quotes\""),
            await ContactAsync("👩🏽‍🚀🏳️‍🌈", "Ünïcödé 🦄", "+49 30 901820", "🚀"), await ContactAsync("محمد عبد الرحمن", "الحسيني", "+971 4 123 4567", "مدير المبيعات"),
            await ContactAsync("דוד", "לוי", "call him maybe", "מנהל"), await ContactAsync("X", "Æ A-12", "", ""),
        ];
        await AddAsync(HostileList, people);
        ShortList = await ListAsync("Regulars");
        await AddAsync(ShortList, await Task.WhenAll(Enumerable.Range(1000, 12).Select(n => FindAsync("A-" + n.ToString(CultureInfo.InvariantCulture)))));
        await ContactAsync("Hannah", "Whitfield", Shared, "Owner");
        await ContactAsync("Samuel", "Whitfield", Shared, "Workshop");
        await ContactAsync("Rosa", "Delgado", Known, "Head of Purchasing");
        Talkative = await FindAsync("A-1001");
        await OpenPageAsync();
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        Alice.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>The id of somebody of the demo. Words that are typed and not saved stay with a contact, so a state that types has one of its own.</summary>
    public async Task<string> FindAsync(string externalId)
    {
        var found = await Alice.AskAsync("query($id: String!) { contacts(where: { externalCrmId: { eq: $id } }) { nodes { id } } }", new { id = externalId });
        return found.GetProperty("contacts").GetProperty("nodes")[0].GetProperty("id").GetString()!;
    }

    /// <summary>What the page has said on the console since this was last asked.</summary>
    public IReadOnlyList<string> TakeSaid()
    {
        lock (_said)
        {
            string[] said = [.. _said];
            _said.Clear();
            return said;
        }
    }

    /// <summary>A file for the upload's pictures: people, one of whom cannot go in, and columns that want a second look.</summary>
    public static byte[] People(int rows, string series)
    {
        var csv = new StringBuilder("First Name,Last Name,E-mail,Phone,Remarks,Zielgruppenkennzeichnungsmerkmal\n");
        for (var i = 0; i < rows; i++)
            csv.Append(CultureInfo.InvariantCulture, $"Ada{i},Lovelace-{i % 17},{(i == 3 ? "ada at example" : $"ada{i}@{series}.example")},+1 212 555 {i % 10000:D4},Met at the fair in the spring,{(i % 2 == 0 ? "retail" : "")}\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>Loads the page anew.</summary>
    public async Task LoadAsync()
    {
        await Page.GotoAsync("/gallery");
        await Page.WaitForFunctionAsync("() => window.gallery");
    }

    private static string Long(string text, int length) => string.Concat(Enumerable.Repeat(text, length)).AsSpan(0, length).Trim().ToString();

    private Task AddAsync(string list, string[] ids) =>
        Alice.AskAsync("mutation($list: UUID!, $ids: [UUID!]!) { addContactsToList(input: { listId: $list, selection: { ids: $ids } }) { affectedCount } }", new { list, ids });

    private async Task<string> ListAsync(string name)
    {
        var made = await Alice.AskAsync("mutation($name: String!) { createList(input: { name: $name }) { contactList { id } } }", new { name });
        return made.GetProperty("createList").GetProperty("contactList").GetProperty("id").GetString()!;
    }

    private async Task<string> ContactAsync(string firstName, string lastName, string phone, string title)
    {
        var made = await Alice.AskAsync(
            "mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id } errors { ... on Error { message } } } }", new { input = new { firstName, lastName, phone, title } });
        var contact = made.GetProperty("createContact");
        Assert.True(contact.GetProperty("contact").ValueKind != System.Text.Json.JsonValueKind.Null, contact.ToString());
        return contact.GetProperty("contact").GetProperty("id").GetString()!;
    }

    private async Task OpenPageAsync()
    {
        await _chromium.InitializeAsync();
        var context = await _chromium.Browser.NewContextAsync(new()
        {
            BaseURL = Host.Address.ToString(), Locale = "en-US", ViewportSize = new() { Width = 320, Height = Look.Height }, ReducedMotion = ReducedMotion.Reduce,
        });
        // Pages that come over no network are asked whether they may speak to this machine.
        await context.GrantPermissionsAsync(["local-network-access"], new() { Origin = Host.Address.GetLeftPart(UriPartial.Authority) });
        Page = await context.NewPageAsync();
        Page.Console += (_, message) => Note($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => Note("error: " + error);
        await Page.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());
        await Page.AddInitScriptAsync(Look.Script);
        await Page.RouteAsync("**/gallery*", route => route.FulfillAsync(GalleryPage.Find(new Uri(route.Request.Url).AbsolutePath)));
        await LoadAsync();
    }

    private void Note(string what)
    {
        lock (_said)
            _said.Add(what);
    }
}
