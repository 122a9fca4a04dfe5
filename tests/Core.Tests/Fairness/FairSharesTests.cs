using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Fairness;

namespace CrmContacts.Core.Tests.Fairness;

/// <summary>What a tenant may take of a node, and that nobody else waits for it.</summary>
public sealed class FairSharesTests
{
    private readonly Ticking _clock = new();
    private readonly Tenant _acme = new("acme", "Acme", "US", "UTC", []);
    private readonly Tenant _globex = new("globex", "Globex", "US", "UTC", []) { Limits = new() { CostPerSecond = 1, Connections = 1 } };

    [Fact]
    public void Who_has_asked_for_more_than_ten_seconds_worth_waits_as_long_as_it_is_too_much_and_nobody_else_does()
    {
        var shares = new FairShares(new() { CostPerSecond = 100 }, _clock);
        shares.DemandCost(_acme);
        shares.Spend(_acme, 999);
        shares.DemandCost(_acme);
        shares.Spend(_acme, 501);
        var refused = Assert.Throws<CrmException>(() => shares.DemandCost(_acme));
        Assert.Equal((ErrorCode.RateLimited, TimeSpan.FromSeconds(5)), (refused.Code, refused.RetryAfter));
        shares.DemandCost(_globex);
        _clock.Now += TimeSpan.FromSeconds(4.9);
        Assert.Throws<CrmException>(() => shares.DemandCost(_acme));
        _clock.Now += TimeSpan.FromSeconds(0.2);
        shares.DemandCost(_acme);
        // What is not used does not grow beyond ten seconds.
        _clock.Now += TimeSpan.FromHours(1);
        shares.Spend(_acme, 1_000);
        Assert.Throws<CrmException>(() => shares.DemandCost(_acme));
    }

    [Fact]
    public void Pages_of_a_tenant_and_of_an_agent_are_limited_and_a_tenant_may_have_limits_of_its_own()
    {
        var shares = new FairShares(new() { Connections = 5, ConnectionsOfAgent = 2 }, _clock);
        shares.DemandConnection(_acme, connected: 4, ofAgent: 1);
        Assert.Throws<CrmException>(() => shares.DemandConnection(_acme, 5, 0));
        Assert.Throws<CrmException>(() => shares.DemandConnection(_acme, 4, 2));
        Assert.Throws<CrmException>(() => shares.DemandConnection(_globex, 1, 0));
        shares.DemandConnection(_globex, 0, 1);
        Assert.Equal(new TenantLimits { CostPerSecond = 1, Connections = 1, ConnectionsOfAgent = 2, Imports = 100 }, shares.Of(_globex));
    }

    [Fact]
    public void Imports_that_wait_or_run_are_limited()
    {
        var shares = new FairShares(new() { Imports = 3 }, _clock);
        shares.DemandImport(_acme, 2);
        Assert.True(Assert.Throws<CrmException>(() => shares.DemandImport(_acme, 3)).RetryAfter > TimeSpan.Zero);
    }

    private sealed class Ticking : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
