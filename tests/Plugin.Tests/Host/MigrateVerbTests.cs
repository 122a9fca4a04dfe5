using CrmContacts.Core;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The operator moves a store to PostgreSQL by a process that is killed in the middle.</summary>
public sealed class MigrateVerbTests
{
    private const int People = 15_000;

    [Fact]
    public async Task Killed_in_the_middle_and_called_again_the_move_comes_to_its_end_and_hosts_wait_until_then()
    {
        string folder;
        await using (var source = await TestStore.StartAsync(Engine.Sqlite))
        {
            folder = source.Options.DataDirectory;
            await Crowd.AddAsync(source, People);
        }

        var target = await (await PostgresServer.RunningAsync()).CreateDatabaseAsync();
        string[] call = ["crm", "migrate", "--from", "sqlite", "--to", "postgres", "--source", $"Data Source={Path.Combine(folder, "crm.db")}"];
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Crm__Database"] = "postgres", ["ConnectionStrings__Crm"] = target, ["Authentication__SharedKey"] = new string('k', 40) };

        using (var killed = VerbProcess.Start(folder, settings, call))
        {
            await Eventually.TrueAsync(async () => killed.IsOver || await CountAsync(target) >= 5_000, TimeSpan.FromSeconds(120), () => killed.Output);
            Assert.False(killed.IsOver, killed.Output);
            await killed.KillAsync();
        }

        var there = await CountAsync(target);
        Assert.InRange(there, 5_000, People - 1);
        using (var early = VerbProcess.Start(TestFolder.Create(), settings))
        {
            var (code, said) = await early.EndAsync();
            Assert.Equal(1, code);
            Assert.Contains("Run the same crm migrate again", said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        }

        using (var again = VerbProcess.Start(folder, settings, call))
        {
            var (code, said) = await again.EndAsync();
            Assert.True(code == 0, said);
            Assert.Contains("goes on where it stopped", said, StringComparison.Ordinal);
            Assert.Contains("crm_contacts: 15,000 rows compared, all equal.", said, StringComparison.Ordinal);
            Assert.Contains("The store has moved", said, StringComparison.Ordinal);
        }

        await using var moved = await TestStore.OpenAsync(Engine.Postgres, new CrmCoreOptions { Database = "postgres", ConnectionString = target, DataDirectory = TestFolder.Create(), MigrateOnStart = false });
        Assert.Equal(People, await CountAsync(target));
    }

    private static async Task<long> CountAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT to_regclass('crm_contacts') IS NOT NULL", connection);
        if (await command.ExecuteScalarAsync() is not true)
            return 0;
        command.CommandText = "SELECT count(*) FROM crm_contacts";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
