using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>
/// How a dynamic list comes to its kept counts. Where there are few contacts it is counted in the transaction that defines it. Else it is
/// published as <c>counting</c>: from then on writers keep apart what changes of it (<see cref="CountScope.Counting"/>), until
/// <see cref="ListCounter"/> has counted it in one snapshot and adds what changed since. The number that was shown stays until then.
/// </summary>
internal static class DynamicListCounts
{
    /// <summary>Counts a list whose definition this transaction wrote, now or later. The caller is alone with the tenant's definitions.</summary>
    public static Task BeginAsync(WriteSession session, Guid list, Filter filter, Aftermath aftermath, CancellationToken cancellation) =>
        BeginAsync(session, list, filter, among: 1, aftermath, cancellation);

    /// <param name="among">How many lists this transaction counts: together they may take as long as one.</param>
    private static async Task BeginAsync(WriteSession session, Guid list, Filter filter, int among, Aftermath aftermath, CancellationToken cancellation)
    {
        await ForgetChangesAsync(session, list, cancellation);
        var contacts = await session.ScalarAsync<long>("SELECT k.count FROM crm_counts k WHERE k.tenant = @p0 AND k.scope = 0 AND k.scope_id = @p1 AND k.bucket = '*'", [session.Tenant, Guid.Empty], cancellation);
        var later = contacts * among > session.Store.ListsCountedAtOnce;
        await session.ExecuteAsync("UPDATE crm_lists SET counting = @p2, revision = revision + 1 WHERE tenant = @p0 AND id = @p1", [session.Tenant, list, later], cancellation);
        if (!later)
            await KeptCounts.SetAsync(session, list, await ListRecount.OfAsync(session, session.Tenant, filter, cancellation), aftermath.Counts, cancellation);
        await DynamicLists.ChangedAsync(session, cancellation);
    }

    /// <summary>Counts again those that ask for something which has changed behind the contacts' backs: a static list's name or end, the end of a custom field.</summary>
    public static async Task AgainAsync(WriteSession session, ulong asked, Aftermath aftermath, CancellationToken cancellation)
    {
        var lists = (await DynamicLists.ReadAsync(session, session.Tenant, cancellation)).FindAll(l => (l.Asks & asked) != 0);
        foreach (var list in lists)
        {
            await BeginAsync(session, list.Id, list.Filter, lists.Count, aftermath, cancellation);
            aftermath.ListChanged(list.Id);
        }
    }

    /// <summary>
    /// Ends the counting: what was counted in a snapshot, and what has changed since. False where the list is another one by now, or gone.
    /// </summary>
    public static async Task<bool> EndAsync(WriteSession session, CountedList counted, Aftermath aftermath, CancellationToken cancellation)
    {
        var ended = await session.ExecuteAsync("UPDATE crm_lists SET counting = @p3 WHERE tenant = @p0 AND id = @p1 AND revision = @p2 AND counting", [session.Tenant, counted.List, (long)counted.Revision, false], cancellation);
        if (ended == 0)
            return false;
        var now = new Dictionary<string, long>(counted.Found, StringComparer.Ordinal);
        foreach (var (bucket, count) in await ChangesAsync(session, session.Tenant, counted.List, cancellation))
            now[bucket] = now.GetValueOrDefault(bucket) + count;
        foreach (var (bucket, count) in counted.Changes)
            now[bucket] = now.GetValueOrDefault(bucket) - count;
        await KeptCounts.SetAsync(session, counted.List, now, aftermath.Counts, cancellation);
        await ForgetChangesAsync(session, counted.List, cancellation);
        await DynamicLists.ChangedAsync(session, cancellation);
        aftermath.ListChanged(counted.List);
        return true;
    }

    /// <summary>What writers kept of a list that is being counted, by bucket.</summary>
    public static async Task<Dictionary<string, long>> ChangesAsync(Session session, long tenant, Guid list, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT k.bucket, k.count FROM crm_counts k WHERE k.tenant = {sql.Arg(tenant)} AND k.scope = {sql.Arg((long)CountScope.Counting)} AND k.scope_id = {sql.Arg(list)} AND k.bucket <> '*'");
        return (await session.ListAsync(sql, row => (Bucket: row.GetString(0), Count: row.GetInt64(1)), cancellation)).ToDictionary(r => r.Bucket, r => r.Count, StringComparer.Ordinal);
    }

    public static Task<int> ForgetChangesAsync(WriteSession session, Guid list, CancellationToken cancellation) =>
        session.ExecuteAsync("DELETE FROM crm_counts WHERE tenant = @p0 AND scope = @p1 AND scope_id = @p2", [session.Tenant, (long)CountScope.Counting, list], cancellation);
}
