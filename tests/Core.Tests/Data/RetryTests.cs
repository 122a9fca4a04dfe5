using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Postgres;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Core.Tests.Data;

/// <summary>PostgreSQL cuts connections, takes transactions back, is slow: what can be tried again is, and nothing is done twice.</summary>
public class RetryTests
{
    [Fact]
    public async Task Who_asks_after_the_server_cut_every_connection_hears_nothing_of_it()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron");
        for (var round = 0; round < 3; round++)
        {
            // Several connections wait in the pool, each cut without knowing.
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.PageAsync(store.Viewers.Alice, new ContactQuery())));
            await CutAsync(store);
            var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.PageAsync(store.Viewers.Alice, new ContactQuery())));
            Assert.All(pages, page => Assert.Equal(round + 1, page.Contacts.Count));
            await CutAsync(store);
            await store.CreateAsync(store.Viewers.Alice, "Bea", $"Number {round}");
        }

        Assert.Equal(4, await store.CountAsync(store.Viewers.Alice));
    }

    [Fact]
    public async Task A_transaction_that_was_cut_in_its_middle_is_told_and_not_tried_again()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        await using var session = await store.Get<Store>().ReadAsync(default);
        Assert.Equal(1, await session.ScalarAsync<long>("SELECT count(*) FROM crm_store", [], default));
        await CutAsync(store);
        var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(() => session.ScalarAsync<long>("SELECT count(*) FROM crm_store", [], default));
        Assert.Equal(ErrorCode.Unavailable, StoreFaults.Explain(fault)?.Code);
    }

    [Fact]
    public async Task Of_two_that_wait_for_each_other_crosswise_both_come_to_their_end()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        Guid[] both = [(await store.CreateAsync(store.Viewers.Alice, "Ada", "One")).Id, (await store.CreateAsync(store.Viewers.Alice, "Bea", "Two")).Id];
        var (tries, met) = (0, new Barrier(2));
        using (met)
        {
            await Task.WhenAll(WriteAsync(both), WriteAsync([.. both.Reverse()]));
        }

        Assert.Equal(3, tries);
        Assert.Equal(["Twice", "Twice"], (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts.Select(c => c.Title));

        Task WriteAsync(Guid[] order) => Task.Run(() => store.Get<Store>().AgainAsync(async () =>
        {
            var first = Interlocked.Increment(ref tries) <= 2;
            await using var session = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.Contacts, WriteLane.Interactive, default);
            foreach (var id in order)
            {
                await session.ExecuteAsync("UPDATE crm_contacts SET title = CASE WHEN title = 'Once' THEN 'Twice' ELSE 'Once' END WHERE tenant = @p0 AND id = @p1", [session.Tenant, id], default);
                if (first && id == order[0])
                    Assert.True(met.SignalAndWait(TimeSpan.FromSeconds(20)));
            }

            await session.CommitAsync(default);
            return true;
        }, default));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(60, ";Command Timeout=1")]
    public async Task A_statement_that_takes_too_long_is_given_up_and_told_as_a_store_that_does_not_answer(int setting, string said)
    {
        var options = await StoreTemplates.FreshAsync(Engine.Postgres, TestFolder.Create("slow-"));
        options.StatementTimeoutSeconds = setting;
        options.ConnectionString += said;
        await using var store = await TestStore.OpenAsync(Engine.Postgres, options);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using (var session = await store.Get<Store>().ReadAsync(default))
        {
            var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(() => session.ScalarAsync<string>("SELECT pg_sleep(60)::text", [], default));
            Assert.Equal(ErrorCode.Unavailable, StoreFaults.Explain(fault)?.Code);
        }

        // Once, not once a try.
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
        await store.CreateAsync(store.Viewers.Alice, "Ada", "Byron");
    }

    /// <summary>Fifty tenants who posted together were told that the store does not answer: each held a connection while it waited for another, to read its file.</summary>
    [Fact]
    public async Task Imports_that_are_posted_together_take_turns_at_few_connections()
    {
        var options = await StoreTemplates.FreshAsync(Engine.Postgres, TestFolder.Create("few-"));
        options.ConnectionString += ";Maximum Pool Size=3";
        await using var store = await TestStore.OpenAsync(Engine.Postgres, options);
        var runs = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => store.StartAsync(store.Viewers.Alice, $"first_name,last_name\nAda,Byron {i}\n"))));
        Assert.Equal(24, runs.Select(run => run.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_import_and_a_bulk_action_whose_connections_are_cut_again_and_again_end_exactly()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres, runImports: true);
        await Crowd.AddAsync(store, 3_000);
        var csv = new System.Text.StringBuilder("first_name,last_name\n");
        for (var i = 0; i < 6_000; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Ada,Imported {i}\n");
        var run = await store.StartAsync(store.Viewers.Alice, csv.ToString());
        var bulk = await store.BulkAsync(store.Viewers.Alice, new ContactSelection { All = true }, new BulkAction.AddTags(["cut"]));
        for (var i = 0; i < 6; i++)
        {
            await CutAsync(store);
            await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 1 });
        }

        Assert.Equal("Completed 6000=6000+0+0+0+0", (await store.EndAsync(store.Viewers.Alice, run.Id)).Ledger());
        var ended = bulk.RunId is { } id ? await store.EndOfAsync(store.Viewers.Alice, id) : null;
        Assert.True(ended is null || ended.Status == BulkStatus.Completed, ended?.ToString());
        Assert.Equal(9_000, await store.CountAsync(store.Viewers.Alice));
        Assert.Empty((await store.Get<CrmContacts.Core.Counts.Verifying.CountVerifier>().VerifyAsync(store.Acme, repair: false)).Drifts);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, true, false)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true, false)]
    [InlineData(PostgresErrorCodes.ConnectionFailure, true, false)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, false, true)]
    [InlineData(PostgresErrorCodes.SerializationFailure, false, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false, false)]
    [InlineData(PostgresErrorCodes.QueryCanceled, false, false)]
    [InlineData(PostgresErrorCodes.DiskFull, false, false)]
    public void Each_fault_is_tried_again_at_its_own_edge_or_not_at_all(string state, bool atBeginning, bool whole)
    {
        var fault = new PostgresException("it", "ERROR", "ERROR", state);
        Assert.Equal((atBeginning, whole), (Retries.IsCut(fault), Retries.IsTakenBack(fault)));
    }

    [Fact]
    public async Task What_does_not_pass_is_told_after_a_few_tries()
    {
        var tries = 0;
        await Assert.ThrowsAsync<PostgresException>(() => Retries.AgainAsync<bool>(TimeProvider.System, Retries.IsCut, () =>
        {
            tries++;
            throw new PostgresException("away", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown);
        }, default));
        Assert.Equal(4, tries);
    }

    /// <summary>Does to every connection of the store what a restart of the server does.</summary>
    private static async Task CutAsync(TestStore store)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync();
    }
}
