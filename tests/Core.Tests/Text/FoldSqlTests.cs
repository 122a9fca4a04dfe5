using System.Text;
using CrmContacts.Core.Text;
using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Core.Tests.Text;

public class FoldSqlTests
{
    /// <summary>PostgreSQL 15 decomposes by Unicode 14: what later versions added is left out.</summary>
    private static readonly (int First, int Last)[] Newer = [(0x1E030, 0x1E08F), (0x1E4D0, 0x1E4F9), (0x11F00, 0x11F59), (0x10EFD, 0x10EFF)];

    [Fact]
    public async Task PostgreSQL_folds_as_we_do()
    {
        var server = await PostgresServer.RunningAsync();
        var address = await server.CreateDatabaseAsync();
        try
        {
            await using var source = NpgsqlDataSource.Create(address);
            await source.CreateCommand(FoldSql.CreateFilterFold("fold_filter")).ExecuteNonQueryAsync();
            await source.CreateCommand(FoldSql.CreateSearchFold("fold_search")).ExecuteNonQueryAsync();
            await using var ask = source.CreateCommand("SELECT t, fold_filter(t), fold_search(t) FROM unnest($1::text[]) t");
            ask.Parameters.Add(new NpgsqlParameter { Value = Texts().ToArray() });
            await using var reader = await ask.ExecuteReaderAsync();
            var rows = 0;
            while (await reader.ReadAsync())
            {
                var text = reader.GetString(0);
                Assert.Equal((text, TextFold.ForFilter(text), TextFold.ForSearch(text)), (text, reader.GetString(1), reader.GetString(2)));
                rows++;
            }
            Assert.True(rows > 60_000);
        }
        finally
        {
            await server.DropDatabaseAsync(address);
        }
    }

    /// <summary>Every character of the first plane, and random texts with many marks in them.</summary>
    private static IEnumerable<string> Texts()
    {
        for (var c = 1; c < 0x10000; c++)
            if (Rune.IsValid(c)) yield return new Rune(c).ToString();
        var random = new Random(20);
        for (var i = 0; i < 10_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 12); length > 0; length--) text.Append(Letter(random).ToString());
            yield return text.ToString();
        }
    }

    private static Rune Letter(Random random)
    {
        while (true)
        {
            var c = random.Next(4) switch { 0 => random.Next(1, 0x20000), 1 => random.Next(0x300, 0x370), _ => random.Next(1, 0x600) };
            if (Rune.IsValid(c) && !Array.Exists(Newer, n => c >= n.First && c <= n.Last)) return new(c);
        }
    }
}
