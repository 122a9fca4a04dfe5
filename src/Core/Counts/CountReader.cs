using System.Data.Common;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Counts;

/// <summary>The door to kept counts. Nothing here scans contacts. A singleton: each call reads the newest state.</summary>
public sealed class CountReader
{
    private readonly Store _store;

    internal CountReader(Store store) => _store = store;

    /// <summary>All entries of the viewer's buckets (<see cref="Bucket.Sum"/> alone for <c>crm.manage</c>), of lists and of all contacts.</summary>
    public Task<CountSnapshot> SnapshotAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        return ReadAsync((_, sql) => $"crm_counts k WHERE k.tenant = {sql.Arg(viewer.Tenant.Key)} AND k.scope < 2 AND {_store.Dialect.In("k.bucket", [.. viewer.Buckets], sql)}", cancellation);
    }

    /// <summary>The entries of every bucket of the tenant that changed at or after <paramref name="mark"/>; some may be told twice.</summary>
    public Task<CountSnapshot> ChangesAsync(Tenant tenant, long mark, CancellationToken cancellation = default) =>
        ReadAsync((now, sql) => CountLog.Changed(tenant.Key, mark, mark < now - _store.Dialect.CountLogKept, sql), cancellation);

    /// <summary>A mark from which <see cref="ChangesAsync"/> gives only what changes from now on.</summary>
    public async Task<long> MarkAsync(CancellationToken cancellation = default)
    {
        await using var session = await _store.ReadAsync(cancellation);
        return await session.ScalarAsync<long>($"SELECT {_store.Dialect.CountMark}", [], cancellation);
    }

    private async Task<CountSnapshot> ReadAsync(Func<long, SqlText, string> from, CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        // First, so that what commits between the two reads is told again rather than missed.
        var mark = await session.ScalarAsync<long>($"SELECT {_store.Dialect.CountMark}", [], cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT k.scope_id, k.bucket, k.count, k.version, k.scope FROM {from(mark, sql)}");
        return new CountSnapshot(_store.Epoch, await session.ListAsync(sql, Entry, cancellation), mark);
    }

    private ScopeCount Entry(DbDataReader row) =>
        new(row.GetInt32(4) == (int)CountScope.List ? _store.Dialect.ReadId(row, 0) : null, row.GetString(1), row.GetInt64(2), row.GetInt64(3));
}
