using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrmContacts.Core.Telemetry;

/// <summary>
/// Where every room's metrics and traces come from. <c>docs/operating.md</c> names them. Nobody listening costs nothing.
/// Tags are few and closed: a tenant's slug at most, never what a contact, an agent or a query holds.
/// </summary>
public static class CrmTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "CrmContacts";

    private static readonly string? Version = typeof(CrmTelemetry).Assembly.GetName().Version?.ToString(3);

    /// <summary>The rooms' instruments are made of it.</summary>
    public static Meter Meter { get; } = new(Name, Version);

    /// <summary>The rooms' spans are made of it.</summary>
    public static ActivitySource Source { get; } = new(Name, Version);
}
