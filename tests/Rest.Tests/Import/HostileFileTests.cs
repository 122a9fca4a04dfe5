using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmContacts.Core;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Tests.Import;

/// <summary>Files and options that mean harm: each has its answer, leaves nothing behind, and the host goes on.</summary>
public sealed class HostileFileTests : IAsyncLifetime
{
    private const string Header = "first_name,last_name,email\n";
    private const int MiB = 1 << 20;

    private PluginHost _host = null!;
    private HttpClient _alice = null!;

    public async Task InitializeAsync()
    {
        _host = await PluginHost.StartAsync();
        _alice = _host.Client("alice");
    }

    public async Task DisposeAsync()
    {
        var run = await _alice.ImportAsync(Header + "Last,One,last@example.com\n");
        Assert.Equal([1, 0, 0, 0, 0], run.Ledger());
        Assert.Empty(_host.Log.Errors);
        _alice.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1:A9)")]
    public async Task A_formula_is_kept_as_it_is_and_no_spreadsheet_runs_what_we_write(string formula)
    {
        var run = await _alice.ImportAsync($"{Header}Ada,\"{formula}\",ada@example.com\nBad,\"{formula}\",no address\n");
        Assert.Equal([1, 0, 0, 0, 1], run.Ledger());
        Assert.Equal([formula], (await ContactsAsync()).Select(c => c.LastName));
        foreach (var path in new[] { run.GetProperty("errors_url").GetString()!, "/api/crm-contacts/acme/export" })
        {
            var csv = await _alice.GetStringAsync(path);
            Assert.Contains(",'" + formula[..1], csv.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("," + formula[..1], csv.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_nul_byte_fails_its_row_and_no_other()
    {
        var run = await _alice.ImportAsync($"{Header}Ada,By\0ron,ada@example.com\nGrace,Hopper,grace@example.com\n");
        Assert.Equal([1, 0, 0, 0, 1], run.Ledger());
        Assert.Contains("nul_in_text", await _alice.GetStringAsync(run.GetProperty("errors_url").GetString()), StringComparison.Ordinal);
        Assert.Equal(["Hopper"], (await ContactsAsync()).Select(c => c.LastName));
    }

    [Fact]
    public async Task Columns_that_are_named_as_parts_of_a_language_are_columns()
    {
        const string csv = "__proto__,constructor,toString,hasOwnProperty\nAda,Byron,ada@example.com,x\n";
        using (var preview = await _alice.PostAsync(Answers.Preview, Answers.Csv(csv)))
            Assert.Equal(["__proto__", "constructor", "toString", "hasOwnProperty"], (await preview.JsonAsync()).GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("header").GetString()));
        var mapping = Uri.EscapeDataString("""{"__proto__":"first_name","constructor":"last_name","toString":"email"}""");
        Assert.Equal("1 0 0 0 0", string.Join(' ', (await _alice.ImportAsync(csv, "?mapping_json=" + mapping)).Ledger()));
        Assert.Equal(("Ada", "Byron"), (await ContactsAsync()).Select(c => (c.FirstName, c.LastName)).Single());
        using var refused = await _alice.PostAsync(Answers.Import + "?mapping_json=" + Uri.EscapeDataString("""["__proto__"]"""), Answers.Csv(csv));
        await refused.ProblemAsync(400, "mapping_invalid");
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\x\\evil.csv", "evil.csv")]
    [InlineData("..", "..")]
    [InlineData("/dev/null", "null")]
    [InlineData("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv")]
    public async Task A_path_for_a_name_is_a_name_that_opens_nothing(string name, string shown)
    {
        using var file = new StringContent(Header + "Ada,Byron,ada@example.com\n");
        file.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
        using var form = new MultipartFormDataContent { file };
        using var answer = await _alice.PostAsync(Answers.Import, form);
        Assert.Equal(shown, (await answer.JsonAsync()).GetProperty("file_name").GetString());
        // Under names of our own: an id each.
        Assert.All(Staged(), path => Assert.True(Guid.TryParse(Path.GetFileNameWithoutExtension(path), out _), path));
    }

    [Fact]
    public async Task A_million_empty_lines_are_nothing()
    {
        var empty = string.Concat(Enumerable.Repeat("\n", 1_000_000));
        var run = await _alice.ImportAsync($"{Header}Ada,Byron,ada@example.com\n{empty}Grace,Hopper,grace@example.com\n{empty}");
        Assert.Equal([2, 0, 0, 0, 0], run.Ledger());
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv(empty));
        await RefusedAsync(answer, 400, "file_empty");
    }

    [Fact]
    public async Task A_field_of_a_mebibyte_is_read_and_one_byte_more_fails_its_row()
    {
        var run = await _alice.ImportAsync($"first_name,last_name,ignored\nAda,Byron,{new string('x', MiB)}\nGrace,Hopper,{new string('x', MiB + 1)}\nAlan,Turing,y\n");
        Assert.Equal([2, 0, 0, 0, 1], run.Ledger());
        Assert.Contains("field_too_large", await _alice.GetStringAsync(run.GetProperty("errors_url").GetString()), StringComparison.Ordinal);
        run = await _alice.ImportAsync($"first_name,last_name,notes\nGrace,Hopper,{new string('x', MiB)}\n");
        Assert.Equal([0, 0, 0, 0, 1], run.Ledger());
        Assert.Equal(["Byron", "Turing"], (await ContactsAsync()).Select(c => c.LastName).Order());
    }

    [Fact]
    public async Task A_thousand_columns_are_taken_and_one_more_is_refused()
    {
        static string File(int columns) => "last_name" + string.Concat(Enumerable.Range(2, columns - 1).Select(i => ",c" + i)) + "\nByron" + new string(',', columns - 1) + "\n";
        Assert.Equal("1 0 0 0 0", string.Join(' ', (await _alice.ImportAsync(File(1_000))).Ledger()));
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv(File(1_001)));
        var problem = await RefusedAsync(answer, 400, "file_refused", kept: 1);
        Assert.Equal(("too_many_columns", 1), (problem.GetProperty("reason").GetString(), problem.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_header_cell_past_the_limit_is_refused_with_its_line()
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv($"last_name,{new string('h', MiB + 1)}\nByron,x\n"));
        var problem = await RefusedAsync(answer, 400, "file_refused");
        Assert.Equal(("field_too_large", 1), (problem.GetProperty("reason").GetString(), problem.GetProperty("line").GetInt32()));
        var run = await _alice.ImportAsync($"last_name,{new string('h', MiB)}\nByron,x\n");
        Assert.Equal([1, 0, 0, 0, 0], run.Ledger());
    }

    [Fact]
    public async Task Compressed_bodies_are_not_inflated_at_all()
    {
        var bomb = Bomb();
        Assert.True(bomb.Length < MiB);
        foreach (var encoding in new[] { "gzip", "deflate", "br", "identity, gzip" })
        {
            using var body = Bytes(bomb);
            body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            using var answer = await _alice.PostAsync(Answers.Import, body);
            await RefusedAsync(answer, 415, "media_type_unsupported");
        }

        using var plain = await _alice.PostAsync(Answers.Import, Bytes(bomb));
        await RefusedAsync(plain, 400, "file_not_csv");
    }

    [Theory]
    [InlineData("UEsDBBQABgAIAAAAIQBbQ29udGVudF9UeXBlc10ueG1sIHhsL3dvcmtib29rLnhtbA==")]
    [InlineData("UEsDBAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAFAAAAYS5jc3ZoZWxsbw==")]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQ=")]
    [InlineData("PCFET0NUWVBFIGh0bWw+PGh0bWw+PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0PjwvaHRtbD4=")]
    public async Task What_only_claims_to_be_csv_is_refused(string base64)
    {
        foreach (var path in new[] { Answers.Import, Answers.Preview })
        {
            using var answer = await _alice.PostAsync(path, Bytes(Convert.FromBase64String(base64)));
            await RefusedAsync(answer, 400, "file_not_csv");
            using var form = new MultipartFormDataContent { { Bytes(Convert.FromBase64String(base64)), "file", "contacts.csv" } };
            using var sent = await _alice.PostAsync(path, form);
            await RefusedAsync(sent, 400, "file_not_csv");
        }
    }

    [Fact]
    public async Task Json_of_any_depth_is_refused_in_every_place()
    {
        const string csv = "\"csv\":\"last_name\\nByron\\n\"";
        foreach (var open in new[] { "[", "{\"a\":" })
        {
            var deep = string.Concat(Enumerable.Repeat(open, 100_000));
            foreach (var body in new[] { deep, $"{{{csv},\"mapping_json\":{deep}", $"{{\"mapping_json\":{deep},{csv}}}", $"{{{csv},\"match_keys\":{deep}" })
            {
                using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv(body, "application/json"));
                await RefusedAsync(answer, 400, "request_invalid");
            }

            using var form = new MultipartFormDataContent { { new StringContent(Header + "Ada,Byron,a@example.com\n"), "file", "a.csv" }, { new StringContent(deep), "mapping_json" } };
            using var sent = await _alice.PostAsync(Answers.Import, form);
            await RefusedAsync(sent, 400, "mapping_invalid");
        }
    }

    [Fact]
    public async Task A_mapping_of_ten_thousand_entries_or_of_half_characters_is_refused()
    {
        var entries = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"c{i}\":null"));
        var many = string.Join(',', Enumerable.Repeat("null", 10_000));
        foreach (var mapping in new[] { $"[{many}]", $"{{{entries}}}", """{"\ud800":"email"}""", """["last_name","\udc00"]""" })
        {
            using var form = new MultipartFormDataContent { { new StringContent(mapping), "mapping_json" }, { new StringContent(Header + "Ada,Byron,a@example.com\n"), "file", "a.csv" } };
            using var answer = await _alice.PostAsync(Answers.Import, form);
            await RefusedAsync(answer, 400, "mapping_invalid");
        }
    }

    [Fact]
    public async Task An_option_that_comes_after_the_file_and_is_not_valid_leaves_no_file_behind()
    {
        foreach (var (name, value) in new[] { ("dry_run", "maybe"), ("no_such", "1"), ("file_name", "x") })
        {
            using var form = new MultipartFormDataContent { { new StringContent(Header + "Ada,Byron,a@example.com\n"), "file", "a.csv" }, { new StringContent(value), name } };
            using var answer = await _alice.PostAsync(Answers.Import, form);
            await RefusedAsync(answer, 400, "option_invalid");
        }

        using var repeated = new MultipartFormDataContent { { new StringContent(Header + "Ada,Byron,a@example.com\n"), "file", "a.csv" }, { new StringContent("true"), "dry_run" }, { new StringContent("false"), "dry_run" } };
        using var twice = await _alice.PostAsync(Answers.Import, repeated);
        await RefusedAsync(twice, 400, "option_invalid");
    }

    [Fact]
    public async Task A_request_that_is_sent_again_keeps_its_file_once()
    {
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Answers.Import) { Content = Answers.Csv(Header + "Ada,Byron,a@example.com\n") };
            request.Headers.Add("Idempotency-Key", "one");
            using var answer = await _alice.SendAsync(request);
            await answer.JsonAsync();
        }

        Assert.Single(Staged());
    }

    /// <summary>Refused, nobody came in, and nothing is staged but the files of runs that were.</summary>
    private async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, int status, string code, int kept = 0)
    {
        var problem = await answer.ProblemAsync(status, code);
        var consumed = await _alice.GetFromJsonAsync("/api/crm-contacts/acme/imports");
        Assert.Equal(consumed, Staged().Length);
        Assert.True(kept == 0 || consumed == kept);
        return problem;
    }

    private string[] Staged()
    {
        var folder = Path.Combine(_host.Services.GetRequiredService<CrmCoreOptions>().DataDirectory, "staged");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private async Task<IReadOnlyList<Contact>> ContactsAsync()
    {
        var tenant = (await _host.Services.GetRequiredService<ITenantDirectory>().FindAsync("acme"))!;
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ContactReader>().PageAsync(new Viewer(tenant, "alice", "Alice", [], Permission.Manage), new ContactQuery { First = 200 })).Contacts;
    }

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header));
            for (var i = 0; i < 100; i++)
                gzip.Write(new byte[MiB]);
        }

        return bytes.ToArray();
    }

    private static ByteArrayContent Bytes(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
}

file static class Runs
{
    /// <summary>How many runs there are.</summary>
    public static async Task<int> GetFromJsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return (await answer.JsonAsync()).GetProperty("imports").GetArrayLength();
    }
}
