using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Tests.Import;

/// <summary>Saved mappings: made, found again, taken, and whose they are.</summary>
public sealed class MapsTests
{
    private const string Maps = "/api/crm-import-maps/acme";
    private const string People = "Wer,Wo,Was\nAda Byron,ada@example.com,Boss\n";

    [Theory, EachEngine]
    public async Task A_map_is_made_read_renamed_and_deleted(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        var made = await MakeAsync(bob, new { name = "Chamber of commerce", columns = Columns, options = new { on_duplicate = "skip", match_keys = new[] { "email", "phone" }, default_country = "de", values = new { status = new { kunde = "ACTIVE", weg = (string?)null } } } });
        var path = $"{Maps}/{made.GetProperty("id").GetString()}";
        Assert.Equal(
            """{"delimiter":null,"encoding":null,"has_header":null,"match_keys":["email","phone"],"on_duplicate":"skip","default_country":"DE","blank_cells":null,"values":{"status":{"kunde":"ACTIVE","weg":""}}}""",
            (await GetAsync(bob, path)).GetProperty("options").GetRawText());
        Assert.Equal("""[{"header":"Wer","target":"_full_name"},{"header":"Wo","target":"email"},{"header":"Was","target":null}]""", made.GetProperty("columns").GetRawText());
        Assert.Equal("bob", made.GetProperty("agent").GetString());

        using (var renamed = await bob.PutAsJsonAsync(path, new { name = " Renamed " }))
            Assert.Equal(("Renamed", 3), ((await renamed.JsonAsync()).GetProperty("name").GetString(), made.GetProperty("columns").GetArrayLength()));
        var other = await MakeAsync(bob, new { name = "Object", columns = new Dictionary<string, string?> { ["Wer"] = "last_name", ["Egal"] = null } });
        using (var taken = await bob.PutAsJsonAsync(path, new { name = "OBJECT" }))
            Assert.Equal("name", (await taken.ProblemAsync(409, "name_taken")).GetProperty("where").GetString());
        using (var again = await bob.PostAsJsonAsync(Maps, new { name = "renamed", columns = Columns }))
            await again.ProblemAsync(409, "name_taken");
        Assert.Equal(["Object", "Renamed"], (await GetAsync(bob, Maps)).GetProperty("import_maps").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        using (var gone = await bob.DeleteAsync(path))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using (var missing = await bob.GetAsync(path))
            await missing.ProblemAsync(404, "not_found");
        Assert.Equal(other.GetProperty("id").GetString(), (await GetAsync(bob, Maps)).GetProperty("import_maps")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Maps_are_the_importers_their_makers_and_managers_change_them()
    {
        await using var host = await PluginHost.StartAsync();
        using var bob = host.Client("bob");
        var path = $"{Maps}/{(await MakeAsync(bob, new { name = "Bobs", columns = Columns })).GetProperty("id").GetString()}";
        foreach (var (agent, tenantPath, status, code) in new[]
        {
            ("erin", path, 403, "not_authorized"), ("carol", path, 403, "not_authorized"), ("dave", path, 403, "not_authorized"),
            ("gina", path, 404, "not_found"), ("gina", path.Replace("acme", "globex", StringComparison.Ordinal), 404, "not_found"),
        })
        {
            using var client = host.Client(agent);
            using var put = await client.PutAsJsonAsync(tenantPath, new { name = "Mine" });
            await put.ProblemAsync(status, code);
            using var delete = await client.DeleteAsync(tenantPath);
            await delete.ProblemAsync(status, code);
            if (agent is "erin")
                continue;
            using var get = await client.GetAsync(tenantPath);
            await get.ProblemAsync(status, code);
            if (tenantPath == path)
            {
                using var list = await client.GetAsync(Maps);
                await list.ProblemAsync(status, code);
                using var post = await client.PostAsJsonAsync(Maps, new { name = "Mine", columns = Columns });
                await post.ProblemAsync(status, code);
            }
        }

        using var nobody = host.Client();
        using var unknown = await nobody.GetAsync(Maps);
        await unknown.ProblemAsync(401, "not_authenticated");
        using var erin = host.Client("erin");
        Assert.Equal("Bobs", (await GetAsync(erin, path)).GetProperty("name").GetString());
        using var alice = host.Client("alice");
        using var renamed = await alice.PutAsJsonAsync(path, new { name = "The team's" });
        Assert.Equal(("The team's", "bob"), ((await renamed.JsonAsync()).GetProperty("name").GetString(), (await GetAsync(bob, path)).GetProperty("agent").GetString()));
    }

    [Theory]
    [InlineData("""{"name":"","columns":{"A":"email"}}""", "option_invalid", "name", "1 to 100")]
    [InlineData("""{"name":"M"}""", "mapping_invalid", "columns", "columns")]
    [InlineData("""{"name":"M","columns":{"Shoes":"custom:size","Name":"last_name"}}""", "mapping_invalid", "columns", "column \"Shoes\" is mapped to \"custom:size\"")]
    [InlineData("""{"name":"M","columns":{"A":"email","B":"email","C":"last_name"}}""", "mapping_invalid", "columns", "column \"B\" is mapped to \"email\", and so is the column \"A\"")]
    [InlineData("""{"name":"M","columns":{"A":"email"}}""", "mapping_invalid", "columns", "imported as a name")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"default_country":"Germany"}}""", "option_invalid", "options.default_country", "ISO 3166")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"encoding":"klingon"}}""", "option_invalid", "options.encoding", "klingon")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"match_keys":["shoe"]}}""", "option_invalid", "options.match_keys", "shoe")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"values":{"status":{"Kunde":"LOST"}}}}""", "option_invalid", "options.values", "which status does not have")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"values":{"email":{"a":"b"}}}}""", "option_invalid", "options.values", "no fixed values")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"values":["a"]}}""", "request_invalid", "options.values", "an object from target")]
    [InlineData("""{"name":"M","columns":{"A":"last_name"},"options":{"on_duplicate":"explode"}}""", "request_invalid", "options.on_duplicate", "update or skip")]
    [InlineData("""{"name":"M","columns":[{"header":"A","goes":"last_name"}]}""", "request_invalid", "columns", "goes")]
    [InlineData("""{"name":"\ud800","columns":{"A":"last_name"}}""", "request_invalid", null, "half of a character")]
    [InlineData("""{"name":7}""", "request_invalid", "name", "no text")]
    [InlineData("""{"nam":"M"}""", "request_invalid", "nam", "nam")]
    [InlineData("""[]""", "request_invalid", null, "object")]
    [InlineData("""{"name":""", "request_invalid", null, "JSON")]
    public async Task What_no_map_can_be_is_refused_and_named(string body, string code, string? where, string said)
    {
        await using var host = await PluginHost.StartAsync();
        using var bob = host.Client("bob");
        using var answer = await bob.PostAsync(Maps, Answers.Csv(body, "application/json"));
        var problem = await answer.ProblemAsync(400, code);
        Assert.Equal(where, problem.TryGetProperty("where", out var about) ? about.GetString() : null);
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await GetAsync(bob, Maps)).GetProperty("import_maps").GetArrayLength());
        Assert.Empty(host.Log.Errors);
    }

    [Theory, EachEngine]
    public async Task A_run_saves_its_mapping_and_the_next_file_of_that_make_finds_it(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        const string mapping = "?mapping_json=[\"_full_name\",\"email\",\"title\"]";
        await bob.ImportAsync(People, mapping + "&save_map_as=Dry&dry_run=true");
        Assert.Equal(0, (await GetAsync(bob, Maps)).GetProperty("import_maps").GetArrayLength());
        await bob.ImportAsync(People, mapping + "&save_map_as=Saxony&on_duplicate=skip");
        var map = (await GetAsync(bob, Maps)).GetProperty("import_maps")[0];
        Assert.Equal("skip", map.GetProperty("options").GetProperty("on_duplicate").GetString());

        using var erin = host.Client("erin");
        using var found = await erin.PostAsync(Answers.Preview, Answers.Csv(People.Replace("Wer", " wér ", StringComparison.Ordinal)));
        var preview = await found.JsonAsync();
        Assert.Equal(map.GetProperty("id").GetString(), preview.GetProperty("import_map").GetString());
        Assert.Equal(["_full_name", "email", "title"], preview.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("target").GetString()));
        Assert.All(preview.GetProperty("columns").EnumerateArray(), c => Assert.Equal("import_map", c.GetProperty("reason").GetString()));
        using var other = await erin.PostAsync(Answers.Preview, Answers.Csv("Wer,Wo\nAda Byron,ada@example.com\n"));
        Assert.Equal(JsonValueKind.Null, (await other.JsonAsync()).GetProperty("import_map").ValueKind);

        // Its options hold, unless the request says otherwise; so does its mapping.
        var changed = People.Replace("Boss", "Chief", StringComparison.Ordinal);
        Assert.Equal("0 0 0 1 0", string.Join(' ', (await erin.ImportAsync(changed, $"?import_map={map.GetProperty("id").GetString()}")).Ledger()));
        Assert.Equal("0 1 0 0 0", string.Join(' ', (await erin.ImportAsync(changed, "?import_map=SAXONY&on_duplicate=update")).Ledger()));
        Assert.Equal("0 0 1 0 0", string.Join(' ', (await erin.ImportAsync(changed)).Ledger()));
    }

    [Theory, EachEngine]
    public async Task What_cells_mean_is_kept_with_the_mapping_and_holds_for_the_next_file(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        const string file = "Wer,Stand\nAda Byron,Kunde\nBea Cole,weg\n";
        await bob.ImportAsync(file, "?mapping_json=[\"_full_name\",\"status\"]&values_json={\"status\":{\"Kunde\":\"INACTIVE\",\"weg\":null},\"source\":{\"x\":\"API\"}}&save_map_as=Words");
        var map = (await GetAsync(bob, Maps)).GetProperty("import_maps")[0];
        Assert.Equal("""{"status":{"Kunde":"INACTIVE","weg":""}}""", map.GetProperty("options").GetProperty("values").GetRawText());

        // It comes with the mapping, by name or by header; a mapping of the caller's own comes without.
        const string next = "Wer,Stand\nCid Dunn,KUNDE\nDot Eads,weg\n";
        Assert.Equal("2 0 0 0 0", string.Join(' ', (await bob.ImportAsync(next, "?import_map=Words")).Ledger()));
        Assert.Equal("2 0 0 0 0", string.Join(' ', (await bob.ImportAsync(next.Replace("Dunn", "Dyer", StringComparison.Ordinal))).Ledger()));
        Assert.Equal("0 0 0 0 2", string.Join(' ', (await bob.ImportAsync(next, "?mapping_json=[\"_full_name\",\"status\"]")).Ledger()));
        Assert.Equal("1 0 0 0 1", string.Join(' ', (await bob.ImportAsync(next, "?import_map=Words&values_json={\"status\":{\"weg\":\"ACTIVE\"}}")).Ledger()));
    }

    [Theory, EachEngine]
    public async Task A_name_of_anothers_map_is_refused_before_anything_starts_and_the_own_is_replaced(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var bob = host.Client("bob");
        using var erin = host.Client("erin");
        const string mapping = "?mapping_json=[\"_full_name\",\"email\",null]&save_map_as=";
        await bob.ImportAsync(People, mapping + "Bobs");
        using (var refused = await erin.PostAsync(Answers.Import + mapping + "bobs", Answers.Csv(People.Replace("ada@", "eve@", StringComparison.Ordinal))))
            Assert.Equal("save_map_as", (await refused.ProblemAsync(409, "name_taken")).GetProperty("where").GetString());
        Assert.Equal(0, (await GetAsync(erin, "/api/crm-contacts/acme/imports")).GetProperty("imports").GetArrayLength());

        await bob.ImportAsync(People, "?mapping_json=[\"_full_name\",\"email\",\"title\"]&save_map_as=BOBS");
        using var alice = host.Client("alice");
        await alice.ImportAsync(People, "?mapping_json=[\"_full_name\",null,\"title\"]&save_map_as=bobs");
        var map = Assert.Single((await GetAsync(bob, Maps)).GetProperty("import_maps").EnumerateArray());
        Assert.Equal(("bobs", "bob"), (map.GetProperty("name").GetString(), map.GetProperty("agent").GetString()));
        Assert.Equal("""[{"header":"Wer","target":"_full_name"},{"header":"Wo","target":null},{"header":"Was","target":"title"}]""", map.GetProperty("columns").GetRawText());
    }

    [Fact]
    public async Task A_map_that_does_not_fit_the_file_is_refused_by_name_and_shown_as_far_as_it_fits()
    {
        await using var host = await PluginHost.StartAsync();
        using var bob = host.Client("bob");
        await MakeAsync(bob, new { name = "Fit", columns = Columns });
        const string file = "Wo,Anderes,Wer\nada@example.com,x,Ada Byron\n";
        Assert.Equal("1 0 0 0 0", string.Join(' ', (await bob.ImportAsync(file, "?import_map=Fit")).Ledger()));
        const string lacking = "Wer,Anderes\nAda Byron,x\n";
        using (var refused = await bob.PostAsync(Answers.Import + "?import_map=Fit", Answers.Csv(lacking)))
            Assert.Contains("email from the column \"Wo\"", (await refused.ProblemAsync(400, "mapping_invalid")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var preview = await bob.PostAsync(Answers.Preview + "?import_map=Fit", Answers.Csv(lacking));
        Assert.Equal(new List<string?> { "_full_name", null }, (await preview.JsonAsync()).GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("target").GetString()));
        using (var unknown = await bob.PostAsync(Answers.Preview + "?import_map=Nobody", Answers.Csv(lacking)))
            await unknown.ProblemAsync(400, "import_map_unknown");
        using var gina = host.Client("gina");
        using var foreign = await gina.PostAsync("/api/crm-contacts/globex/import?import_map=Fit", Answers.Csv(file));
        await foreign.ProblemAsync(400, "import_map_unknown");
    }

    [Fact]
    public async Task A_map_whose_custom_field_is_gone_leaves_that_column_out_and_says_so()
    {
        await using var host = await PluginHost.StartAsync();
        var tenant = (await host.Services.GetRequiredService<ITenantDirectory>().FindAsync("acme"))!;
        var manager = new Viewer(tenant, "alice", "Alice", [], Permission.Manage);
        var fields = host.Services.GetRequiredService<CustomFieldWriter>();
        var size = (await fields.CreateAsync(manager, new CustomFieldPatch { Name = "Size", Kind = CustomFieldKind.Number })).Field!;
        using var bob = host.Client("bob");
        const string file = "Wer,Schuh\nAda Byron,41\n";
        await bob.ImportAsync(file, "?mapping_json=[\"_full_name\",\"custom:size\"]&save_map_as=Shoes&dry_run=false");
        await fields.DeleteAsync(manager, size.Id);
        using var answer = await bob.PostAsync(Answers.Preview, Answers.Csv(file));
        var columns = (await answer.JsonAsync()).GetProperty("columns");
        Assert.Equal((JsonValueKind.Null, "custom_field_gone"), (columns[1].GetProperty("target").ValueKind, columns[1].GetProperty("reason").GetString()));
        Assert.Equal("1 0 0 0 0", string.Join(' ', (await bob.ImportAsync("Wer,Schuh\nBea Cole,large\n", "?import_map=Shoes")).Ledger()));
    }

    private static object[] Columns => [new { header = "Wer", target = "_full_name" }, new { header = "Wo", target = "email" }, new { header = "Was", target = (string?)null }];

    private static async Task<JsonElement> MakeAsync(HttpClient client, object map)
    {
        using var answer = await client.PostAsJsonAsync(Maps, map);
        var made = await answer.JsonAsync(HttpStatusCode.Created);
        Assert.Equal($"{Maps}/{made.GetProperty("id").GetString()}", answer.Headers.Location!.OriginalString);
        return made;
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await answer.JsonAsync();
    }
}
