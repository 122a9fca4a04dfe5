using CrmContacts.Browser.Tests.Browsing;
using CrmContacts.Tests.Support.Csv;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Rounds;

namespace CrmContacts.Browser.Tests.Story;

/// <summary>The opening story: a real CSV goes in through the sidebar, and everyone sees it happen.</summary>
public sealed class OpeningStoryTests(Office office) : IClassFixture<Office>
{
    /// <summary>The usual file goes in in the stories of the upload and of the wizard, too.</summary>
    public static TheoryData<string> Files => TestRounds.Full ? ["UTF-8 with commas", "Windows-1252 with semicolons"] : ["Windows-1252 with semicolons"];

    [Theory, MemberData(nameof(Files))]
    public async Task Dropped_file_goes_in_live_and_a_second_window_sees_it(string form)
    {
        var story = form == "UTF-8 with commas" ? StoryFile.Utf8() : StoryFile.Windows1252();
        var (chromium, host) = (office.Chromium, office.Host);
        await using var first = await Window.OpenAsync(chromium, host, "bob", watched: true);
        await using var second = await Window.OpenAsync(chromium, host, "alice", watched: true);
        var (bob, alice) = (new Sidebar(first.Page), new Sidebar(second.Page));
        var (bobBefore, aliceBefore) = (await bob.CountAsync(), await alice.CountAsync());
        var reloads = 0;
        second.Page.FrameNavigated += (_, _) => reloads++;

        await bob.DropAsync(story.FileName, story.Bytes);
        await bob.StartImportAsync();
        var counts = await bob.ResultAsync("imported", "updated", "unchanged", "skipped", "errors");

        Assert.Equal([story.Imported, story.Updated, story.Unchanged, 0, story.Errors], counts);
        Assert.Equal(story.Rows, counts.Sum());
        await AssertProgressMovedAsync(first, story.Rows);
        await alice.CountIsAsync(aliceBefore + story.Imported);
        await bob.CountIsAsync(bobBefore + story.Imported);
        await AssertCountRoseAsync(second);
        Assert.Equal(0, reloads);
        AssertHoldsExactlyTheBadRows(story, await bob.ErrorFileAsync());
        await AssertGraphQLFindsTheRestAsync(host, story);

        await bob.CloseUploadAsync();
        await bob.Search.FillAsync("Müller");
        await Eventually.TrueAsync(async () => (await bob.Rows.AllTextContentsAsync()) is { Count: > 0 } rows && rows.All(r => r.Contains("Müller", StringComparison.Ordinal)));
        first.AssertQuiet();
        second.AssertQuiet();
    }

    private static async Task AssertProgressMovedAsync(Window window, int rows)
    {
        var seen = (await window.SeenAsync("progress-rows")).Select(Sidebar.Number).ToList();
        Assert.Contains(seen, n => n > 0 && n < rows);
        Assert.Equal(seen.Order(), seen);
    }

    private static async Task AssertCountRoseAsync(Window window)
    {
        var seen = (await window.SeenAsync("list-count")).Where(t => t.Length > 0).Select(Sidebar.Number).ToList();
        Assert.True(seen.Count > 1, "The count never moved.");
        Assert.Equal(seen.Order(), seen);
    }

    private static void AssertHoldsExactlyTheBadRows(StoryFile story, string csv)
    {
        var records = CsvText.Read(csv);
        Assert.Equal([.. StoryFile.Columns, "_row", "_code", "_message"], records[0]);
        Assert.Equal(story.BadRowsGivenBack, records.Skip(1).Select(r => (IReadOnlyList<string>)r[..StoryFile.Columns.Count]));
        Assert.All(records.Skip(1), r => Assert.All(r[StoryFile.Columns.Count..], cell => Assert.NotEmpty(cell)));
    }

    private static async Task AssertGraphQLFindsTheRestAsync(HostProcess host, StoryFile story)
    {
        using var bob = await host.ClientOfAsync("bob");
        Assert.Equal(story.Imported, await bob.CountAsync(story.Prefix + "-"));
        Assert.Equal(0, await bob.CountAsync(story.BadRows[0][8]));
        var data = await bob.AskAsync(
            """query($id: String!) { contacts(where: {externalCrmId: {eq: $id}}) { nodes { firstName lastName title notes email status tags } } }""",
            new { id = story.Prefix + "-000000" });
        var person = Assert.Single(data.GetProperty("contacts").GetProperty("nodes").EnumerateArray());
        Assert.Equal("Jörg", person.GetProperty("firstName").GetString());
        Assert.Equal("Müller", person.GetProperty("lastName").GetString());
        Assert.Equal("Head of \"Sales\"", person.GetProperty("title").GetString());
        Assert.Equal("Erste Zeile\nzweite Zeile, mit \"Zitat\"", person.GetProperty("notes").GetString());
        Assert.Equal(["newsletter", "vip"], person.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!).Order(StringComparer.Ordinal));

        using var gina = await host.ClientOfAsync("gina");
        Assert.Equal(0, await gina.CountAsync(story.Prefix + "-"));
    }
}
