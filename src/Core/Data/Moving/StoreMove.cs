using System.Globalization;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Data.Postgres;
using CrmContacts.Core.Data.Sqlite;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Search;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Data.Moving;

/// <summary>
/// Copies a store from SQLite to PostgreSQL, table by table in the order of the keys, and compares every row of both when it is done. Each slice is a
/// transaction, so that the target always has a beginning of the source: after a break, <c>kill -9</c> included, it goes on behind the last row.
/// </summary>
public sealed class StoreMove : IAsyncDisposable
{
    private const int SliceWeight = 8 << 20;
    private const long TellEvery = 100_000;

    private readonly SqliteStore _source;
    private readonly IStagedFiles _sourceFiles;
    private readonly ServiceProvider _provider;
    private readonly PostgresStore _target;
    private readonly IStagedFiles _targetFiles;
    private readonly Action<string> _tell;

    /// <param name="source">The store to move; its directory of uploads with it.</param>
    /// <param name="target">Where to; its schema is made, or brought up to date.</param>
    /// <param name="tell">Hears what is done, in lines for the operator.</param>
    public StoreMove(CrmCoreOptions source, CrmCoreOptions target, Action<string> tell)
    {
        if (source.Database != "sqlite" || target.Database != "postgres")
            throw new ArgumentException("A store moves from sqlite to postgres.");
        _provider = new ServiceCollection().AddCrmCore(target).BuildServiceProvider();
        _source = (SqliteStore)CrmCore.OpenStore(source, TimeProvider.System);
        _sourceFiles = StagedPlace.Open(source, _source);
        _target = (PostgresStore)_provider.GetRequiredService<Store>();
        _targetFiles = StagedPlace.Open(target, _target, earlier: false);
        _tell = tell;
    }

    /// <summary>At most so many rows are a slice.</summary>
    internal int SliceRows { get; init; } = 5_000;

    internal Store Target => _target;

    /// <summary>Copies what is not there yet, and compares.</summary>
    /// <param name="known">Tenants that the settings make at a start: of these the target may have the names already.</param>
    /// <param name="again">Throws away what an earlier move brought, and begins anew.</param>
    /// <returns>How many counts were off, in the source as well; they are repaired in the target.</returns>
    /// <exception cref="CrmException">It cannot be done: the source is in use, the target has other data, or what is there differs. It says what to do.</exception>
    public async Task<int> RunAsync(IReadOnlyCollection<string> known, bool again, CancellationToken cancellation = default)
    {
        await _source.OpenToMoveAsync(cancellation);
        _target.MovesIn = true;
        await _target.OpenAsync(migrate: true, cancellation);
        await using var alone = await _target.Source.OpenConnectionAsync(cancellation);
        await using var held = await MoveProgress.LockAsync(alone, cancellation);
        await using var source = await _source.ReadAsync(cancellation);
        var tables = await MovedTable.AllAsync(source, _target.Source, cancellation);
        await PrepareAsync(tables, known, again, cancellation);

        foreach (var table in tables)
            await CopyAsync(source, table, cancellation);
        var (copied, gone) = await new MovedFiles(source, _sourceFiles, _targetFiles).CopyAsync(cancellation);
        _tell(Text($"{copied:N0} uploaded files are in the target{(gone == 0 ? "" : Text($"; {gone:N0} had gone from the source before"))}."));
        await SettleAsync(tables, cancellation);

        foreach (var table in tables)
            await CompareAsync(source, table, cancellation);
        if (await new MovedFiles(source, _sourceFiles, _targetFiles).DifferenceAsync(cancellation) is { } difference)
            throw Differs(difference);
        var off = await VerifyCountsAsync(cancellation);
        await MoveProgress.EndAsync(_target.Source, cancellation);
        return off;
    }

    private async Task PrepareAsync(IReadOnlyList<MovedTable> tables, IReadOnlyCollection<string> known, bool again, CancellationToken cancellation)
    {
        var begun = await MoveProgress.FindAsync(_target.Source, cancellation);
        if (begun == _source.Epoch && !again)
        {
            _tell("A move of this store was begun before: it goes on where it stopped.");
            return;
        }

        if (begun is null)
            await DemandEmptyAsync(tables, known, cancellation);
        else
            _tell(again ? "What an earlier move brought is thrown away." : "The source was opened by a host since the move was begun, or is another one: what is there is thrown away, and the move begins anew.");
        await MoveProgress.BeginAsync(_target.Source, _source.Epoch, tables.Select(t => t.Name), cancellation);
    }

    private async Task DemandEmptyAsync(IReadOnlyList<MovedTable> tables, IReadOnlyCollection<string> known, CancellationToken cancellation)
    {
        foreach (var table in tables)
        {
            await using var command = _target.Source.CreateCommand($"SELECT EXISTS (SELECT 1 FROM {table.Name}{(table.Name == "crm_tenants" ? " WHERE NOT slug = ANY(@p0)" : "")})");
            if (table.Name == "crm_tenants")
                command.Parameters.AddWithValue("p0", known.ToArray());
            if (await command.ExecuteScalarAsync(cancellation) is true)
                throw new CrmException(ErrorCode.RequestInvalid, $"The target has data of its own ({table.Name} is not empty): a store is moved into an empty database only. Nothing was done. If a move ended here before, it is whole: crm verify looks it through.");
        }
    }

    private async Task CopyAsync(Session source, MovedTable table, CancellationToken cancellation)
    {
        var last = await table.LastAsync(_target.Source, _target.Dialect, cancellation);
        var (slice, weight, rows, told) = (new List<object?[]>(), 0, 0L, 0L);
        await foreach (var row in table.SourceAsync(source, last, cancellation))
        {
            slice.Add(row);
            weight += row.Sum(MovedColumn.Weight);
            if (slice.Count < SliceRows && weight < SliceWeight)
                continue;
            rows += await WriteAsync(table, slice, cancellation);
            weight = 0;
            if (rows - told >= TellEvery)
                _tell(Text($"{table.Name}: {told = rows:N0} rows so far."));
        }

        rows += await WriteAsync(table, slice, cancellation);
        if (rows > 0 || last is not null)
            _tell(Text($"{table.Name}: {rows:N0} rows copied{(last is null ? "" : ", the others were there")}."));
    }

    private async Task<int> WriteAsync(MovedTable table, List<object?[]> slice, CancellationToken cancellation)
    {
        var count = slice.Count;
        if (count == 0)
            return 0;
        await using var session = await _target.WriteAsync(0, WriteKind.Contacts, WriteLane.Background, cancellation);
        // What a crash of the server takes is copied again; the end of the move waits for the disk.
        await session.ExecuteAsync("SELECT set_config('synchronous_commit', 'off', true)", [], cancellation);
        await session.InsertAsync(table.Target, slice, cancellation);
        await session.CommitAsync(cancellation);
        slice.Clear();
        return count;
    }

    /// <summary>Numbers go on behind those that are taken; clients meet a store of another life; the planner learns how much there is.</summary>
    private async Task SettleAsync(IReadOnlyList<MovedTable> tables, CancellationToken cancellation)
    {
        await using var command = _target.Source.CreateCommand(
            "SELECT setval(pg_get_serial_sequence('crm_tenants', 'tenant'), max(t.tenant)) FROM crm_tenants t HAVING max(t.tenant) IS NOT NULL");
        await command.ExecuteNonQueryAsync(cancellation);
        await using var store = _target.Source.CreateCommand("UPDATE crm_store SET epoch = @p0, search_version = @p1");
        store.Parameters.AddWithValue("p0", Ids.New(_target.Clock.Now()));
        store.Parameters.AddWithValue("p1", SearchRenewal.Version);
        await store.ExecuteNonQueryAsync(cancellation);
        foreach (var table in tables)
        {
            await using var analyze = _target.Source.CreateCommand("ANALYZE " + table.Name);
            analyze.CommandTimeout = 0;
            await analyze.ExecuteNonQueryAsync(cancellation);
        }
    }

    private async Task CompareAsync(Session source, MovedTable table, CancellationToken cancellation)
    {
        var rows = 0L;
        await using var theirs = table.SourceAsync(source, null, cancellation).GetAsyncEnumerator(cancellation);
        await using var ours = table.TargetAsync(_target.Source, _target.Dialect, cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            var (more, moreOfOurs) = (await theirs.MoveNextAsync(), await ours.MoveNextAsync());
            if (more != moreOfOurs)
                throw Differs(Text($"{table.Name} has {(more ? "fewer" : "more")} rows than in the source (the first {rows:N0} are equal)"));
            if (!more)
                break;
            rows++;
            // By its place: a key may hold what a contact says.
            if (!table.Same(theirs.Current, ours.Current))
                throw Differs(Text($"row {rows:N0} of {table.Name}, in the order of its key, is not as in the source"));
        }

        if (rows > 0)
            _tell(Text($"{table.Name}: {rows:N0} rows compared, all equal."));
    }

    private async Task<int> VerifyCountsAsync(CancellationToken cancellation)
    {
        var off = 0;
        var verifier = _provider.GetRequiredService<CountVerifier>();
        foreach (var tenant in await new TenantDirectory(_target).AllAsync(cancellation))
        {
            var report = await verifier.VerifyAsync(tenant, repair: true, cancellation);
            _tell(Text($"{tenant.Slug}: {report.Scopes:N0} scopes with {report.Entries:N0} counts compared, {(report.Drifts.Count == 0 ? "all equal" : Text($"{report.Drifts.Count:N0} off, as they were in the source, and repaired"))}."));
            off += report.Drifts.Count;
        }

        return off;
    }

    private static CrmException Differs(string what) =>
        new(ErrorCode.RequestInvalid, $"The target is not the source: {what}. Somebody may have written to one of them. Hosts do not open the target; run crm migrate with --restart to copy everything anew.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _source.DisposeAsync();
    }
}
