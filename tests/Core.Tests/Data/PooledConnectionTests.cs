using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Moving;
using CrmContacts.Core.Data.Postgres;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Core.Tests.Data;

/// <summary>The pool gives connections on as they are: nothing of ours may be left on one.</summary>
public class PooledConnectionTests
{
    [Fact]
    public async Task A_connection_that_heard_signals_hears_none_when_it_is_given_on()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        await using var source = NpgsqlDataSource.Create(store.Options.ConnectionString + ";Maximum Pool Size=1;No Reset On Close=true");
        var before = await AskAsync(source, "SELECT pg_backend_pid()");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new NotifyWire(source).ListenAsync(_ => { }, stop.Cancel, stop.Token));
        Assert.Equal(before, await AskAsync(source, "SELECT pg_backend_pid()"));
        Assert.Equal(0L, await AskAsync(source, "SELECT count(*) FROM pg_listening_channels()"));
    }

    /// <summary>A move that was begun right behind another was told now and then that one was at it: the server had not noticed the end of the connection.</summary>
    [Fact]
    public async Task A_connection_that_held_off_other_moves_holds_off_none_when_it_is_given_on()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        await using var source = NpgsqlDataSource.Create(store.Options.ConnectionString + ";No Reset On Close=true");
        await using var other = await source.OpenConnectionAsync();
        await using (var first = await source.OpenConnectionAsync())
        {
            await using var held = await MoveProgress.LockAsync(first, default);
            await Assert.ThrowsAsync<CrmException>(() => MoveProgress.LockAsync(other, default));
        }

        await using var again = await MoveProgress.LockAsync(other, default);
    }

    [Fact]
    public async Task An_import_leaves_the_settings_of_its_connection_as_they_were()
    {
        var options = await StoreTemplates.FreshAsync(Engine.Postgres, TestFolder.Create("pooled-"));
        options.ConnectionString += ";Maximum Pool Size=1";
        await using var store = await TestStore.OpenAsync(Engine.Postgres, options);
        const string settings = "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN ('plan_cache_mode', 'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin')";
        var before = await ReadAsync(store, settings);
        await using (var batch = await store.Get<Store>().WriteAsync(store.Acme.Key, WriteKind.ImportBatch, WriteLane.Background, default))
        {
            Assert.NotEqual(before, await batch.ScalarAsync<string>(settings, [], default));
            await batch.CommitAsync(default);
        }

        Assert.Equal(before, await ReadAsync(store, settings));
    }

    [Theory]
    [InlineData("SELECT @p2::text || @p0::text || @p2::text", "cac")]
    [InlineData("SELECT @p2::text || @p0::text || @p1::text || @p2::text", "cabc")]
    public async Task A_statement_may_use_what_it_is_given_twice_or_not_at_all(string sql, string expected)
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        for (var round = 0; round < 4; round++)
        {
            await using var session = await store.Get<Store>().ReadAsync(default);
            Assert.Equal(expected, await session.ScalarAsync<string>(sql, ["a", "b", "c"], default));
        }
    }

    [Fact]
    public async Task What_is_one_statement_in_all_is_asked_without_a_transaction_and_nothing_else_is()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        const string isolation = "SELECT current_setting('transaction_isolation')";
        foreach (var alone in new[] { true, false })
        {
            await using var session = await store.Get<Store>().ReadAsync(default);
            session.Alone = alone;
            session.Last();
            Assert.Equal(alone ? "read committed" : "repeatable read", await session.ScalarAsync<string>(isolation, [], default));
            Assert.Equal("repeatable read", await session.ScalarAsync<string>(isolation, [], default));
            // And one state from there on, whoever reads from it next.
            session.Last();
            Assert.Equal("repeatable read", await session.ScalarAsync<string>(isolation, [], default));
        }
    }

    private static async Task<string?> ReadAsync(TestStore store, string sql)
    {
        await using var session = await store.Get<Store>().ReadAsync(default);
        return await session.ScalarAsync<string>(sql, [], default);
    }

    private static async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
