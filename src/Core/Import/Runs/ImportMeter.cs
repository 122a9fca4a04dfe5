using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Telemetry;

namespace CrmContacts.Core.Import.Runs;

/// <summary>What operators see of imports. Nothing of a file's content, nor its name.</summary>
internal static class ImportMeter
{
    private static readonly Counter<long> Rows = CrmTelemetry.Meter.CreateCounter<long>("crm.import.rows", "{row}", "Rows of import files that were decided on.");

    private static readonly Counter<long> Runs = CrmTelemetry.Meter.CreateCounter<long>("crm.import.runs", "{run}", "Imports that ended.");

    /// <summary>The span of a run, from where its checkpoint stands to where it ends or stops.</summary>
    public static Activity? Run(Tenant tenant, RunRow row) =>
        CrmTelemetry.Source.StartActivity("crm.import.run")?
            .SetTag(TenantTag.Name, tenant.Slug).SetTag("crm.import.id", row.Run.Id).SetTag("crm.import.dry_run", row.Run.DryRun);

    public static Activity? Batch(int rows) =>
        CrmTelemetry.Source.StartActivity("crm.import.batch")?.SetTag("crm.import.rows", rows);

    /// <summary>A batch that is committed; a dry run's is tagged as such.</summary>
    public static void Decided(Tenant tenant, bool dryRun, Tally tally)
    {
        if (!Rows.Enabled)
            return;
        Add("imported", tally.Imported);
        Add("updated", tally.Updated);
        Add("unchanged", tally.Unchanged);
        Add("skipped", tally.Skipped);
        Add("error", tally.Errors);

        void Add(string outcome, long rows)
        {
            if (rows > 0)
                Rows.Add(rows, TenantTag.Of(tenant), new("crm.outcome", outcome), new("crm.import.dry_run", dryRun));
        }
    }

    public static void Ended(Tenant tenant, ImportStatus status) =>
        Runs.Add(1, TenantTag.Of(tenant), new("crm.outcome", status switch
        {
            ImportStatus.Completed => "completed",
            ImportStatus.Cancelled => "cancelled",
            ImportStatus.Undone => "undone",
            _ => "failed",
        }));

    /// <summary>What a fault says may hold values: only its type is told.</summary>
    public static void Failed(Tenant tenant, Activity? span, Exception fault)
    {
        span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
        Ended(tenant, ImportStatus.Failed);
    }
}
