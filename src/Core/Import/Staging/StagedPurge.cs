using System.Buffers.Binary;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Import.Staging;

/// <summary>
/// Uploads that no run has taken up go after a day: previews that nobody confirmed, files that were refused. What a run leaves for those who
/// correct its failing rows, the rows and the file that they are cut from, goes after its time, and after a day where no row failed; the
/// run's row stays. So do files that nobody knows: a host that was killed while it took one, or took one away, leaves it.
/// </summary>
internal sealed class StagedPurge(Store store, IStagedFiles files, CrmCoreOptions options)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private const int ErrorsAtOnce = 1_000;
    private const int AtOnce = 500;

    /// <summary>No run has taken the file up, and no dry run reads it or keeps its failing rows in it.</summary>
    public const string Unused =
        "consumed_at IS NULL AND NOT EXISTS (SELECT 1 FROM crm_imports r WHERE r.tenant = crm_staged_files.tenant AND r.staged = crm_staged_files.id AND r.error_token IS NOT NULL)";

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Purges when it is time again.</summary>
    public async Task WhenDueAsync(CancellationToken cancellation)
    {
        var now = store.Clock.Now();
        if (now < _next)
            return;
        foreach (var (tenant, staged) in await OverdueAsync(now - Life, cancellation))
            await ForgetAsync(tenant, staged, "DELETE FROM crm_staged_files WHERE tenant = @p0 AND id = @p1 AND " + Unused, cancellation);
        foreach (var (tenant, run, staged) in await EndedAsync(now - TimeSpan.FromDays(options.Import.ErrorRowsKeptDays), now - Life, cancellation))
            await ForgetRunAsync(tenant, run, staged, cancellation);
        await SweepAsync(now - Life, cancellation);
        _next = now + Every;
    }

    private async Task ForgetRunAsync(long tenant, Guid run, Guid staged, CancellationToken cancellation)
    {
        while (await SliceAsync(tenant, run, cancellation) == ErrorsAtOnce)
        {
        }

        await ForgetAsync(tenant, staged,
            "DELETE FROM crm_staged_files WHERE tenant = @p0 AND id = @p1 AND NOT EXISTS (SELECT 1 FROM crm_imports r WHERE r.tenant = @p0 AND r.staged = @p1 AND r.id <> @p2 AND r.error_token IS NOT NULL)", cancellation, run);
        // Last: until then a purge that was interrupted begins again.
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        await session.ExecuteAsync("UPDATE crm_imports SET error_token = NULL WHERE tenant = @p0 AND id = @p1", [tenant, run], cancellation);
        await session.CommitAsync(cancellation);
    }

    private async Task<int> SliceAsync(long tenant, Guid run, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        var gone = await session.ExecuteAsync(
            "DELETE FROM crm_import_errors WHERE tenant = @p0 AND run = @p1 AND row IN (SELECT e.row FROM crm_import_errors e WHERE e.tenant = @p0 AND e.run = @p1 ORDER BY e.row LIMIT @p2)",
            [tenant, run, (long)ErrorsAtOnce], cancellation);
        await session.CommitAsync(cancellation);
        return gone;
    }

    private async Task ForgetAsync(long tenant, Guid staged, string sql, CancellationToken cancellation, Guid? run = null)
    {
        // The row first: a file without a row is waste, a row without its file a preview that fails.
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        var gone = await session.ExecuteAsync(sql, run is { } one ? [tenant, staged, one] : [tenant, staged], cancellation);
        await session.CommitAsync(cancellation);
        if (gone > 0)
            await files.DeleteAsync(tenant, staged);
    }

    private async Task SweepAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await foreach (var chunk in files.AllAsync(cancellation).Where(f => MadeAt(f.Id) < before).Chunk(AtOnce).WithCancellation(cancellation))
        {
            var known = new HashSet<Guid>();
            await using (var session = await store.ReadAsync(cancellation))
            {
                var sql = new SqlText();
                sql.Add($"SELECT s.id FROM crm_staged_files s WHERE s.tenant IN ({string.Join(", ", chunk.Select(f => f.Tenant).Distinct().Select(t => sql.Arg(t)))}) AND {session.Dialect.In("s.id", [.. chunk.Select(f => (object)f.Id)], sql)}");
                known.UnionWith(await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation));
            }

            foreach (var (tenant, id) in chunk.Where(f => !known.Contains(f.Id)))
                await files.DeleteAsync(tenant, id);
        }
    }

    /// <summary>An id says when it was made: an upload that is just coming in has a file, and no row yet.</summary>
    private static DateTimeOffset MadeAt(Guid id) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16));

    private async Task<List<(long Tenant, Guid Id)>> OverdueAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await using var session = await store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT s.tenant, s.id FROM crm_staged_files s WHERE s.consumed_at IS NULL AND s.created_at < {sql.Arg(before)} AND NOT EXISTS (SELECT 1 FROM crm_imports r WHERE r.tenant = s.tenant AND r.staged = s.id AND r.error_token IS NOT NULL)");
        return await session.ListAsync(sql, row => (row.GetInt64(0), session.Dialect.ReadId(row, 1)), cancellation);
    }

    /// <summary>Runs whose time is over; one that has no token any more is done.</summary>
    private async Task<List<(long Tenant, Guid Run, Guid Staged)>> EndedAsync(DateTimeOffset before, DateTimeOffset withoutErrors, CancellationToken cancellation)
    {
        await using var session = await store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT r.tenant, r.id, r.staged FROM crm_imports r WHERE r.error_token IS NOT NULL AND r.status >= 2 AND (r.finished_at < {sql.Arg(before)} OR (r.errors = 0 AND r.finished_at < {sql.Arg(withoutErrors)})) LIMIT {AtOnce}");
        return await session.ListAsync(sql, row => (row.GetInt64(0), session.Dialect.ReadId(row, 1), session.Dialect.ReadId(row, 2)), cancellation);
    }
}
