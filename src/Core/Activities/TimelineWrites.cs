using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Activities;

/// <summary>What happens to timelines when contacts do.</summary>
internal static class TimelineWrites
{
    /// <summary>
    /// Gives what <paramref name="sources"/> have to <paramref name="target"/>, as a merge does, figures included. The caller has locked
    /// all of them and writes the contacts' rows before: a row carries the figures that it was read with.
    /// </summary>
    public static async Task MoveAsync(WriteSession session, Guid target, IReadOnlyCollection<Guid> sources, Aftermath aftermath, CancellationToken cancellation)
    {
        var sum = 0;
        foreach (var source in sources.Where(s => s != target).Order())
        {
            var moved = 0;
            foreach (var table in (string[])["crm_activities", "crm_interactions"])
                moved += await session.ExecuteAsync($"UPDATE {table} SET contact = @p2 WHERE tenant = @p0 AND contact = @p1", [session.Tenant, source, target], cancellation);
            if (moved > 0)
                await ContactFigures.MovedAsync(session, source, -moved, aftermath, cancellation);
            sum += moved;
        }

        if (sum > 0)
            await ContactFigures.MovedAsync(session, target, sum, aftermath, cancellation);
    }
}
