using CrmContacts.Tests.Support.Hosts;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Data.Sqlite;
using Quartz;

namespace CrmContacts.Plugin.Tests;

public sealed class VerifyScheduleTests
{
    private const string EverySecond = "* * * * * ?";

    [Fact]
    public async Task Kept_counts_are_compared_on_schedule_beside_a_scheduler_of_the_hosts_own()
    {
        var own = await SchedulerBuilder.Create("host", "CrmContacts").UseInMemoryStore().BuildScheduler();
        await own.Start();
        var folder = "";
        await using (var quiet = await PluginHost.StartAsync(configure: o => o.VerifyCron = ""))
        await using (var host = await PluginHost.StartAsync(configure: o => (o.VerifyCron, folder) = (EverySecond, o.DataDirectory)))
        {
            await LogSaysAsync(host, "Kept counts of tenant globex were compared: 1 scopes, 1 entries, 0 scopes were off");
            await using (var file = new SqliteConnection($"Data Source={Path.Combine(folder, "crm.db")};Pooling=False"))
            {
                await file.OpenAsync();
                await using var plant = file.CreateCommand();
                plant.CommandText = "INSERT INTO crm_counts (tenant, scope, scope_id, bucket, count, version, changed_seq) SELECT tenant, 0, zeroblob(16), 'owner:secret@mail.example', 5, 1, 1 FROM crm_tenants WHERE slug = 'globex'";
                await plant.ExecuteNonQueryAsync();
            }

            await LogSaysAsync(host, "Kept counts were off: contacts of tenant globex, 1 entries; 0 were kept and 0 counted in all. Repaired: True.");
            Assert.Single(host.Log.Errors);
            Assert.DoesNotContain("secret@mail", host.Log.All, StringComparison.Ordinal);
            Assert.DoesNotContain("were compared", quiet.Log.All, StringComparison.Ordinal);
        }

        Assert.True(own.IsStarted && !own.IsShutdown);
        await own.Shutdown();
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_compared_keeps_no_other_from_it()
    {
        var folder = "";
        await using var host = await PluginHost.StartAsync(configure: o => (o.VerifyCron, folder) = (EverySecond, o.DataDirectory));
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(folder, "crm.db")};Pooling=False"))
        {
            await file.OpenAsync();
            await using var plant = file.CreateCommand();
            plant.CommandText = """
                CREATE TRIGGER planted BEFORE UPDATE ON crm_counts WHEN NEW.tenant = (SELECT tenant FROM crm_tenants WHERE slug = 'acme') BEGIN SELECT RAISE(ABORT, 'planted'); END;
                INSERT INTO crm_counts (tenant, scope, scope_id, bucket, count, version, changed_seq) SELECT tenant, 0, zeroblob(16), 'owner:nobody', 5, 1, 1 FROM crm_tenants WHERE slug = 'acme';
                """;
            await plant.ExecuteNonQueryAsync();
        }

        const string failed = "Kept counts of acme could not be compared";
        await LogSaysAsync(host, failed);
        await Eventually.TrueAsync(() => Task.FromResult(host.Log.All.LastIndexOf("tenant globex were compared", StringComparison.Ordinal) > host.Log.All.IndexOf(failed, StringComparison.Ordinal)), TimeSpan.FromSeconds(20), () => host.Log.All);
    }

    [Fact]
    public async Task A_schedule_that_is_none_keeps_the_host_from_starting_and_says_what_to_set()
    {
        var refusal = await Assert.ThrowsAsync<CrmSetupException>(() => PluginHost.StartAsync(configure: o => o.VerifyCron = "at three"));
        Assert.Contains("Crm:VerifyCron is 'at three'", refusal.Message, StringComparison.Ordinal);
    }

    private static Task LogSaysAsync(PluginHost host, string said) =>
        Eventually.TrueAsync(() => Task.FromResult(host.Log.All.Contains(said, StringComparison.Ordinal)), TimeSpan.FromSeconds(20), () => host.Log.All);
}
