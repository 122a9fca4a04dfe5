using System.Text.Json;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Rest.Tests.Import;

public sealed class UndoTests
{
    private const string People = "First name,Last name,Email\nAda,Byron,ada@example.com\nBen,Person,ben@example.com\n";

    [Theory, EachEngine]
    public async Task A_run_is_taken_back_says_what_stayed_and_is_not_taken_back_twice(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        var run = await bob.ImportAsync(People);
        Assert.Equal(("done", "bob", "Bob"), (run.GetProperty("phase").GetString(), run.GetProperty("agent").GetProperty("id").GetString(), run.GetProperty("agent").GetProperty("name").GetString()));
        var options = run.GetProperty("options");
        Assert.Equal("update", options.GetProperty("on_duplicate").GetString());
        Assert.Equal(["First name:first_name", "Last name:last_name", "Email:email"], options.GetProperty("mapping").EnumerateArray().Select(m => $"{m.GetProperty("header")}:{m.GetProperty("target")}"));
        var id = run.GetProperty("id").GetString();
        var second = await bob.ImportAsync("First name,Last name,Email\nAda,King,ada@example.com\n");
        Assert.Equal([0, 1, 0, 0, 0], second.Ledger());

        var undone = await OfAsync(bob, id!, "undo", 200);
        Assert.Equal(("undone", "done", 1, 1, 2), (undone.GetProperty("status").GetString(), undone.GetProperty("phase").GetString(), undone.GetProperty("taken_back").GetInt32(), undone.GetProperty("kept").GetInt32(), undone.GetProperty("imported").GetInt32()));
        Assert.NotEqual(JsonValueKind.Null, undone.GetProperty("undone_at").ValueKind);
        using var page = await bob.GetAsync($"/api/crm-contacts/acme/imports/{id}/kept?limit=1");
        var kept = await page.JsonAsync();
        Assert.Equal((1, JsonValueKind.Null), (kept.GetProperty("total").GetInt32(), kept.GetProperty("next").ValueKind));
        Assert.Equal("edited", kept.GetProperty("kept").EnumerateArray().Single().GetProperty("reason").GetString());

        Assert.Equal("import_not_undoable", (await OfAsync(bob, id!, "undo", 409)).GetProperty("code").GetString());
        Assert.Equal("import_not_cancellable", (await OfAsync(bob, id!, "cancel", 409)).GetProperty("code").GetString());
    }

    private static async Task<JsonElement> OfAsync(HttpClient client, string id, string verb, int status)
    {
        using var answer = await client.PostAsync($"/api/crm-contacts/acme/imports/{id}/{verb}", null);
        Assert.Equal(status, (int)answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
