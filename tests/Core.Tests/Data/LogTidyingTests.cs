using CrmContacts.Core.Data;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Data;

public sealed class LogTidyingTests
{
    /// <summary>An import of a million rows failed at a fault of the server: the batch that cut the long log shared a connection with the timer that tidies it.</summary>
    [Fact]
    public async Task The_log_is_tidied_by_one_at_a_time_whoever_else_asks()
    {
        await using var test = await TestStore.StartAsync(Engine.Sqlite);
        var store = test.Services.GetRequiredService<Store>();
        using var over = new CancellationTokenSource();
        var tidying = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
                await store.TidyAsync(CancellationToken.None);
        })).ToList();

        for (var i = 0; i < 1_000 && tidying.TrueForAll(t => !t.IsCompleted); i++)
        {
            await using var session = await store.WriteAsync(test.Acme.Key, WriteKind.Contacts, WriteLane.Interactive, CancellationToken.None);
            await session.ExecuteAsync("UPDATE crm_store SET seq = seq + 1", [], CancellationToken.None);
            await session.CommitAsync(CancellationToken.None);
        }

        await over.CancelAsync();
        await Task.WhenAll(tidying);
    }

    /// <summary>The log of a long import grew without an end: a connection that has read nothing yet knows of no log, and said that there was nothing to carry over.</summary>
    [Fact]
    public async Task However_much_is_written_the_log_begins_anew_and_stays_short()
    {
        const int rounds = 7;
        await using var test = await TestStore.StartAsync(Engine.Sqlite);
        var store = test.Services.GetRequiredService<Store>();
        var file = "";
        await using (var session = await store.ReadAsync(CancellationToken.None))
            file = await session.ScalarAsync<string>("SELECT file FROM pragma_database_list WHERE name = 'main'", [], CancellationToken.None);

        for (var i = 0; i < rounds; i++)
        {
            await using var batch = await store.WriteAsync(test.Acme.Key, WriteKind.ImportBatch, WriteLane.Background, CancellationToken.None);
            // Thirty-two megabytes that the transaction takes back itself: what is written counts, not what stays.
            await batch.ExecuteAsync("CREATE TABLE much AS SELECT randomblob(33554432) AS bytes", [], CancellationToken.None);
            await batch.ExecuteAsync("DROP TABLE much", [], CancellationToken.None);
            await batch.CommitAsync(CancellationToken.None);
        }

        Assert.InRange(new FileInfo(file + "-wal").Length, 1, 160L << 20);
    }
}
