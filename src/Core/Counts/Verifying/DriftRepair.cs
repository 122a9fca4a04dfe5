using CrmContacts.Core.Data;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>
/// Adds to entries what a snapshot found missing. What writers have added since stands beside it and stays right, so nobody waits for a
/// recount. An entry that somebody else has repaired since, and a list that counts something else by now, are left as they are.
/// </summary>
internal static class DriftRepair
{
    public static async Task ApplyAsync(Store store, long tenant, FoundDrift drift, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(tenant, WriteKind.Contacts, WriteLane.Background, cancellation);
        if (!await IsSameAsync(session, drift.Scope, cancellation))
            return;
        var seq = await session.ChangeSeqAsync(cancellation);
        foreach (var entry in drift.Entries)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO crm_counts AS k (tenant, scope, scope_id, bucket, count, version, changed_seq, repairs) VALUES (@p0, @p1, @p2, @p3, @p4, 1, @p5, 1)
                ON CONFLICT (tenant, scope, scope_id, bucket) DO UPDATE SET count = k.count + excluded.count, version = k.version + 1, changed_seq = excluded.changed_seq, repairs = k.repairs + 1
                WHERE k.repairs = @p6
                """,
                [tenant, (long)drift.Scope.Kind, drift.Scope.Id, entry.Bucket, entry.Missing, seq, (long)entry.Repairs], cancellation);
        }

        await CountLog.WriteAsync(session, seq, drift.Entries.Select(e => (drift.Scope.Kind, drift.Scope.Id, e.Bucket)), cancellation);
        await session.CommitAsync(cancellation);
    }

    private static async Task<bool> IsSameAsync(WriteSession session, VerifiedScope scope, CancellationToken cancellation)
    {
        if (scope.Kind == CountScope.All)
            return true;
        var now = await VerifiedScope.ReadAsync(session, session.Tenant, scope.Kind, sql => $" AND s.id = {sql.Arg(scope.Id)}", 1, cancellation);
        return now is [{ Counting: false } one] && one.Dynamic == scope.Dynamic && one.Revision == scope.Revision;
    }
}
