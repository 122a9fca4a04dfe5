using System.Diagnostics;
using System.Text.Json;
using CrmContacts.Tests.Support.Demo;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>GraphQL over HTTP, as the specification's own audits ask for it.</summary>
public sealed class AuditTests
{
    private static readonly string Folder = Repository.PathOf("tests", "Plugin.Tests", "Audits");

    [Fact]
    public async Task Every_audit_of_GraphQL_over_HTTP_is_met()
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", "graphql-http", "package.json")))
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        await using var host = await HostProcess.StartAsync();
        var token = await DemoTokens.OfAsync(host.Http, "alice");
        using var results = JsonDocument.Parse(await RunAsync("node", "audit.mjs", new Uri(host.Address, "graphql").ToString(), token));

        var audits = results.RootElement.EnumerateArray().Select(a => $"{a.GetProperty("status").GetString()}: {a.GetProperty("name").GetString()} ({a.GetProperty("reason").GetString()})").ToList();
        Assert.All(audits, audit => Assert.StartsWith("ok:", audit, StringComparison.Ordinal));
        foreach (var (level, least) in new[] { ("MUST", 13), ("SHOULD", 23), ("MAY", 25) })
            Assert.True(audits.Count(a => a.StartsWith("ok: " + level, StringComparison.Ordinal)) >= least, level);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{program}: {await output}{await errors}");
        return await output;
    }
}
