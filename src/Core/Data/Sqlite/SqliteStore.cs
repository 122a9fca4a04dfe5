using System.Collections.Concurrent;
using CrmContacts.Core.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmContacts.Core.Data.Sqlite;

/// <summary>The embedded default: one file in WAL mode, many readers, one writer that is queued.</summary>
internal sealed class SqliteStore(string connectionString, TimeProvider clock) : Store(new SqliteDialect(), clock)
{
    private const int MaxIdleReaders = 16;

    /// <summary>So many pages (16 MiB, 64 MiB) are written before batches carry the write-ahead log into the file: whoever saves meanwhile waits for the disk.</summary>
    private const int ManyAmongAgents = 4_096;
    private const int ManyAlone = 16_384;

    /// <summary>A log of this length is cut, whoever waits: somebody has been reading for so long that it could not begin anew.</summary>
    private const long LongLog = 512L << 20;

    private static readonly TimeSpan AgentsPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BatchAmongAgents = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan BatchAlone = TimeSpan.FromMilliseconds(160);

    private readonly WriterGate _gate = new();
    private readonly ConcurrentBag<SqliteLink> _readers = [];
    private readonly SqliteConnectionStringBuilder _connection = new(connectionString) { Pooling = false };
    private SqliteLink? _writer;
    private SqliteLink? _tidier;
    private readonly Lock _tidying = new();
    private FileStream? _lockFile;
    private int _dirty;
    private int _pages;

    private string FilePath => Path.GetFullPath(_connection.DataSource);

    public override async Task OpenAsync(bool migrate, CancellationToken cancellation)
    {
        TakeLock();
        CreatePrivate(FilePath);
        if (migrate)
        {
            ClearLockOfKilledMigration();
            await MigrateAsync(cancellation);
        }
        else
        {
            await DemandMigratedAsync(cancellation);
        }

        _writer = new SqliteLink(_connection.ConnectionString,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0;");
        _tidier = new SqliteLink(_connection.ConnectionString, "PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 0; PRAGMA schema_version;");
        // Every start is an epoch of its own: a file that was put back from a copy has older versions than clients hold.
        Epoch = Ids.New(Clock.Now());
        var row = _writer.Prepare("INSERT INTO crm_store (one, epoch, seq) VALUES (1, @p0, 1) ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch", 1);
        row.Parameters[0].Value = Dialect.Encode(Epoch);
        row.ExecuteNonQuery();
    }

    /// <summary>Opens a store that is only to be read from, by one who may be sure that nobody writes: its schema is brought up to date, its life goes on.</summary>
    /// <exception cref="CrmException">There is no such file, it is none of ours, or a host has it open.</exception>
    public async Task OpenToMoveAsync(CancellationToken cancellation)
    {
        const int notADatabase = 26;
        if (!File.Exists(FilePath))
            throw new CrmException(ErrorCode.NotFound, $"There is no database file {FilePath}.");
        TakeLock();
        try
        {
            ClearLockOfKilledMigration();
            await MigrateAsync(cancellation);
            using var link = new SqliteLink(_connection.ConnectionString, "");
            var epoch = link.Prepare("SELECT epoch FROM crm_store", 0).ExecuteScalar();
            Epoch = epoch is byte[] bytes ? new Guid(bytes, bigEndian: true) : Guid.Empty;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == notADatabase)
        {
            throw new CrmException(ErrorCode.NotFound, $"{FilePath} is not a database file.");
        }
    }

    public override ValueTask<Session> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_readers.TryTake(out var link))
            link = new SqliteLink(_connection.ConnectionString, "PRAGMA mmap_size = 67108864; PRAGMA query_only = ON;");
        return new(new SqliteReadSession(this, link));
    }

    internal void GiveBack(SqliteLink link)
    {
        if (_readers.Count < MaxIdleReaders)
            _readers.Add(link);
        else
            link.Dispose();
    }

    protected override async ValueTask<WriteSession> BeginWriteAsync(long tenant, WriteKind kind, WriteLane lane, CancellationToken cancellation)
    {
        var isLong = lane == WriteLane.Background && Volatile.Read(ref _pages) > (AreAgentsAtWork ? ManyAmongAgents : ManyAlone);
        if (lane == WriteLane.Interactive)
            _gate.Seen(Clock);
        if (isLong)
            CarryOver();
        await _gate.EnterAsync(lane, cancellation);
        try
        {
            if (isLong)
                BeginLogAnew();
            return new SqliteWriteSession(this, _writer ?? throw new InvalidOperationException("The store is not open."), tenant);
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    internal void WriterDone()
    {
        Interlocked.Exchange(ref _dirty, 1);
        Interlocked.Add(ref _pages, _writer!.PagesWritten());
        _gate.Release();
    }

    /// <summary>Most of the log goes into the file while others write; what an agent wrote meanwhile goes in a second time.</summary>
    private void CarryOver()
    {
        for (var times = 0; times < 3 && Checkpoint(SQLitePCL.raw.SQLITE_CHECKPOINT_PASSIVE) > 0; times++)
        {
            // Again: what is left is little.
        }
    }

    /// <summary>Before a batch, while nobody else writes: a log that is in the file to its end is written from its beginning again.</summary>
    private void BeginLogAnew()
    {
        var log = new FileInfo(FilePath + "-wal");
        var left = Checkpoint(log.Exists && log.Length > LongLog ? SQLitePCL.raw.SQLITE_CHECKPOINT_TRUNCATE : SQLitePCL.raw.SQLITE_CHECKPOINT_PASSIVE);
        if (left >= 0)
            Volatile.Write(ref _pages, left);
    }

    /// <summary>
    /// Carries the log into the file: how many of its pages are left, 0 if none, -1 if it cannot be told. A connection is for one at a time, and
    /// the batch that does this meets the timer that does: who comes second leaves it for the next time.
    /// </summary>
    private int Checkpoint(int how)
    {
        if (!_tidying.TryEnter())
            return -1;
        try
        {
            return _tidier!.Checkpoint(how);
        }
        finally
        {
            _tidying.Exit();
        }
    }

    public override Task TidyAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _dirty, 0) == 1)
            Checkpoint(SQLitePCL.raw.SQLITE_CHECKPOINT_PASSIVE);
        return Task.CompletedTask;
    }

    /// <summary>The lock file says so.</summary>
    public override bool OneHost => true;

    /// <summary>
    /// Short while agents write; longer while nobody does, since every commit writes each page that it touched, and a
    /// long batch touches a page once where short ones do again and again.
    /// </summary>
    public override TimeSpan BatchTime => AreAgentsAtWork ? BatchAmongAgents : BatchAlone;

    private bool AreAgentsAtWork => _gate.SinceInteractive(Clock) < AgentsPause;

    /// <summary>What waits for the one writer is held through many batches, and costs the collector more than it brings.</summary>
    public override int ChunksAhead => 16;

    public override CrmContext NewContext()
    {
        var options = new DbContextOptionsBuilder<SqliteCrmContext>()
            .UseSqlite(_connection.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("crm_migrations"))
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        return new SqliteCrmContext(options.Options);
    }

    /// <summary>One host a database file: a second one would not see the first one's queue of writers.</summary>
    private void TakeLock()
    {
        var path = FilePath + ".lock";
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            CreatePrivate(path);
            _lockFile = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new CrmException(ErrorCode.Unavailable, $"The database file {Path.GetFileName(FilePath)} is in use by another host. Stop it, or give this one a data directory of its own ({error.Message})");
        }
    }

    private static void CreatePrivate(string path)
    {
        if (!File.Exists(path))
            PrivateFiles.Create(path).Dispose();
    }

    /// <summary>EF Core leaves its lock row behind when it is killed, and every later start would wait for ever. We hold the lock file: nobody else migrates.</summary>
    private void ClearLockOfKilledMigration()
    {
        using var link = new SqliteLink(_connection.ConnectionString, "");
        var known = link.Prepare("SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'", 0).ExecuteScalar();
        if (known is long and > 0)
            link.Run("DELETE FROM __EFMigrationsLock");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _gate.EnterAsync(WriteLane.Interactive, CancellationToken.None);
            _writer.Dispose();
            _writer = null;
        }

        while (_readers.TryTake(out var link))
            link.Dispose();
        _tidier?.Dispose();
        if (_lockFile is not null)
            await _lockFile.DisposeAsync();
        _lockFile = null;
    }
}
