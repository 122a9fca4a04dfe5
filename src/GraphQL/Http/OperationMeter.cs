using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmContacts.Core.Telemetry;
using CrmContacts.Core.Visibility;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Http;

/// <summary>One operation as operators see it: its kind, how it ended, how long it took. Its text, its name and its variables are the client's, and stay out.</summary>
internal sealed class OperationMeter(Viewer viewer) : IDisposable
{
    private static readonly Histogram<double> Seconds = CrmTelemetry.Meter.CreateHistogram(
        "crm.graphql.operation.duration", "s", "How long GraphQL operations took, from the request's first byte to the answer's last.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Activity? _span = CrmTelemetry.Source.StartActivity("graphql operation")?.SetTag(TenantTag.Name, viewer.Tenant.Slug);
    private string _kind = "unknown";
    private string _outcome = "refused";

    /// <summary>The document could be read: it holds this operation.</summary>
    public void Found(OperationType? kind)
    {
        _kind = kind switch { OperationType.Query => "query", OperationType.Mutation => "mutation", _ => "unknown" };
        if (_span is not null)
            _span.DisplayName = "graphql " + _kind;
    }

    /// <summary>It was executed, or refused before anything was read.</summary>
    public void Ended(Outcome outcome)
    {
        _outcome = !outcome.HasData ? "refused" : outcome.Errors is null ? "ok" : "errors";
        _span?.SetTag("crm.graphql.cost", outcome.State?.Cost);
    }

    public void Abandoned() => _outcome = "abandoned";

    /// <summary>A fault of ours. What it says may hold values: only its type is told.</summary>
    public void Failed(Exception fault)
    {
        _outcome = "failed";
        _span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
    }

    public void Dispose()
    {
        Seconds.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, new("graphql.operation.type", _kind), new("crm.outcome", _outcome));
        _span?.SetTag("graphql.operation.type", _kind).SetTag("crm.outcome", _outcome).Dispose();
    }
}
