using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Rest.Tests.Import;

public sealed class ImportFormsTests
{
    private const string People = "First Name,Last Name,Email\r\nJürgen,Groß,j.gross@example.com\r\nZoë,\"O'Brien, Jr.\",zoe@example.com\r\nNo,Body,nobody at nowhere\r\n";

    [Theory, EachEngine]
    public async Task All_three_forms_bring_the_same_people(Engine engine)
    {
        await using var host = await PluginHost.StartAsync(engine);
        using var alice = host.Client("alice");

        var first = await alice.ImportAsync(People);
        Assert.Equal("completed", first.GetProperty("status").GetString());
        Assert.Equal([2, 0, 0, 0, 1], first.Ledger());
        Assert.Equal(3, first.GetProperty("total_rows").GetInt64());
        Assert.Equal(0, first.GetProperty("started_at").GetString()!.IndexOf("20", StringComparison.Ordinal));

        using var form = new MultipartFormDataContent
        {
            { new StringContent("update"), "on_duplicate" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(People)), "file", "../../kunden ä.csv" },
            { new StringContent("email"), "match_keys" },
        };
        using var second = await alice.PostAsync(Answers.Import, form);
        var run = await second.JsonAsync();
        Assert.Equal([0, 0, 2, 0, 1], run.Ledger());
        Assert.Equal("kunden ä.csv", run.GetProperty("file_name").GetString());

        var third = await alice.PostJsonAsync(Answers.Import, new { match_keys = new[] { "email" }, csv = People, dry_run = true, mapping_json = new[] { "first_name", "last_name", "email" } });
        Assert.Equal([0, 0, 2, 0, 1], third.Ledger());
        Assert.True(third.GetProperty("dry_run").GetBoolean());
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task A_dry_run_writes_nobody()
    {
        await using var host = await PluginHost.StartAsync();
        using var alice = host.Client("alice");
        var dry = await alice.ImportAsync(People, "?dry_run=true");
        Assert.Equal([2, 0, 0, 0, 1], dry.Ledger());
        var wet = await alice.ImportAsync(People);
        Assert.Equal([2, 0, 0, 0, 1], wet.Ledger());
    }

    [Fact]
    public async Task A_preview_is_taken_up_once_and_only_by_its_agent()
    {
        await using var host = await PluginHost.StartAsync();
        using var alice = host.Client("alice");
        using var bob = host.Client("bob");
        using var answer = await alice.PostAsync(Answers.Preview, Answers.Csv(People));
        var preview = await answer.JsonAsync();
        Assert.Equal(",", preview.GetProperty("delimiter").GetString());
        Assert.Equal("utf-8", preview.GetProperty("encoding").GetString());
        Assert.Equal(["first_name", "last_name", "email"], preview.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("target").GetString()));
        Assert.Equal("O'Brien, Jr.", preview.GetProperty("rows")[1][1].GetString());
        Assert.Equal(3, preview.GetProperty("total_rows").GetInt64());
        var staged = preview.GetProperty("staged").GetGuid();

        using var stolen = await bob.PostAsync($"{Answers.Import}?staged={staged}", null);
        await stolen.ProblemAsync(404, "staged_unknown");
        using var again = await alice.PostAsync($"{Answers.Preview}?staged={staged}&delimiter=semicolon", null);
        Assert.Single((await again.JsonAsync()).GetProperty("columns").EnumerateArray());
        using var taken = await alice.PostAsync($"{Answers.Import}?staged={staged}", null);
        var run = await taken.JsonAsync();
        Assert.Equal([2, 0, 0, 0, 1], run.Ledger());
        using var twice = await alice.PostAsync($"{Answers.Import}?staged={staged}", null);
        await twice.ProblemAsync(404, "staged_unknown");
    }

    [Fact]
    public async Task Respond_async_answers_at_once_and_says_where_the_run_is()
    {
        await using var host = await PluginHost.StartAsync(prefix: "/crm");
        using var alice = host.Client("alice");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/crm" + Answers.Import) { Content = Answers.Csv(People) };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await alice.SendAsync(request);
        var run = await answer.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("respond-async", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
        Assert.Equal($"/crm/api/crm-contacts/acme/imports/{run.GetProperty("id").GetString()}", answer.Headers.Location!.ToString());

        var over = await CrmContacts.Tests.Support.Processes.Eventually.ValueAsync(
            async () => await (await alice.GetAsync(answer.Headers.Location)).JsonAsync(), one => one.GetProperty("status").GetString() == "completed");
        Assert.Equal([2, 0, 0, 0, 1], over.Ledger());
        Assert.StartsWith("/crm/api/crm-contacts/acme/import-errors?token=", over.GetProperty("errors_url").GetString(), StringComparison.Ordinal);

        using var list = await alice.GetAsync("/crm/api/crm-contacts/acme/imports");
        Assert.Equal(run.GetProperty("id").GetString(), (await list.JsonAsync()).GetProperty("imports")[0].GetProperty("id").GetString());
        using var late = await alice.PostAsync($"{answer.Headers.Location}/cancel", null);
        await late.ProblemAsync(409, "import_not_cancellable");
    }

    [Fact]
    public async Task The_same_key_is_the_same_run_and_another_file_with_it_is_refused()
    {
        await using var host = await PluginHost.StartAsync();
        using var alice = host.Client("alice");
        alice.DefaultRequestHeaders.Add("Idempotency-Key", "import-of-monday");
        var first = await alice.ImportAsync(People);
        var second = await alice.ImportAsync(People);
        Assert.Equal(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        using var other = await alice.PostAsync(Answers.Import, Answers.Csv(People + "Some,One,one@example.com\r\n"));
        await other.ProblemAsync(422, "idempotency_mismatch");
        using var options = await alice.PostAsync(Answers.Import + "?dry_run=true", Answers.Csv(People));
        await options.ProblemAsync(422, "idempotency_mismatch");
    }

    [Fact]
    public async Task The_failing_rows_come_back_as_an_attachment_for_the_importer_and_managers_alone()
    {
        await using var host = await PluginHost.StartAsync();
        using var bob = host.Client("bob");
        var run = await bob.ImportAsync(People);
        var address = run.GetProperty("errors_url").GetString()!;
        Assert.Contains(run.GetProperty("error_token").GetString()!, address, StringComparison.Ordinal);

        foreach (var agent in new[] { "bob", "alice" })
        {
            using var reader = host.Client(agent);
            using var answer = await reader.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            var rows = CrmContacts.Tests.Support.Csv.CsvText.Read(await answer.Content.ReadAsStringAsync());
            Assert.Equal(["First Name", "Last Name", "Email", "_row", "_code", "_message"], rows[0]);
            Assert.Equal(["No", "Body", "nobody at nowhere"], Assert.Single(rows.Skip(1))[..3]);
        }

        using var erin = host.Client("erin");
        using var refused = await erin.GetAsync(address);
        await refused.ProblemAsync(404, "not_found");
        using var gina = host.Client("gina");
        using var foreign = await gina.GetAsync(address);
        await foreign.ProblemAsync(404, "not_found");
        using var unsure = await bob.GetAsync("/api/crm-contacts/acme/import-errors?token=0123456789abcdef");
        await unsure.ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task Windows_1252_with_semicolons_is_recognised()
    {
        await using var host = await PluginHost.StartAsync();
        using var alice = host.Client("alice");
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Vorname;Nachname;E-Mail\r\nJörg;Weiß – Söhne;joerg@example.com\r\n");
        using var body = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var answer = await alice.PostAsync(Answers.Preview, body);
        var preview = await answer.JsonAsync();
        Assert.Equal("windows-1252", preview.GetProperty("encoding").GetString());
        Assert.Equal(";", preview.GetProperty("delimiter").GetString());
        Assert.Equal("Weiß – Söhne", preview.GetProperty("rows")[0][1].GetString());
    }
}
