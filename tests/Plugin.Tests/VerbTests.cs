using CrmContacts.Tests.Support.Stores;
using CrmContacts.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Plugin.Tests;

public sealed class VerbTests
{
    [Fact]
    public async Task An_operator_adds_and_lists_tenants()
    {
        var folder = TestFolder.Create("verbs-");
        await RunAsync(folder, 0, "crm", "migrate-schema");
        await RunAsync(folder, 0, "crm", "tenant", "add", "initech", "--name", "Initech", "--country", "de", "--timezone", "Europe/Berlin", "--origin", "https://phone.initech.example");
        var list = await RunAsync(folder, 0, "crm", "tenant", "list");
        Assert.Contains("initech\tInitech\tDE\tEurope/Berlin\thttps://phone.initech.example", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crm")]
    [InlineData("crm", "tenant", "add")]
    [InlineData("crm", "tenant", "add", "x", "--nmae", "y")]
    [InlineData("crm", "tenant", "add", "x", "--name")]
    [InlineData("crm", "verify", "--tenant")]
    [InlineData("crm", "verify", "--repair")]
    public async Task A_call_that_is_not_understood_shows_the_usage_and_opens_nothing(params string[] args)
    {
        var folder = TestFolder.Create("verbs-");
        Assert.Contains("crm tenant add SLUG", await RunAsync(folder, 2, args), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Verify_says_what_was_off_and_by_its_exit_code_whether_it_is_repaired()
    {
        var folder = TestFolder.Create("verbs-");
        await RunAsync(folder, 0, "crm", "tenant", "add", "initech");
        await RunAsync(folder, 0, "crm", "tenant", "add", "globex");
        Assert.Contains("initech: 1 scopes with 1 counts compared", await RunAsync(folder, 0, "crm", "verify"), StringComparison.Ordinal);
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(folder, "crm.db")};Pooling=False"))
        {
            await file.OpenAsync();
            await using var plant = file.CreateCommand();
            plant.CommandText = "INSERT INTO crm_counts (tenant, scope, scope_id, bucket, count, version, changed_seq) SELECT tenant, 0, zeroblob(16), '*', 5, 1, 1 FROM crm_tenants WHERE slug = 'initech'";
            Assert.Equal(1, await plant.ExecuteNonQueryAsync());
        }

        Assert.DoesNotContain("initech", await RunAsync(folder, 0, "crm", "verify", "--tenant", "globex"), StringComparison.Ordinal);
        Assert.Contains("  contacts: 5 kept, 0 counted, 1 counts off: not repaired", await RunAsync(folder, 4, "crm", "verify", "--no-repair"), StringComparison.Ordinal);
        Assert.Contains("  contacts: 5 kept, 0 counted, 1 counts off: repaired", await RunAsync(folder, 3, "crm", "verify", "--tenant", "initech"), StringComparison.Ordinal);
        Assert.Contains("all equal", await RunAsync(folder, 0, "crm", "verify", "--tenant", "initech"), StringComparison.Ordinal);
        Assert.Contains("no tenant 'nobody'", await RunAsync(folder, 1, "crm", "verify", "--tenant", "nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_on_a_store_that_a_host_has_open_says_so_and_leaves_it_alone()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        var told = await RunAsync(store.Options.DataDirectory, 1, "crm", "verify");
        Assert.Contains("in use by another host", told, StringComparison.Ordinal);
        Assert.Contains("Crm:VerifyCron", told, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string folder, int code, params string[] args)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddCrmContacts(options => options.DataDirectory = folder);
        await using var app = builder.Build();
        await using var output = new StringWriter();
        Assert.True(CrmVerbs.Are(args));
        Assert.Equal(code, await CrmVerbs.RunAsync(args, app.Services, output));
        return output.ToString();
    }
}
