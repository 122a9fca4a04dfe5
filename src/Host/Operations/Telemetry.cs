using CrmContacts.Core.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CrmContacts.Host.Operations;

/// <summary>
/// Metrics and traces by OTLP, set as OpenTelemetry has it: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (or that of one signal), <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>,
/// <c>OTEL_SERVICE_NAME</c>, <c>OTEL_TRACES_SAMPLER</c> and so on. With no endpoint nothing is listened to, so nothing is measured.
/// </summary>
internal static class Telemetry
{
    private static readonly string[] Meters =
    [
        CrmTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var (metrics, traces) = (IsSet(settings, "METRICS"), IsSet(settings, "TRACES"));
        if (!metrics && !traces)
            return;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.Clear()
            .AddService("crm-contacts", serviceVersion: typeof(CrmTelemetry).Assembly.GetName().Version?.ToString(3))
            .AddTelemetrySdk().AddEnvironmentVariableDetector());
        if (metrics)
            telemetry.WithMetrics(meters => meters.AddMeter(Meters).AddOtlpExporter());
        if (traces)
        {
            telemetry.WithTracing(spans => spans
                .AddSource(CrmTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthASpan)
                .AddOtlpExporter());
        }
    }

    private static bool IsSet(ConfigurationManager settings, string signal) =>
        !settings.GetValue<bool>("OTEL_SDK_DISABLED")
        && !string.Equals(settings[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
        && !string.IsNullOrEmpty(settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] ?? settings["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>Probes come all the time, and a page's line to the hub is open for hours: neither tells anything as a span.</summary>
    private static bool IsWorthASpan(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !context.Request.Headers.ContainsKey("Upgrade") && !HttpMethods.IsConnect(context.Request.Method);
}
