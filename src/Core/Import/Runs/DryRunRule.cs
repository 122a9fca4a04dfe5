using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Who may see every contact may do as many dry runs as they like; each tells others which rows match contacts that they may not see.</summary>
internal static class DryRunRule
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <exception cref="CrmException">The agent has done as many in the last hour; it says when there may be another.</exception>
    public static async Task DemandAsync(WriteSession session, Viewer viewer, int limit, CancellationToken cancellation)
    {
        if (viewer.SeesAll)
            return;
        var now = session.Store.Clock.Now();
        var sql = new SqlText();
        sql.Add($"SELECT r.created_at FROM crm_imports r WHERE r.tenant = {sql.Arg(session.Tenant)} AND r.created_at > {sql.Arg(now - Window)} AND r.agent = {sql.Arg(viewer.AgentId)} AND r.dry_run = {sql.Arg(true)}");
        sql.Add($" ORDER BY r.created_at DESC LIMIT {limit}");
        var recent = await session.ListAsync(sql, row => session.Dialect.ReadInstant(row, 0), cancellation);
        if (recent.Count >= limit)
            throw new CrmException(ErrorCode.TooManyDryRuns, $"{limit} dry runs an hour are allowed. Import the file, or try again later.", "dry_run") { RetryAfter = recent.Count > 0 ? recent[^1] + Window - now : Window };
    }
}
