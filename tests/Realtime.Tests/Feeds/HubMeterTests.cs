using CrmContacts.Core.Counts;
using CrmContacts.Realtime.Messages;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using CrmContacts.Tests.Support.Telemetry;

namespace CrmContacts.Realtime.Tests.Feeds;

public sealed class HubMeterTests
{
    [Fact]
    public async Task What_waits_for_a_busy_connection_is_counted_as_coalesced_and_what_it_takes_as_pushed()
    {
        using var measured = new Measured();
        var slow = new Listener(Cast.Viewers.Bob, new ManualClock());
        slow.Hold();
        for (var version = 1; version <= 10; version++)
            slow.Session.Tell(new ListCounts(Guid.Empty, [new ScopeCount(null, "all", version, version)]));
        Assert.True(measured.Sum("crm.hub.messages.coalesced {crm.message=ListCounts}") >= 8);
        slow.LetGo();
        await Eventually.TrueAsync(() => Task.FromResult(measured.Sum("crm.hub.pushes {crm.message=ListCounts}") >= 2));
    }

    [Fact]
    public async Task Connections_are_counted_while_they_last()
    {
        using var measured = new Measured();
        await using var stage = await StoreStage.StartAsync(Engine.Sqlite);
        const string connections = "crm.hub.connections {crm.tenant=acme}";
        var (line, _) = await stage.ConnectAsync("bob");
        await Eventually.TrueAsync(() => Task.FromResult(measured.Values.Contains(connections + " 1")));
        await line.DisposeAsync();
        await Eventually.TrueAsync(() => Task.FromResult(measured.Values.Contains(connections + " -1")));
        Assert.DoesNotContain(measured.Values, v => v.Contains("bob", StringComparison.Ordinal));
    }
}
