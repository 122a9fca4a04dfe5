using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Import.Runs;

/// <summary>What is noted for those who answer for the data: an import told its agent that there are contacts which they may not see.</summary>
internal sealed partial class ImportAudit(ILogger<ImportAudit> log)
{
    /// <summary>Rows of a batch that were answered with <c>match_not_visible</c>.</summary>
    public void HiddenMatches(RunRow row, int rows)
    {
        if (rows > 0)
            Met(row.Run.Id, row.Run.AgentId, row.Run.DryRun, rows);
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "match_not_visible", Message = "Import {Run} of agent {Agent} (dry run: {DryRun}) skipped {Rows} rows whose contacts the agent may not see.")]
    private partial void Met(Guid run, string agent, bool dryRun, int rows);
}
