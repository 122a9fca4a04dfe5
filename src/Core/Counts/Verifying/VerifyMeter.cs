using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Telemetry;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>What operators see of the comparison: drift is a defect of ours, and worth an alarm.</summary>
internal static class VerifyMeter
{
    private static readonly Counter<long> Compared = CrmTelemetry.Meter.CreateCounter<long>("crm.counts.compared", "{entry}", "Kept counts that were compared with a recount.");

    private static readonly Counter<long> Drift = CrmTelemetry.Meter.CreateCounter<long>("crm.counts.drift", "{entry}", "Kept counts that were not what a recount found.");

    public static Activity? Span(Tenant tenant) =>
        CrmTelemetry.Source.StartActivity("crm.counts.verify")?.SetTag(TenantTag.Name, tenant.Slug);

    public static void Ended(Activity? span, VerifyReport report)
    {
        Compared.Add(report.Entries, TenantTag.Of(report.Tenant));
        foreach (var drift in report.Drifts)
            Drift.Add(drift.Entries, TenantTag.Of(report.Tenant), new("crm.scope", drift.Kind));
        span?.SetTag("crm.counts.scopes", report.Scopes).SetTag("crm.counts.entries", report.Entries).SetTag("crm.counts.drifts", report.Drifts.Count);
    }
}
