using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The operator brings a store of the first version up to date by a process that is killed on its way.</summary>
public sealed class MigrateSchemaTests
{
    [Theory, EachEngine]
    public async Task Killed_on_its_way_and_called_again_the_upgrade_comes_to_its_end_and_says_so(Engine engine)
    {
        var options = await FirstSchema.MakeAsync(engine, people: 60_000);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Crm__Database"] = options.Database, ["Authentication__SharedKey"] = new string('k', 40), ["Crm__MigrateOnStart"] = "false" };
        if (engine == Engine.Postgres)
            settings["ConnectionStrings__Crm"] = options.ConnectionString!;
        using (var killed = VerbProcess.Start(options.DataDirectory, settings, "crm", "migrate-schema"))
        {
            await Eventually.TrueAsync(() => Task.FromResult(killed.IsOver || killed.Output.Contains("Should this be interrupted, run it again.", StringComparison.Ordinal)), TimeSpan.FromSeconds(120), () => killed.Output);
            Assert.False(killed.IsOver, killed.Output);
            await killed.KillAsync();
            Assert.Contains("Should this be interrupted, run it again.", killed.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("up to date", killed.Output, StringComparison.Ordinal);
        }

        var (all, applied) = await FirstSchema.MigrationsAsync(options);
        Assert.InRange(applied, 1, all.Count - 1);
        // A host does not serve what it cannot read, and says what to do, in words only.
        using (var early = VerbProcess.Start(options.DataDirectory, settings))
        {
            var (code, said) = await early.EndAsync();
            Assert.Equal(1, code);
            Assert.Contains("Run crm migrate-schema", said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        }

        using (var again = VerbProcess.Start(options.DataDirectory, settings, "crm", "migrate-schema"))
        {
            var (code, said) = await again.EndAsync();
            Assert.True(code == 0, said);
            Assert.Contains($"{all.Count - applied} migrations are applied: {all[applied]}", said, StringComparison.Ordinal);
            Assert.Contains("The schema is up to date.", said, StringComparison.Ordinal);
        }

        Assert.Equal(all.Count, (await FirstSchema.MigrationsAsync(options)).Applied);
        using var third = VerbProcess.Start(options.DataDirectory, settings, "crm", "verify", "--tenant", "acme", "--no-repair");
        Assert.Contains("all equal", (await third.EndAsync()).Output, StringComparison.Ordinal);
    }
}
