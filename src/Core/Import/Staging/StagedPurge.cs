using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Import.Staging;

/// <summary>Uploads that no run has taken up go after a day: previews that nobody confirmed, files that were refused.</summary>
internal sealed class StagedPurge(Store store, IStagedFiles files)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Purges when it is time again.</summary>
    public async Task WhenDueAsync(CancellationToken cancellation)
    {
        var now = store.Clock.Now();
        if (now < _next)
            return;
        foreach (var (tenant, id) in await OverdueAsync(now - Life, cancellation))
        {
            // The row first: a file without a row is waste, a row without its file a preview that fails.
            await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
            var gone = await session.ExecuteAsync("DELETE FROM crm_staged_files WHERE tenant = @p0 AND id = @p1 AND consumed_at IS NULL", [tenant, id], cancellation);
            await session.CommitAsync(cancellation);
            if (gone > 0)
                files.Delete(tenant, id);
        }

        _next = now + Every;
    }

    private async Task<List<(long Tenant, Guid Id)>> OverdueAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await using var session = await store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT s.tenant, s.id FROM crm_staged_files s WHERE s.consumed_at IS NULL AND s.created_at < {sql.Arg(before)}");
        return await session.ListAsync(sql, row => (row.GetInt64(0), session.Dialect.ReadId(row, 1)), cancellation);
    }
}
