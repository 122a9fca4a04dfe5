using System.Net.Http.Json;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Plugin.Tests.Host;

/// <summary>The standalone host sends what it measures where OpenTelemetry's own settings say.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task The_host_exports_metrics_and_traces_by_OTLP_and_nothing_of_what_people_typed()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });
        using var alice = await host.ClientOfAsync("alice");
        using (var answer = await alice.PostAsJsonAsync("/graphql?zanzibar=quibbleton", new { query = "query HerName { contacts(search: \"zanzibar\") { totalCount } }" }))
            answer.EnsureSuccessStatusCode();

        foreach (var name in new[] { "crm.graphql.operation.duration", "crm.import.rows", "http.server.request.duration" })
            await Eventually.TrueAsync(() => Task.FromResult(receiver.Metrics.Contains(name, StringComparison.Ordinal)), TimeSpan.FromSeconds(20), () => name);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Traces.Contains("graphql query", StringComparison.Ordinal)), TimeSpan.FromSeconds(20));
        Assert.Contains("crm.import.batch", receiver.Traces, StringComparison.Ordinal);
        Assert.Contains("crm-contacts", receiver.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/health/", receiver.Traces, StringComparison.Ordinal);
        var came = receiver.Metrics + receiver.Traces;
        Assert.DoesNotContain("zanzibar", came.Replace("?zanzibar=Redacted", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var secret in new[] { "quibbleton", "HerName", alice.DefaultRequestHeaders.Authorization!.Parameter! })
            Assert.DoesNotContain(secret, came, StringComparison.Ordinal);
    }
}
