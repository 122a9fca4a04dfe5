using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Browser.Tests.Story;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;
using Page = CrmContacts.Browser.Tests.Browsing.Manager;

namespace CrmContacts.Browser.Tests.Manager;

/// <summary>What a manager does with many contacts; the server is asked for what came of it.</summary>
[Collection(SharedOffice.Name)]
public sealed class ManagerStoryTests(Office office)
{
    private const int Crowd = 1_200;

    [Fact]
    public async Task Whoever_is_chosen_is_tagged_listed_assigned_blocked_merged_exported_and_deleted_and_each_step_is_taken_back()
    {
        var (name, list, tag) = (office.Name("Quorum"), office.Name("Fair "), office.Name("tag"));
        var ids = new List<string>();
        foreach (var first in new[] { "Ann", "Ben", "Cem", "Dot" })
            ids.Add(await office.HireAsync(new { firstName = first, lastName = name, phone = office.Number() }));
        var api = await office.ApiAsync("alice");
        await using var window = await Page.OpenAsync(office, "alice");
        var manager = new Page(window.Page);
        await manager.SearchAsync(name, 4);

        await manager.ChooseAsync(ids[0], ids[1]);
        await manager.ActAsync("add-tags");
        await manager.AnswerWithNewTagAsync(tag);
        await manager.ToldAsync("2 contacts tagged");
        Assert.Equal(2, await TaggedAsync(api, tag));
        await Assertions.Expect(manager.Cell(ids[0], "tags")).ToContainTextAsync(tag);
        await manager.TakeBackAsync();
        await manager.ToldAsync("Taken back for 2 contacts");
        Assert.Equal(0, await TaggedAsync(api, tag));

        await manager.MenuAsync(ids[1], "add-tags");
        await manager.AnswerWithNewTagAsync(tag);
        await manager.ToldAsync("2 contacts tagged");
        await manager.MenuAsync(ids[1], "remove-tags");
        await manager.AnswerAsync(tag);
        await manager.ToldAsync("taken off 2 contacts");
        Assert.Equal(0, await TaggedAsync(api, tag));

        await manager.ActAsync("add-list");
        await manager.AnswerAsync(list);
        await manager.ToldAsync($"2 contacts added to {list}");
        Assert.Equal(list, Assert.Single(Names(await ContactAsync(api, ids[0]))));
        Assert.Empty(Names(await ContactAsync(api, ids[2])));

        await manager.MenuAsync(ids[0], "queue");
        await manager.AnswerAsync("Support");
        await manager.ToldAsync("2 contacts assigned to the queue Support");
        Assert.Equal("QUEUE support", Fields(await ContactAsync(api, ids[1]), "visibility", "assignedQueueId"));
        Assert.Equal("ALL", (await ContactAsync(api, ids[2])).GetProperty("visibility").GetString());

        await manager.ActAsync("assign");
        await manager.AnswerAsync("Bob Brown");
        await manager.ToldAsync("2 contacts assigned to Bob Brown");
        Assert.Equal("bob", (await ContactAsync(api, ids[0])).GetProperty("assignedToId").GetString());

        await manager.ActAsync("status");
        await window.Page.GetByTestId("do-status:DO_NOT_CONTACT").ClickAsync();
        await manager.ToldAsync("2 contacts set to");
        Assert.Equal("DO_NOT_CONTACT", (await ContactAsync(api, ids[0])).GetProperty("status").GetString());

        var file = await window.Page.RunAndWaitForDownloadAsync(() => manager.ActAsync("export"));
        using (var text = new StreamReader(await file.CreateReadStreamAsync()))
        {
            var lines = (await text.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(3, lines.Length);
            Assert.Contains(ids[0], lines[1] + lines[2], StringComparison.Ordinal);
        }

        await manager.ChooseAsync(ids[3]);
        await window.Page.Keyboard.PressAsync("Delete");
        await manager.ToldAsync("1 contact deleted");
        Assert.Equal(JsonValueKind.Null, (await ContactAsync(api, ids[3])).ValueKind);
        await Assertions.Expect(manager.Row(ids[3])).ToHaveCountAsync(0);
        await manager.TakeBackAsync();
        await Assertions.Expect(manager.Row(ids[3])).ToHaveCountAsync(1);
        Assert.Equal("Dot", (await ContactAsync(api, ids[3])).GetProperty("firstName").GetString());

        await manager.ChooseAsync(ids[2], ids[3]);
        await manager.ActAsync("merge");
        await window.Page.GetByTestId("merge-target").First.WaitForAsync();
        await AssertAccessibleAsync(window.Page);
        await window.Page.GetByText("Cem", new() { Exact = true }).Last.ClickAsync();
        await window.Page.GetByTestId("merge-go").ClickAsync();
        await manager.ToldAsync("2 contacts are Cem");
        foreach (var id in ids[2..])
            Assert.Equal("Cem", Fields(await ContactAsync(api, id), "firstName"));
        window.AssertQuiet();
    }

    [Fact]
    public async Task All_who_match_are_tagged_as_one_while_another_manager_loses_neither_selection_nor_words()
    {
        var (name, tag) = (office.Name("Legion"), office.Name("many"));
        var api = await office.ApiAsync("alice");
        await ImportAsync(api, name);
        await using var window = await Page.OpenAsync(office, "alice");
        await using var other = await Page.OpenAsync(office, "alice");
        var (manager, witness) = (new Page(window.Page), new Page(other.Page));
        await manager.SearchAsync(name, Crowd);
        await witness.SearchAsync(name, Crowd);
        var ids = await other.Page.GetByTestId("row").EvaluateAllAsync<string[]>("rows => rows.slice(0, 2).map((row) => row.dataset.id)");
        await witness.ChooseAsync(ids);
        await other.Page.Keyboard.PressAsync("e");
        await other.Page.GetByTestId("f-title").FillAsync("Half a tit");

        await window.Page.GetByTestId("row").First.GetByTestId("select-row").ClickAsync();
        await window.Page.GetByTestId("select-matching").ClickAsync();
        await Assertions.Expect(manager.Selected).ToContainTextAsync("1,200");
        await manager.ActAsync("add-tags");
        await manager.AnswerWithNewTagAsync(tag);
        await manager.ToldAsync("1,200 contacts tagged");
        Assert.Equal(Crowd, await TaggedAsync(api, tag));
        await Assertions.Expect(manager.Cell(ids[0], "tags")).ToContainTextAsync(tag);

        // The other window shows it where its rows stand, or says that there is news; nothing of its own is touched.
        await Eventually.ValueAsync(
            async () => await witness.Cell(ids[0], "tags").TextContentAsync() + await other.Page.GetByTestId("stale").CountAsync(),
            seen => seen.Contains(tag, StringComparison.Ordinal) || seen.EndsWith('1'), TimeSpan.FromSeconds(10));
        await Assertions.Expect(other.Page.GetByTestId("f-title")).ToHaveValueAsync("Half a tit");
        await Assertions.Expect(other.Page.Locator("[data-testid=row][aria-selected=true]")).ToHaveCountAsync(2);

        // An edit in between stays when everything is taken back.
        await api.AskAsync("mutation($id: UUID!) { updateContact(input: {id: $id, title: \"Kept\"}) { errors { __typename } } }", new { id = ids[1] });
        await manager.TakeBackAsync();
        await manager.ToldAsync("Taken back for 1,199 contacts · 1 edited since");
        Assert.Equal(1, await TaggedAsync(api, tag));
        window.AssertQuiet();
        other.AssertQuiet();
    }

    [Fact]
    public async Task Two_managers_at_work_see_each_others_edits_actions_and_deletions_and_lose_nothing_of_their_own()
    {
        var (name, tag) = (office.Name("Tandem"), office.Name("both"));
        var ids = new List<string>();
        foreach (var first in new[] { "Ann", "Ben", "Cem" })
            ids.Add(await office.HireAsync(new { firstName = first, lastName = name, title = "Clerk" }));
        var api = await office.ApiAsync("alice");
        await using var window = await Page.OpenAsync(office, "alice");
        await using var other = await Page.OpenAsync(office, "bob");
        var (manager, colleague) = (new Page(window.Page), new Page(other.Page));
        await manager.SearchAsync(name, 3);
        await colleague.SearchAsync(name, 3);

        // A half-written filter: an edit by form and a new contact come while it stands there, and the caret stays in it.
        await other.Page.GetByTestId("build").ClickAsync();
        await other.Page.GetByTestId("condition-field").SelectOptionAsync("title");
        await other.Page.GetByTestId("condition-value").FocusAsync();
        await manager.Row(ids[0]).GetByTestId("open").ClickAsync();
        await window.Page.GetByTestId("f-phone").FillAsync(office.Number());
        await window.Page.GetByTestId("form-save").ClickAsync();
        await manager.ToldAsync($"Ann {name} saved");
        await Assertions.Expect(colleague.Cell(ids[0], "phone")).ToContainTextAsync("202");
        ids.Add(await office.HireAsync(new { firstName = "Dot", lastName = name, title = "Chief" }));
        await other.Page.GetByTestId("stale").WaitForAsync();
        await Assertions.Expect(colleague.Rows).ToHaveCountAsync(3);
        await other.Page.Keyboard.TypeAsync("Cler");
        await Assertions.Expect(other.Page.GetByTestId("stale")).ToHaveCountAsync(0);
        await Assertions.Expect(colleague.Rows).ToHaveCountAsync(3);
        await Assertions.Expect(other.Page.GetByTestId("condition-value")).ToHaveValueAsync("Cler");
        await other.Page.GetByTestId("clear-filters").ClickAsync();
        await Assertions.Expect(colleague.Rows).ToHaveCountAsync(4);

        // A selection and a half-typed form: an action on many, a deletion and an edit of that very contact.
        await colleague.ChooseAsync(ids[0], ids[1]);
        await colleague.Row(ids[0]).GetByTestId("open").ClickAsync();
        await other.Page.GetByTestId("f-title").FillAsync("Half a tit");
        await window.Page.GetByTestId("stale").ClickAsync();
        await Assertions.Expect(manager.Rows).ToHaveCountAsync(4);
        await manager.ChooseAsync(ids[0], ids[3]);
        await manager.ActAsync("add-tags");
        await manager.AnswerWithNewTagAsync(tag);
        await manager.ToldAsync("2 contacts tagged");
        await Assertions.Expect(colleague.Cell(ids[0], "tags")).ToContainTextAsync(tag);
        await manager.ChooseAsync(ids[2]);
        await window.Page.Keyboard.PressAsync("Delete");
        await manager.ToldAsync("1 contact deleted");
        await other.Page.Locator($"[data-testid=row].gone[data-id='{ids[2]}']").WaitForAsync();
        await api.AskAsync("mutation($id: UUID!) { updateContact(input: {id: $id, department: \"Post\"}) { errors { __typename } } }", new { id = ids[0] });
        await Assertions.Expect(other.Page.GetByTestId("f-department")).ToHaveValueAsync("Post");
        await Assertions.Expect(colleague.Rows).ToHaveCountAsync(4);

        await other.Page.GetByTestId("stale").ClickAsync();
        await Assertions.Expect(colleague.Row(ids[2])).ToHaveCountAsync(0);
        await Assertions.Expect(colleague.Selected).ToContainTextAsync("2 selected");
        await Assertions.Expect(other.Page.Locator("[data-testid=row][aria-selected=true]")).ToHaveCountAsync(2);
        await Assertions.Expect(other.Page.GetByTestId("f-title")).ToHaveValueAsync("Half a tit");
        await other.Page.GetByTestId("f-title").FillAsync("Whole title");
        await other.Page.GetByTestId("form-save").ClickAsync();
        await colleague.ToldAsync($"Ann {name} saved");
        Assert.Equal("Whole title Post", Fields(await ContactAsync(api, ids[0]), "title", "department"));
        Assert.Equal(2, await TaggedAsync(api, tag));
        window.AssertQuiet();
        other.AssertQuiet();
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_become_a_list_and_columns_are_remembered_by_keyboard_alone()
    {
        var (name, list, tag) = (office.Name("Filtered"), office.Name("Built "), office.Name("spot"));
        var id = await office.HireAsync(new { firstName = "Fay", lastName = name, status = "INACTIVE", tags = new[] { tag } });
        await office.HireAsync(new { firstName = "Gus", lastName = name, tags = new[] { tag } });
        var api = await office.ApiAsync("alice");
        await using var window = await Page.OpenAsync(office, "alice");
        var (page, manager) = (window.Page, new Page(window.Page));

        await page.GetByTestId("filter-tag").FillAsync(tag[..^1]);
        await page.GetByTestId("filter-status").ClickAsync();
        await page.GetByTestId("do-INACTIVE").ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(manager.Row(id)).ToHaveCountAsync(1);
        // The address comes to the test a moment after it stands in the browser.
        await page.WaitForURLAsync(url => url.Contains("status=INACTIVE", StringComparison.Ordinal) && url.Contains("tag=", StringComparison.Ordinal));

        await page.GetByTestId("build").ClickAsync();
        await page.GetByTestId("condition-field").SelectOptionAsync("lastName");
        await page.GetByTestId("condition-value").FillAsync(name);
        await Assertions.Expect(page.GetByTestId("match-count")).ToContainTextAsync("2 contacts match");
        await page.ReloadAsync();
        await Assertions.Expect(manager.Grid).ToHaveAttributeAsync("aria-rowcount", "2");
        await page.GetByTestId("save-as-list").ClickAsync();
        await page.GetByTestId("list-name").FillAsync(list);
        await page.GetByTestId("list-save").ClickAsync();
        await manager.ToldAsync($"List {list} saved");
        var lists = (await api.AskAsync("{ lists { name kind where contactCount } }")).GetProperty("lists").EnumerateArray().Single(l => l.GetProperty("name").GetString() == list);
        Assert.Equal("DYNAMIC 1", Fields(lists, "kind", "contactCount"));
        await manager.TakeBackAsync(); // shows the list
        await Assertions.Expect(page.GetByTestId("list-count")).ToHaveTextAsync("1");

        // From the grid itself: the header sorts, moves and widens a column; rows are walked, chosen and opened.
        await page.GotoAsync("/manager?agent=alice");
        await manager.Rows.First.WaitForAsync();
        await manager.Grid.FocusAsync();
        foreach (var key in new[] { "ArrowUp", "ArrowRight", "Enter" })
            await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.GetByTestId("head-email")).ToHaveAttributeAsync("aria-sort", "ascending");
        foreach (var key in new[] { "Shift+ArrowRight", "Control+ArrowRight" })
            await page.Keyboard.PressAsync(key);
        await page.ReloadAsync();
        await manager.Rows.First.WaitForAsync();
        Assert.StartsWith("name phone email ", await page.Locator("[data-head]").EvaluateAllAsync<string>("all => all.map((one) => one.dataset.head).join(' ')"), StringComparison.Ordinal);
        Assert.Equal(206, await page.GetByTestId("head-email").EvaluateAsync<int>("e => Math.round(e.getBoundingClientRect().width)"));
        await manager.Grid.FocusAsync();
        foreach (var key in new[] { "Control+End", "Home", "Space", "Shift+ArrowUp", "Shift+ArrowUp" })
            await page.Keyboard.PressAsync(key);
        await Assertions.Expect(manager.Selected).ToContainTextAsync("3 selected");
        await page.Keyboard.PressAsync("t");
        await page.GetByTestId("timeline-drawer").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(manager.Grid).ToBeFocusedAsync();
        window.AssertQuiet();
    }

    [Fact]
    public async Task A_contact_is_made_and_changed_in_the_form_which_hints_at_twins_and_shows_conflicts_field_by_field()
    {
        var name = office.Name("Formed");
        var address = name.ToUpperInvariant() + "@example.com";
        var twin = await office.HireAsync(new { firstName = "Tia", lastName = name, email = address, title = "Clerk", department = "Post" });
        var api = await office.ApiAsync("alice");
        await using var window = await Page.OpenAsync(office, "alice");
        var (page, manager) = (window.Page, new Page(window.Page));
        ILocator Field(string key) => page.GetByTestId("f-" + key);

        await page.GetByTestId("create").ClickAsync();
        await Field("firstName").FillAsync("Ugo");
        await Field("lastName").FillAsync(name);
        await Field("email").FillAsync(address);
        await Assertions.Expect(page.GetByTestId("alike")).ToContainTextAsync("Tia");
        await Field("email").FillAsync("nobody");
        await Assertions.Expect(Field("assignedQueueId")).ToHaveCountAsync(0);
        await Field("visibility").SelectOptionAsync("QUEUE");
        await page.GetByTestId("form-save").ClickAsync();
        await Assertions.Expect(page.Locator("[aria-invalid=true]")).ToHaveCountAsync(2);
        await Field("email").FillAsync("ugo@example.com");
        await Field("assignedQueueId").FillAsync("Sales");
        await page.GetByTestId("choice").First.ClickAsync();
        await page.GetByTestId("form-save").ClickAsync();
        await manager.ToldAsync($"Ugo {name} created");
        var made = (await api.AskAsync("query($name: String!) { contacts(where: {lastName: {eq: $name}, firstName: {eq: \"Ugo\"}}) { nodes { email source visibility assignedQueueId } } }", new { name })).GetProperty("contacts").GetProperty("nodes")[0];
        Assert.Equal("ugo@example.com MANUAL QUEUE sales", Fields(made, "email", "source", "visibility", "assignedQueueId"));

        await manager.SearchAsync(name, 2);
        await manager.Row(twin).GetByTestId("open").ClickAsync();
        await Field("title").FillAsync("Mine");
        await Field("notes").FillAsync("Seen.");
        await api.AskAsync("mutation($id: UUID!) { updateContact(input: {id: $id, title: \"Theirs\", department: \"Sales\"}) { errors { __typename } } }", new { id = twin });
        await Assertions.Expect(page.GetByTestId("conflict")).ToContainTextAsync("Theirs");
        await Assertions.Expect(Field("department")).ToHaveValueAsync("Sales");
        await AssertAccessibleAsync(page);
        await page.GetByTestId("form-save").ClickAsync();
        Assert.Equal("Theirs", (await ContactAsync(api, twin)).GetProperty("title").GetString());
        await page.GetByTestId("keep-mine").ClickAsync();
        await page.GetByTestId("form-save").ClickAsync();
        await manager.ToldAsync($"Tia {name} saved");
        Assert.Equal("Mine Seen. Sales", Fields(await ContactAsync(api, twin), "title", "notes", "department"));
        await manager.TakeBackAsync();
        await Eventually.ValueAsync(async () => (await ContactAsync(api, twin)).GetProperty("title").GetString(), title => title == "Theirs", TimeSpan.FromSeconds(10));
        window.AssertQuiet();
    }

    [Fact]
    public async Task Grid_fits_and_axe_is_content_in_light_and_dark_in_German_right_to_left_and_on_a_narrow_screen()
    {
        var name = office.Name("Seen");
        foreach (var first in new[] { "Ida", "Jon" })
            await office.HireAsync(new { firstName = first, lastName = name, email = "seen@example.com", status = "DO_NOT_CONTACT", tags = new[] { "vip" } });
        foreach (var (look, scheme, width, query) in new[] { ("light", ColorScheme.Light, 1440, ""), ("dark", ColorScheme.Dark, 340, "&lang=de&dir=rtl") })
        {
            await using var window = await Page.OpenAsync(office, "alice" + query, width, new() { ColorScheme = scheme });
            var (page, manager) = (window.Page, new Page(window.Page));
            await window.ShootAsync("manager-" + look);
            await manager.SearchAsync(name, 2);
            await manager.Rows.First.GetByTestId("select-row").ClickAsync();
            await page.GetByTestId("toolbar").WaitForAsync();
            await AssertAccessibleAsync(page);
            await page.Keyboard.PressAsync("t");
            await page.GetByTestId("timeline-drawer").WaitForAsync();
            await AssertAccessibleAsync(page);
            await window.ShootAsync("manager-timeline-" + look);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), look + " scrolls sideways.");
            window.AssertQuiet();
        }
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        // A row that has just changed shines for a moment: its colours are looked at when they have come to rest.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await Axe.AssertContentAsync(page);
    }

    private static async Task ImportAsync(HttpClient api, string name)
    {
        var csv = new StringBuilder("first_name,last_name\n");
        for (var i = 0; i < Crowd; i++)
            csv.Append(CultureInfo.InvariantCulture, $"P{i},{name}\n");
        using var content = new StringContent(csv.ToString(), new UTF8Encoding(false), new MediaTypeHeaderValue("text/csv"));
        using var answer = await api.PostAsync("api/crm-contacts/acme/import", content);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<int> TaggedAsync(HttpClient api, string tag) =>
        (await api.AskAsync("query($tag: String!) { contacts(first: 0, where: {tags: {some: {eq: $tag}}}) { totalCount } }", new { tag })).GetProperty("contacts").GetProperty("totalCount").GetInt32();

    private static async Task<JsonElement> ContactAsync(HttpClient api, string id) =>
        (await api.AskAsync("query($id: UUID!) { contactById(id: $id) { firstName title department notes status visibility assignedQueueId assignedToId lists { name } } }", new { id })).GetProperty("contactById");

    private static IEnumerable<string?> Names(JsonElement contact) => contact.GetProperty("lists").EnumerateArray().Select(l => l.GetProperty("name").GetString());

    private static string Fields(JsonElement of, params string[] names) => string.Join(' ', names.Select(name => of.GetProperty(name).ToString()));
}
