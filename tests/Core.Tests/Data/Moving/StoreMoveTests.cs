using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Moving;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Core.Tests.Data.Moving;

/// <summary>A store of one machine moves to PostgreSQL whole, however often that is broken off.</summary>
public class StoreMoveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Broken_off_at_any_slice_and_run_again_every_table_is_as_it_was_and_work_goes_on(int seed)
    {
        var target = await EmptyAsync();
        var (source, queued) = await FullStore.MakeAsync(target.ConnectionString!, seed);
        var draw = new Random(seed);
        var (said, breaks) = (new List<string>(), 0);
        while (!await TryAsync(source, target, draw.Next(1, 25), said))
        {
            breaks++;
            // What is half there is nobody's store yet.
            var refused = await Assert.ThrowsAsync<CrmException>(async () => await (await TestStore.OpenAsync(Engine.Postgres, target)).DisposeAsync());
            Assert.Contains("Run the same crm migrate again", refused.Message, StringComparison.Ordinal);
        }

        Assert.InRange(breaks, 2, 200);
        Assert.Contains(said, line => line.Contains("goes on where it stopped", StringComparison.Ordinal));
        var (before, after) = (await BothStores.OfSqliteAsync(File(source)), await BothStores.OfPostgresAsync(target.ConnectionString!, File(source)));
        Assert.All(before, table => Assert.True(table.Value.Count > 0, table.Key));
        Assert.Equal(before, after);

        await using var one = await TestStore.OpenAsync(Engine.Sqlite, source);
        await using var other = await TestStore.OpenAsync(Engine.Postgres, target, runImports: true);
        Assert.NotEqual(one.Get<Store>().Epoch, other.Get<Store>().Epoch);
        foreach (var search in new[] { "zo angstr", "5550143", "schri", "ada", "gone" })
            Assert.Equal(await NamesAsync(one, search), await NamesAsync(other, search));
        Assert.NotEmpty(await NamesAsync(other, "initech"));
        Assert.Equal("Completed 2000=2000+0+0+0+0", (await other.EndAsync(other.Viewers.Alice, queued)).Ledger());
        var added = await other.Get<ITenantDirectory>().UpsertAsync(new Tenant("initech", "Initech", "US", "UTC", []));
        Assert.True(added.Key > Math.Max(other.Acme.Key, other.Globex.Key));
    }

    [Fact]
    public async Task A_target_with_data_of_its_own_is_refused_and_left_alone()
    {
        await using var other = await TestStore.StartAsync(Engine.Postgres);
        await other.CreateAsync(other.Viewers.Alice, "Somebody", "Else");
        var source = await OneContactAsync();
        var refused = await Assert.ThrowsAsync<CrmException>(() => TryAsync(source, other.Options, int.MaxValue, []));
        Assert.Contains("data of its own", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["Somebody Else"], await NamesAsync(other, ""));
    }

    [Fact]
    public async Task Tenants_that_the_settings_made_are_no_data_and_a_move_that_is_over_is_not_done_twice()
    {
        var target = await EmptyAsync();
        await using (await TestStore.OpenAsync(Engine.Postgres, target))
        {
            // It has acme and globex now, as a start by the settings makes them, and their agents.
        }

        await ExecuteAsync(target, "TRUNCATE crm_agents, crm_queues");
        var source = await OneContactAsync();
        Assert.Contains("crm_tenants", (await Assert.ThrowsAsync<CrmException>(() => TryAsync(source, target, int.MaxValue, [], known: ["acme"]))).Message, StringComparison.Ordinal);
        Assert.True(await TryAsync(source, target, int.MaxValue, [], known: ["acme", "globex"]));
        Assert.Contains("data of its own", (await Assert.ThrowsAsync<CrmException>(() => TryAsync(source, target, int.MaxValue, []))).Message, StringComparison.Ordinal);
        await using var moved = await TestStore.OpenAsync(Engine.Postgres, target);
        Assert.Equal(["Ada Byron"], await NamesAsync(moved, ""));
    }

    [Fact]
    public async Task A_source_that_a_host_has_open_or_that_is_not_there_is_refused()
    {
        var target = await EmptyAsync();
        await using var open = await TestStore.StartAsync(Engine.Sqlite);
        Assert.Contains("in use by another host", (await Assert.ThrowsAsync<CrmException>(() => TryAsync(open.Options, target, int.MaxValue, []))).Message, StringComparison.Ordinal);
        var nowhere = new CrmCoreOptions { DataDirectory = TestFolder.Create() };
        Assert.Contains("There is no database file", (await Assert.ThrowsAsync<CrmException>(() => TryAsync(nowhere, target, int.MaxValue, []))).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File(nowhere)));
    }

    [Fact]
    public async Task What_a_host_wrote_to_the_source_between_two_tries_is_moved_too()
    {
        var target = await EmptyAsync();
        var source = await OneContactAsync();
        Assert.False(await TryAsync(source, target, 2, []));
        await using (var again = await TestStore.OpenAsync(Engine.Sqlite, source))
            await again.CreateAsync(again.Viewers.Alice, "Late", "Comer");
        var said = new List<string>();
        Assert.True(await TryAsync(source, target, int.MaxValue, said));
        Assert.Contains(said, line => line.Contains("begins anew", StringComparison.Ordinal));
        Assert.Equal(await BothStores.OfSqliteAsync(File(source)), await BothStores.OfPostgresAsync(target.ConnectionString!, File(source)));
    }

    [Theory]
    [InlineData("UPDATE crm_contacts SET notes = 'other'", "row 1 of crm_contacts")]
    [InlineData("UPDATE crm_contacts SET search = array_to_tsvector(ARRAY['1:ada'])", "row 1 of crm_contacts")]
    [InlineData("DELETE FROM crm_match_keys", "crm_match_keys has fewer rows")]
    [InlineData("INSERT INTO crm_queues (tenant, id, name) VALUES (1, 'zz', 'Z')", "crm_queues has more rows")]
    public async Task A_row_that_is_not_as_in_the_source_is_found_and_the_target_stays_shut(string sql, string found)
    {
        var target = await EmptyAsync();
        var source = await OneContactAsync();
        await MoveAsync(source, target, [], after: "uploaded files", () => ExecuteAsync(target, sql), found);
        await Assert.ThrowsAsync<CrmException>(async () => await (await TestStore.OpenAsync(Engine.Postgres, target)).DisposeAsync());
        Assert.True(await TryAsync(source, target, int.MaxValue, [], again: true));
        await using var moved = await TestStore.OpenAsync(Engine.Postgres, target);
        Assert.Equal(["Ada Byron"], await NamesAsync(moved, "ada"));
    }

    private static async Task MoveAsync(CrmCoreOptions source, CrmCoreOptions target, string[] known, string after, Func<Task> meddle, string found)
    {
        await using var move = new StoreMove(source, target, line =>
        {
            if (line.Contains(after, StringComparison.Ordinal))
                meddle().GetAwaiter().GetResult();
        });
        Assert.Contains(found, (await Assert.ThrowsAsync<CrmException>(() => move.RunAsync(known, false))).Message, StringComparison.Ordinal);
    }

    /// <summary>True when it came to its end; false when it was broken off at the given slice.</summary>
    private static async Task<bool> TryAsync(CrmCoreOptions source, CrmCoreOptions target, int slices, List<string> said, string[]? known = null, bool again = false)
    {
        using var stop = new CancellationTokenSource();
        await using var move = new StoreMove(source, target, said.Add) { SliceRows = 61 };
        move.Target.Statement += sql =>
        {
            if (sql.StartsWith("COPY", StringComparison.Ordinal) && --slices == 0)
                stop.Cancel();
        };
        try
        {
            await move.RunAsync(known ?? [], again, stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<CrmCoreOptions> OneContactAsync()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron", c => c with { Email = "ada@example.com" });
        return store.Options;
    }

    /// <summary>A database whose schema is made, with nothing in it.</summary>
    private static Task<CrmCoreOptions> EmptyAsync() => StoreTemplates.FreshAsync(Engine.Postgres, TestFolder.Create("moved-"));

    private static string File(CrmCoreOptions source) => Path.Combine(source.DataDirectory, "crm.db");

    private static async Task<IEnumerable<string>> NamesAsync(TestStore store, string search) =>
        (await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 200, Search = search.Length == 0 ? null : search })).Contacts.Select(c => c.FullName);

    private static async Task ExecuteAsync(CrmCoreOptions options, string sql)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
