using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CrmContacts.Tests.Support.Hosts;

namespace CrmContacts.Rest.Tests.Import;

/// <summary>Files that are too much, or want too much: the documented answer each, and nothing written.</summary>
public sealed class FileLimitTests : IAsyncLifetime
{
    private PluginHost _host = null!;
    private HttpClient _alice = null!;

    public async Task InitializeAsync()
    {
        _host = await PluginHost.StartAsync(configure: options => (options.MaxFileRows, options.MaxCellBytes) = (3, 4096));
        _alice = _host.Client("alice");
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_host.Log.Errors);
        _alice.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(Answers.Import)]
    [InlineData(Answers.Preview)]
    public async Task More_rows_than_the_setting_are_refused_with_their_line(string path)
    {
        using var answer = await _alice.PostAsync(path, Answers.Csv("last_name\n\nOne\nTwo\nThree\nFour\n"));
        var problem = await answer.ProblemAsync(400, "file_refused");
        Assert.Equal(6, problem.GetProperty("line").GetInt64());
        Assert.Contains("more than 3 rows", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var run = await _alice.ImportAsync("last_name\n\nOne\nTwo\nThree\n");
        Assert.Equal([3, 0, 0, 0, 0], run.Ledger());
    }

    [Fact]
    public async Task A_thousand_and_one_columns_are_refused_and_a_thousand_go_in()
    {
        using var answer = await _alice.PostAsync(Answers.Import, Answers.Csv(Wide(1_001)));
        var problem = await answer.ProblemAsync(400, "file_refused");
        Assert.Equal(1, problem.GetProperty("line").GetInt64());
        Assert.Contains("1001 columns", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var run = await _alice.ImportAsync(Wide(1_000));
        Assert.Equal([1, 0, 0, 0, 0], run.Ledger());

        static string Wide(int columns) => $"last_name{string.Concat(Enumerable.Range(1, columns - 1).Select(i => $",c{i}"))}\nWide{new string(',', columns - 1)}\n";
    }

    [Fact]
    public async Task A_cell_that_is_too_large_fails_its_row_only()
    {
        var run = await _alice.ImportAsync($"last_name,notes\nBig,{new string('x', 5_000)}\nSmall,x\n");
        Assert.Equal([1, 0, 0, 0, 1], run.Ledger());
    }

    [Fact]
    public async Task A_bomb_is_not_inflated()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[64 << 20]);
        using var coded = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("text/csv"), ContentEncoding = { "gzip" } } };
        using var refused = await _alice.PostAsync(Answers.Import, coded);
        await refused.ProblemAsync(415, "media_type_unsupported");
        using var named = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("text/csv") } };
        using var answer = await _alice.PostAsync(Answers.Import, named);
        await answer.ProblemAsync(400, "file_not_csv");
    }

    [Theory]
    [InlineData("../../etc/passwd.csv", "passwd.csv")]
    [InlineData("C:\\Users\\ann\\contacts.csv", "contacts.csv")]
    [InlineData("..", "..")]
    public async Task The_name_of_a_file_is_no_path(string name, string shown)
    {
        using var part = new ByteArrayContent(Encoding.UTF8.GetBytes("last_name\nDoe\n"));
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"");
        using var form = new MultipartFormDataContent { part };
        using var answer = await _alice.PostAsync(Answers.Import, form);
        var run = await answer.JsonAsync();
        Assert.Equal((shown, "completed"), (run.GetProperty("file_name").GetString(), run.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task The_preview_says_where_each_column_goes_and_why()
    {
        const string Linkedin = "Notes:\n\"Some addresses\nare missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,__proto__\nAnn,Fox,https://l.example/ann,ann@example.com,Acme,Buyer,x\n";
        using var answer = await _alice.PostAsync(Answers.Preview, Answers.Csv(Linkedin));
        var preview = await answer.JsonAsync();
        var columns = preview.GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(
            ["First Name → first_name", "Last Name → last_name", "URL → ", "Email Address → email", "Company → _account", "Position → title", "__proto__ → "],
            columns.Select(c => $"{c.GetProperty("header").GetString()} → {c.GetProperty("target").GetString()}"));
        Assert.All(columns, c => Assert.Equal(c.GetProperty("target").ValueKind == JsonValueKind.Null, c.GetProperty("reason").ValueKind == JsonValueKind.Null));
        Assert.Equal(1, preview.GetProperty("total_rows").GetInt64());
    }
}
