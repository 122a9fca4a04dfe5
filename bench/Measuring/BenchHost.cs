using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Measuring;

/// <summary>The host as it runs in production, with the demo's agents so that there is somebody to sign in.</summary>
public static class BenchHost
{
    /// <param name="dataDirectory">Where it keeps its files.</param>
    /// <param name="more">Settings on top of these.</param>
    public static Task<HostProcess> StartAsync(string dataDirectory, IReadOnlyDictionary<string, string>? more = null) => HostProcess.StartAsync(
        new Dictionary<string, string>(more ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Crm__Demo"] = "true",
        },
        dataDirectory);

    /// <summary>The same without the demo: its agents are whoever <see cref="SharedKey"/> signs for.</summary>
    public static Task<HostProcess> StartPlainAsync(string dataDirectory, IReadOnlyDictionary<string, string>? more = null) => HostProcess.StartAsync(
        new Dictionary<string, string>(more ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Crm__Demo"] = "false", ["Authentication__SharedKey"] = SharedKey.Value,
            // A bench asks as fast as it can.
            ["Crm__Limits__CostPerSecond"] = "1000000000",
        },
        dataDirectory);
}
