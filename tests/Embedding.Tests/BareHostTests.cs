using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Embedding.Tests;

/// <summary>A host of ten lines restores our packages, maps the plugin under a prefix, is published, and takes an import.</summary>
public sealed class BareHostTests
{
    private const string Version = "0.1.0-embedding";
    private static readonly string[] Rooms = ["CrmContacts", "CrmContacts.Core", "CrmContacts.GraphQL", "CrmContacts.Realtime", "CrmContacts.Rest", "CrmContacts.Widget"];

    [Fact]
    public async Task A_bare_host_plugs_us_in_and_takes_an_import()
    {
        var root = TestFolder.Create("embedding-");
        var dotnet = new Dotnet(Path.Combine(root, "packages"));
        var feed = await PackAsync(root);
        var program = await PublishAsync(root, feed, dotnet);

        var port = FreePort.Next();
        using var process = dotnet.Start(Path.GetDirectoryName(program)!, Settings(root, port), program);
        using var watchdog = new Ending(process);
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
        await Eventually.TrueAsync(() => AnswersAsync(client), TimeSpan.FromSeconds(60), () => watchdog.Output);

        Assert.Equal("A host of its own.", await client.GetStringAsync("/"));
        using (var nobody = await client.GetAsync("/crm/api/crm-contacts/acme/imports"))
            await nobody.ProblemAsync(401, "not_authenticated");
        using (var unprefixed = await client.GetAsync("/api/crm-contacts/acme/imports"))
            Assert.Equal(HttpStatusCode.NotFound, unprefixed.StatusCode);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Of("alice"));
        using (var answer = await client.PostAsync("/crm" + Answers.Import, Answers.Csv("first_name,last_name,email\nAda,Byron,ada@example.com\nJürgen,Groß,j@example.com\n")))
        {
            var run = await answer.JsonAsync();
            Assert.Equal("completed", run.GetProperty("status").GetString());
            Assert.Equal([2, 0, 0, 0, 0], run.Ledger());
        }

        using (var asked = await client.PostAsync("/crm/graphql", Answers.Csv("{\"query\":\"{ contacts { totalCount } }\"}", "application/json")))
            Assert.Equal(2, (await asked.JsonAsync()).GetProperty("data").GetProperty("contacts").GetProperty("totalCount").GetInt32());
        using (var hub = await client.PostAsync("/crm/hubs/crm/negotiate?negotiateVersion=1", null))
            await hub.JsonAsync();
        using (var script = await client.GetAsync("/crm/widget/v1/crm-customers.js"))
        {
            Assert.Equal(HttpStatusCode.OK, script.StatusCode);
            Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
            Assert.NotEmpty(await script.Content.ReadAsByteArrayAsync());
        }
    }

    private static async Task<string> PackAsync(string root)
    {
        var feed = Path.Combine(root, "feed");
        // With the folder that the projects were restored to: their packages are what they were built with.
        var dotnet = new Dotnet(PackageFolder);
        foreach (var room in Rooms)
        {
            var folder = room == "CrmContacts" ? "Plugin" : room["CrmContacts.".Length..];
            await dotnet.RunAsync(Repository.PathOf("src", folder), "pack", "--no-build", "-c", Repository.Configuration, "-o", feed, $"-p:PackageVersion={Version}", "-v", "q");
        }

        Assert.Equal(Rooms.Select(room => $"{room}.{Version}.nupkg").Order(StringComparer.Ordinal), Directory.GetFiles(feed, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        return feed;
    }

    private static async Task<string> PublishAsync(string root, string feed, Dotnet dotnet)
    {
        var host = Directory.CreateDirectory(Path.Combine(root, "BareHost")).FullName;
        foreach (var file in Directory.GetFiles(Repository.PathOf("tests", "Embedding.Tests", "BareHost")))
            File.Copy(file, Path.Combine(host, Path.GetFileName(file)));
        // Everything but ours is there already; ours comes from the new feed alone.
        await File.WriteAllTextAsync(
            Path.Combine(host, "nuget.config"),
            $"""
            <configuration>
              <packageSources><add key="rooms" value="{feed}" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{PackageFolder}" /></fallbackPackageFolders>
            </configuration>
            """);
        var published = Path.Combine(root, "published");
        await dotnet.RunAsync(host, "publish", "-c", "Release", "-o", published, "-v", "q");
        return Path.Combine(published, "BareHost.dll");
    }

    private static string PackageFolder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static Dictionary<string, string> Settings(string root, int port) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ["Crm__DataDirectory"] = Path.Combine(root, "data"),
        ["Crm__Tenants__acme__Name"] = "Acme",
        ["Authentication__SharedKey"] = Tokens.Key,
    };

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
