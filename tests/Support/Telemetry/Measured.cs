using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmContacts.Core.Telemetry;

namespace CrmContacts.Tests.Support.Telemetry;

/// <summary>
/// Listens to the product's metrics and spans while it lives. Other tests of the process are heard too:
/// ask for a tenant of one's own, or for no more than that something was told.
/// </summary>
public sealed class Measured : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly ConcurrentQueue<string> _values = [];
    private readonly ConcurrentQueue<string> _ended = [];

    public Measured()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CrmTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.Enqueue($"{instrument.Name} {Told(tags)} {value}"));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => _values.Enqueue($"{instrument.Name} {Told(tags)}"));
        _meters.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CrmTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _ended.Enqueue($"{span.DisplayName} {Told([.. span.TagObjects])} {span.Status}"),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>Each as <c>name {tag=value …} value</c>, with tags by name; of a duration without the value.</summary>
    public IReadOnlyList<string> Values => [.. _values];

    /// <summary>Each as <c>name {tag=value …} status</c>.</summary>
    public IReadOnlyList<string> Spans => [.. _ended];

    /// <summary>The sum of what was counted with exactly these tags.</summary>
    public long Sum(string instrumentAndTags) =>
        Values.Where(v => v.StartsWith(instrumentAndTags + " ", StringComparison.Ordinal))
            .Sum(v => long.Parse(v[(v.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _meters.Dispose();
        _spans.Dispose();
    }

    private static string Told(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        "{" + string.Join(' ', tags.ToArray().OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}")) + "}";
}
