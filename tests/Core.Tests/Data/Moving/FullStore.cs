using System.Text;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Moving;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Import;
using CrmContacts.Core.Tests.BulkActions;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Stores;
using Npgsql;

namespace CrmContacts.Core.Tests.Data.Moving;

/// <summary>A store on SQLite in which no table is empty.</summary>
internal static class FullStore
{
    private static readonly string[] Words = ["", "Ada", "Ünïcode \U0001F600 文字", "semi;colon", "{\"a\": [1, null]}", "line\nbreak", "ſharp ß"];

    /// <summary>Makes one, and closes it.</summary>
    /// <param name="empty">A migrated database on PostgreSQL: it knows the types.</param>
    /// <returns>Its options, and the import that waits in its queue.</returns>
    public static async Task<(CrmCoreOptions Options, Guid Queued)> MakeAsync(string empty, int seed, int people = 700)
    {
        CrmCoreOptions options;
        await using (var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true))
        {
            options = store.Options;
            await Crowd.AddAsync(store, people, seed);
            await store.ImportAsync(store.Viewers.Alice, "first_name,last_name,email,phone,tags,account\nZoë,Ångström,zoe@example.com,+12125550143,vip;new,Initech\nBad,Mail,nowhere,,,\n");
            var gone = await store.CreateAsync(store.Viewers.Alice, "Gone", "Person");
            await store.CreateAsync(store.Viewers.Alice, "Kept", "Person", c => c with { Email = "kept@example.com", Notes = "nötes" });
            await store.BulkAsync(store.Viewers.Alice, new ContactSelection { Ids = [gone.Id] }, new BulkAction.Delete());
            await FillAsync(store, empty, new Random(seed));
        }

        await using var idle = await TestStore.OpenAsync(Engine.Sqlite, options);
        var csv = new StringBuilder("first_name,last_name,notes\n");
        for (var i = 0; i < 2_000; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Queued,Person {i},{new string('x', 300)}\n");
        var staged = await idle.Get<ImportWriter>().StageAsync(idle.Viewers.Alice, "later.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())));
        var run = await idle.Get<ImportWriter>().StartAsync(idle.Viewers.Alice, staged, new ImportOptions());
        return (options, run.Id);
    }

    /// <summary>Rows of another tenant, drawn, in each table that nothing has come to.</summary>
    private static async Task FillAsync(TestStore store, string empty, Random draw)
    {
        await using var target = NpgsqlDataSource.Create(empty);
        IReadOnlyList<MovedTable> tables;
        var bare = new List<MovedTable>();
        await using (var session = await store.Get<Store>().ReadAsync(default))
        {
            tables = await MovedTable.AllAsync(session, target, default);
            foreach (var table in tables)
            {
                if (await session.ScalarAsync<long>($"SELECT count(*) FROM {table.Name}", [], default) == 0)
                    bare.Add(table);
            }
        }

        await using var write = await store.Get<Store>().WriteAsync(store.Globex.Key, WriteKind.Contacts, WriteLane.Background, default);
        foreach (var table in bare)
        {
            for (var i = 0; i < 60; i++)
            {
                object?[] row = [.. table.Target.Columns.Select(c => c.Name == "tenant" ? store.Globex.Key : Value(c, draw, i))];
                await write.ExecuteAsync(table.Target.InsertSql, row, default);
            }
        }

        await write.CommitAsync(default);
    }

    private static object Value(Column column, Random draw, int i) => column.Kind switch
    {
        ColumnKind.Text => Words[draw.Next(Words.Length)] + i,
        ColumnKind.Bytes => new byte[] { 0, 255, (byte)i },
        ColumnKind.Id => Ids.New(DateTimeOffset.UnixEpoch.AddDays(draw.Next(30_000))),
        ColumnKind.Instant => DateTimeOffset.FromUnixTimeMilliseconds(draw.NextInt64(-2_000_000_000_000, 4_000_000_000_000)),
        // Runs and actions are over, so that nobody takes them up; lists are static.
        ColumnKind.Short => column.Name switch { "status" => 2L, "kind" => 0L, _ => draw.Next(0, 5) },
        ColumnKind.Int => (long)draw.Next(0, int.MaxValue),
        ColumnKind.Long => draw.NextInt64(0, 1L << 50),
        ColumnKind.Flag => column.Name != "counting" && draw.Next(2) == 1,
        ColumnKind.Number => draw.NextInt64(-999_999_999_999_999_999, 999_999_999_999_999_999) / 1_000_000m,
        ColumnKind.Date => DateOnly.FromDayNumber(draw.Next(0, 3_652_058)),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };
}
