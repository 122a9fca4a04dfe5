using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CrmContacts.Tests.Support.Hosts;

namespace CrmContacts.Rest.Tests.Import;

/// <summary>Bad input: a clear answer in the form that the contract names, nothing written, the host alive.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string Good = "first_name,last_name,email\nAda,Byron,ada@example.com\n";

    private PluginHost _host = null!;
    private HttpClient _alice = null!;

    public async Task InitializeAsync()
    {
        _host = await PluginHost.StartAsync(configure: options => options.MaxFileBytes = 64 * 1024);
        _alice = _host.Client("alice");
    }

    public async Task DisposeAsync()
    {
        // Whatever the test sent: nobody came in by it, and the host still takes a good file.
        var run = await _alice.ImportAsync(Good);
        Assert.Equal([1, 0, 0, 0, 0], run.Ledger());
        Assert.Empty(_host.Log.Errors);
        _alice.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("", "file_empty")]
    [InlineData("first_name,last_name,email\n", "file_header_only")]
    [InlineData("email,phone\nada2@example.com,+1 212 555 0100\n", "mapping_required_missing")]
    public async Task A_file_without_people_is_refused(string csv, string code)
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv(csv));
        await answer.ProblemAsync(400, code);
    }

    [Fact]
    public async Task What_is_no_csv_is_refused()
    {
        var junk = new byte[4096];
        new Random(7).NextBytes(junk);
        "PK\u0003\u0004"u8.CopyTo(junk);
        using var body = new ByteArrayContent(junk) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var answer = await _alice.PostAsync(Answers.Import, body);
        await answer.ProblemAsync(400, "file_not_csv");
    }

    [Fact]
    public async Task A_broken_quote_is_an_error_with_its_line_and_the_rest_goes_in()
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv("first_name,last_name,email\nGrace,Hopper,grace@example.com\nBad,\"Quo\"te,quote@example.com\nAlan,Turing,alan@example.com\n"));
        var run = await answer.JsonAsync();
        Answers.LedgerAddsUp(run);
        Assert.Equal([2, 0, 0, 0, 1], run.Ledger());
    }

    [Fact]
    public async Task A_file_that_ends_inside_a_quote_loses_only_what_was_cut_off()
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv("first_name,last_name,email\nGrace,Hopper,grace@example.com\nAlan,\"Turi"));
        var run = await answer.JsonAsync();
        Answers.LedgerAddsUp(run);
        Assert.Equal([1, 0, 0, 0, 1], run.Ledger());
    }

    [Fact]
    public async Task A_body_that_breaks_off_imports_nothing()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(_host.Address.Host, _host.Address.Port);
            var head = $"POST {Answers.Import} HTTP/1.1\r\nHost: {_host.Address.Authority}\r\nAuthorization: Bearer {Tokens.Of("alice")}\r\nContent-Type: text/csv\r\nContent-Length: 5000\r\n\r\n{Good}";
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head));
        }

        using var answer = await _alice.GetAsync("/api/crm-contacts/acme/imports");
        Assert.Empty((await answer.JsonAsync()).GetProperty("imports").EnumerateArray());
    }

    [Fact]
    public async Task A_multipart_body_that_was_cut_off_is_refused()
    {
        using var body = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + Good);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var answer = await _alice.PostAsync(Answers.Import, body);
        await answer.ProblemAsync(400, "request_invalid");
    }

    [Fact]
    public async Task A_file_past_the_limit_is_refused_in_every_form()
    {
        var large = Good + new string('x', 70_000);
        using var plain = await _alice.PostAsync(Answers.Import, Answers.Csv(large));
        await plain.ProblemAsync(413, "file_too_large");
        using var form = new MultipartFormDataContent { { new StringContent(large), "file", "a.csv" } };
        using var multipart = await _alice.PostAsync(Answers.Import, form);
        await multipart.ProblemAsync(413, "file_too_large");
        using var json = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(_alice, Answers.Import, new { csv = large });
        await json.ProblemAsync(413, "file_too_large");
    }

    [Theory]
    [InlineData("nonsense=1", "nonsense")]
    [InlineData("dry_run=maybe", "dry_run")]
    [InlineData("dry_run=true&dry_run=false", "dry_run")]
    [InlineData("match_keys=email,shoe_size", "match_keys")]
    [InlineData("on_duplicate=explode", "on_duplicate")]
    [InlineData("delimiter=ab", "delimiter")]
    [InlineData("encoding=klingon", "encoding")]
    [InlineData("list_mode=some", "list_mode")]
    [InlineData("default_country=Germany", "default_country")]
    [InlineData("blank_cells=paint", "blank_cells")]
    [InlineData("staged=1", "staged")]
    public async Task An_option_that_is_not_valid_is_named(string query, string option)
    {
        using var answer = await _alice.PostAsync($"{Answers.Import}?{query}", Answers.Csv(Good));
        var problem = await answer.ProblemAsync(400, "option_invalid");
        Assert.Equal(option, problem.GetProperty("where").GetString());
    }

    [Theory]
    [InlineData("mapping_json=%5B%22first_name%22%2C%22shoe_size%22%2C%22email%22%5D", "mapping_invalid")]
    [InlineData("mapping_json=%7Bhello", "mapping_invalid")]
    [InlineData("mapping_json=%5Bnull%2Cnull%2C%22email%22%5D", "mapping_required_missing")]
    [InlineData("list_mode=existing&list=Nobody%20knows", "list_unknown")]
    [InlineData("import_map=0198c0de-0000-7000-8000-000000000000", "import_map_unknown")]
    public async Task A_mapping_or_list_that_cannot_be_is_refused(string query, string code)
    {
        using var answer = await _alice.PostAsync($"{Answers.Import}?{query}", Answers.Csv(Good));
        await answer.ProblemAsync(400, code);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("text/csv", "gzip")]
    public async Task Other_bodies_are_415(string type, string? encoding)
    {
        using var body = Answers.Csv(Good, type);
        if (encoding is not null)
            body.Headers.ContentEncoding.Add(encoding);
        using var answer = await _alice.PostAsync(Answers.Import, body);
        await answer.ProblemAsync(415, "media_type_unsupported");
    }

    [Theory]
    [InlineData("{\"csv\":\"a,b", "request_invalid")]
    [InlineData("[1,2]", "request_invalid")]
    [InlineData("{\"dry_run\":true}", "file_missing")]
    [InlineData("{\"csv\":7}", "option_invalid")]
    [InlineData("{\"list\":{\"a\":1},\"csv\":\"x\"}", "option_invalid")]
    [InlineData("{\"dry_run\":true,\"dry_run\":true}", "request_invalid")]
    public async Task Json_that_is_none_is_refused(string body, string code)
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv(body, "application/json"));
        await answer.ProblemAsync(400, code);
    }

    [Fact]
    public async Task A_deeply_nested_document_is_refused_and_harms_nobody()
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv("{\"mapping_json\":" + new string('[', 60_000), "application/json"));
        await answer.ProblemAsync(400, "request_invalid");
    }

    [Fact]
    public async Task Two_files_or_a_file_and_a_staged_one_are_refused()
    {
        using var two = new MultipartFormDataContent { { new StringContent(Good), "file", "a.csv" }, { new StringContent(Good), "file", "b.csv" } };
        using var answer = await _alice.PostAsync(Answers.Import, two);
        await answer.ProblemAsync(400, "request_invalid");
        using var both = await _alice.PostAsync($"{Answers.Import}?staged=0198c0de-0000-7000-8000-000000000000", Answers.Csv(Good));
        await both.ProblemAsync(400, "option_invalid");
    }

    [Theory]
    [InlineData("GET", Answers.Import, 405, "method_not_allowed")]
    [InlineData("DELETE", "/api/crm-contacts/acme/imports", 405, "method_not_allowed")]
    [InlineData("GET", "/api/crm-contacts/acme/imports/not-an-id", 404, "not_found")]
    [InlineData("GET", "/api/crm-contacts/acme/imports/0198c0de-0000-7000-8000-000000000000", 404, "not_found")]
    [InlineData("POST", "/api/crm-contacts/acme/imports/0198c0de-0000-7000-8000-000000000000/cancel", 404, "not_found")]
    [InlineData("POST", "/api/crm-contacts/acme/imports/0198c0de-0000-7000-8000-000000000000/undo", 404, "not_found")]
    [InlineData("DELETE", "/api/crm-contacts/acme/export", 405, "method_not_allowed")]
    [InlineData("GET", "/api/crm-import-maps/acme/not-an-id", 404, "not_found")]
    [InlineData("GET", "/api/crm-calls/acme", 405, "method_not_allowed")]
    [InlineData("POST", "/api/crm-calls/acme/7f3c-2", 404, "not_found")]
    [InlineData("GET", "/api/crm-contacts/acme/imports?limit=0", 400, "option_invalid")]
    public async Task What_is_not_there_is_a_problem_document_too(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await _alice.SendAsync(request);
        await answer.ProblemAsync(status, code);
    }
}
