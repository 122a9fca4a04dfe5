using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmContacts.Core.Telemetry;

namespace CrmContacts.Core.Data;

/// <summary>How long writers wait until they may write: SQLite's queue, PostgreSQL's connection and locks of the tenant.</summary>
internal static class WriterWait
{
    private static readonly Histogram<double> Seconds = CrmTelemetry.Meter.CreateHistogram(
        "crm.store.writer.wait", "s", "How long a writer waited until it could write.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });

    private static readonly KeyValuePair<string, object?> Interactive = new("crm.lane", "interactive");
    private static readonly KeyValuePair<string, object?> Background = new("crm.lane", "background");

    public static void Ended(WriteLane lane, long since) =>
        Seconds.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, lane == WriteLane.Interactive ? Interactive : Background);
}
