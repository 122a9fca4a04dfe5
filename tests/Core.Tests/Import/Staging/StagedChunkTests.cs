using System.Security.Cryptography;
using System.Text;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Tests.Import.Reading;
using CrmContacts.Core.Tests.Import.Runs;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Staging;

/// <summary>Files that are kept in parts in PostgreSQL are files like any other, on every node.</summary>
[Collection(nameof(Alone))]
public class StagedChunkTests
{
    private const int Part = 256 * 1024;

    [Theory]
    [InlineData(1)]
    [InlineData(Part - 1)]
    [InlineData(Part)]
    [InlineData(Part + 1)]
    [InlineData((4 * Part) + 77)]
    public async Task What_was_uploaded_is_read_from_anywhere(int length)
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        var files = store.Get<IStagedFiles>();
        var draw = new Random(length);
        var bytes = new byte[length];
        draw.NextBytes(bytes);
        var id = Guid.CreateVersion7();
        var (saved, sha256) = await files.SaveAsync(store.Acme.Key, id, new Drops(bytes), long.MaxValue, default);
        Assert.Equal((length, Convert.ToHexString(SHA256.HashData(bytes))), (saved, Convert.ToHexString(sha256)));

        await using var file = files.Open(store.Acme.Key, id);
        Assert.Equal(length, file.Length);
        var whole = new MemoryStream();
        await file.CopyToAsync(whole);
        Assert.Equal(bytes, whole.ToArray());
        for (var i = 0; i < 40; i++)
        {
            var from = draw.Next(length + 10);
            var buffer = new byte[draw.Next(1, 2 * Part)];
            file.Seek(from, SeekOrigin.Begin);
            var read = i % 2 == 0 ? file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) : await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            Assert.Equal(bytes.AsSpan(Math.Min(from, length), Math.Max(0, Math.Min(buffer.Length, length - from))), buffer.AsSpan(0, read));
        }

        Assert.ThrowsAny<IOException>(() => files.Open(store.Globex.Key, id).Dispose());
        await files.DeleteAsync(store.Acme.Key, id);
        Assert.ThrowsAny<IOException>(() => files.Open(store.Acme.Key, id).Dispose());
        Assert.Empty(await store.StagedAsync());
    }

    [Fact]
    public async Task One_that_is_too_long_or_breaks_off_leaves_nothing()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        var files = store.Get<IStagedFiles>();
        var refused = await Assert.ThrowsAsync<CrmException>(() => files.SaveAsync(store.Acme.Key, Guid.CreateVersion7(), new MemoryStream(new byte[3 * Part]), (2 * Part) + 5, default));
        Assert.Equal(ErrorCode.FileTooLarge, refused.Code);
        await Assert.ThrowsAsync<EndOfStreamException>(() => files.SaveAsync(store.Acme.Key, Guid.CreateVersion7(), new Drops(new byte[3 * Part], breaksAt: 2 * Part), long.MaxValue, default));
        Assert.Empty(await store.StagedAsync());
    }

    [Fact]
    public async Task A_file_that_one_node_received_is_previewed_and_imported_by_another_and_its_failing_rows_come_from_a_third()
    {
        await using var one = await TestStore.StartAsync(Engine.Postgres);
        var csv = new StringBuilder("first_name,last_name,email,notes\n");
        for (var i = 0; i < 1_500; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Ada,Byron {i},{(i % 500 == 7 ? "nowhere" : $"ada{i}@example.com")},\"{new string('ü', 200)}\"\n");
        var staged = await one.Get<ImportWriter>().StageAsync(one.Viewers.Bob, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())));

        await using var other = await TestStore.OpenAsync(Engine.Postgres, Elsewhere(one.Options), runImports: true);
        Assert.Equal(4, (await other.Get<ImportWriter>().PreviewAsync(other.Viewers.Bob, staged, new ImportOptions())).Columns.Count);
        var run = await one.Get<ImportWriter>().StartAsync(one.Viewers.Bob, staged, new ImportOptions());
        run = await one.EndAsync(one.Viewers.Bob, run.Id);
        Assert.Equal("Completed 1500=1497+0+0+0+3", run.Ledger());

        await using var third = await TestStore.OpenAsync(Engine.Postgres, Elsewhere(one.Options));
        Assert.Equal(3, (await third.ErrorsAsync(third.Viewers.Bob, run)).Split("Ada,").Length - 1);
        Assert.All([one, other, third], s => Assert.False(System.IO.Directory.Exists(Path.Combine(s.Options.DataDirectory, "staged"))));
    }

    [Fact]
    public async Task A_file_of_the_directory_outlives_a_change_of_the_setting()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        var (directory, id) = (Elsewhere(store.Options, "directory"), Guid.CreateVersion7());
        await using (var before = await TestStore.OpenAsync(Engine.Postgres, directory))
            await before.Get<IStagedFiles>().SaveAsync(before.Acme.Key, id, new MemoryStream("early"u8.ToArray()), 100, default);
        directory.StagedFiles = "auto";
        await using var after = await TestStore.OpenAsync(Engine.Postgres, directory);
        using (var file = new StreamReader(after.Get<IStagedFiles>().Open(after.Acme.Key, id)))
            Assert.Equal("early", await file.ReadToEndAsync());
        Assert.Equal([id], await after.StagedAsync());
        await after.Get<IStagedFiles>().DeleteAsync(after.Acme.Key, id);
        Assert.Empty(await after.StagedAsync());
    }

    [Fact]
    public async Task A_directory_that_two_nodes_share_serves_both()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        var shared = TestFolder.Create("shared-");
        CrmCoreOptions Sharing()
        {
            var options = Elsewhere(store.Options, "directory");
            options.StagedDirectory = shared;
            return options;
        }

        await using var one = await TestStore.OpenAsync(Engine.Postgres, Sharing());
        await using var other = await TestStore.OpenAsync(Engine.Postgres, Sharing(), runImports: true);
        Assert.Equal("Completed 1=1+0+0+0+0", (await one.ImportAsync(one.Viewers.Bob, "first_name\nAda\n")).Ledger());
        Assert.Single(System.IO.Directory.GetFiles(shared, "*.csv", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task SQLite_keeps_no_files_and_says_so()
    {
        var options = new CrmCoreOptions { Database = "sqlite", DataDirectory = TestFolder.Create(), StagedFiles = "database" };
        var refused = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await using var store = await TestStore.OpenAsync(Engine.Sqlite, options);
            store.Get<IStagedFiles>();
        });
        Assert.Contains("Crm:StagedFiles", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_file_takes_no_memory_up_or_down()
    {
        const string Row = "Jürgen,\"Groß, Köln\",jurgen@example.com,+49 221 4711,\"two\nlines\"\n";
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        var files = store.Get<IStagedFiles>();
        var (id, small) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await files.SaveAsync(store.Acme.Key, small, new MemoryStream(new byte[3 * Part]), long.MaxValue, default);
        using var content = new RepeatedText("first,last,email,phone,note\n", Row, 100_000_000 / Encoding.UTF8.GetByteCount(Row));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(content.Length, (await files.SaveAsync(store.Acme.Key, id, content, long.MaxValue, default)).Bytes);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);
        await using var file = files.Open(store.Acme.Key, id);
        var (buffer, most, total) = (new byte[32 * 1024], 0L, 0L);
        for (var read = 1; read > 0; total += read = file.Read(buffer))
        {
            if (total % (64 * buffer.Length) == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        Assert.Equal(content.Length, total - 0);
        // What was read and is not collected yet counts, too: nothing is made anew for a part.
        Assert.InRange(most, long.MinValue, 16 << 20);
    }

    private static CrmCoreOptions Elsewhere(CrmCoreOptions options, string files = "auto") => new()
    {
        Database = options.Database, ConnectionString = options.ConnectionString, DataDirectory = TestFolder.Create("node-"), StagedFiles = files, Import = options.Import,
    };

    /// <summary>Content as a network brings it: in pieces of no size in particular.</summary>
    private sealed class Drops(byte[] bytes, int breaksAt = int.MaxValue) : MemoryStream(bytes)
    {
        private readonly Random _draw = new(7);

        public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            if (Position >= breaksAt)
                throw new EndOfStreamException();
            return base.ReadAsync(destination[..Math.Min(destination.Length, _draw.Next(1, 70_000))], cancellationToken);
        }
    }
}
