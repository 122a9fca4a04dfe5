using CrmContacts.Tests.Support.Stores;
using CrmContacts.Verbs;
using Microsoft.AspNetCore.Builder;

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
    public async Task A_call_that_is_not_understood_shows_the_usage_and_opens_nothing(params string[] args)
    {
        var folder = TestFolder.Create("verbs-");
        Assert.Contains("crm tenant add SLUG", await RunAsync(folder, 2, args), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
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
