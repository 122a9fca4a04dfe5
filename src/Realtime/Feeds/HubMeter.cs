using System.Diagnostics.Metrics;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Telemetry;
using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Feeds;

/// <summary>What operators see of the hub. A push has no span: to ten thousand pages that would cost more than the push.</summary>
internal static class HubMeter
{
    private static readonly UpDownCounter<long> Connections = CrmTelemetry.Meter.CreateUpDownCounter<long>("crm.hub.connections", "{connection}", "Pages that are connected to the hub.");

    private static readonly Counter<long> Pushes = CrmTelemetry.Meter.CreateCounter<long>("crm.hub.pushes", "{message}", "Messages that connections have taken.");

    private static readonly Counter<long> Coalesced = CrmTelemetry.Meter.CreateCounter<long>("crm.hub.messages.coalesced", "{message}", "Messages that a newer one took the place of while a connection was busy.");

    private static readonly Counter<long> Closed = CrmTelemetry.Meter.CreateCounter<long>("crm.hub.closed", "{connection}", "Connections that the hub closed.");

    public static void Joined(Tenant tenant) => Connections.Add(1, TenantTag.Of(tenant));

    public static void Left(Tenant tenant) => Connections.Add(-1, TenantTag.Of(tenant));

    public static void Taken(ILetter letter) => Pushes.Add(1, KindOf(letter));

    public static void Replaced(ILetter letter) => Coalesced.Add(1, KindOf(letter));

    /// <param name="why"><c>stalled</c>, <c>token_ended</c> or <c>revoked</c>.</param>
    public static void Ended(Tenant tenant, string why) => Closed.Add(1, TenantTag.Of(tenant), new("crm.reason", why));

    /// <summary>A closed set: the classes of letters.</summary>
    private static KeyValuePair<string, object?> KindOf(ILetter letter) => new("crm.message", letter.GetType().Name);
}
