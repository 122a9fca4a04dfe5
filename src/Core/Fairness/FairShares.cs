using System.Collections.Concurrent;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Fairness;

/// <summary>
/// Holds tenants to their limits on this node. Whoever has used up what a second allows is refused until it has come back, and told when:
/// other tenants do not wait behind them.
/// </summary>
/// <param name="limits">Of a tenant that has none of its own.</param>
public sealed class FairShares(TenantLimits limits, TimeProvider clock)
{
    private const double SecondsAtOnce = 10;

    private readonly TenantLimits _limits = limits.Or(TenantLimits.Default);
    private readonly ConcurrentDictionary<string, Purse> _purses = new(StringComparer.Ordinal);

    /// <summary>What holds for a tenant; nothing in it is null.</summary>
    public TenantLimits Of(Tenant tenant) => tenant.Limits.Or(_limits);

    private double CostPerSecond(Tenant tenant) => tenant.Limits.CostPerSecond ?? _limits.CostPerSecond!.Value;

    /// <summary>Refuses a tenant whose operations have cost more than they may. What one costs is known when it is over: it is paid by the next.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.RateLimited"/>, and when to try again.</exception>
    public void DemandCost(Tenant tenant)
    {
        if (_purses.TryGetValue(tenant.Slug, out var purse) && purse.Wait(CostPerSecond(tenant), clock) is { } wait)
            throw Refused("This organization asks for more than its share at the moment. Try again in a moment.", wait);
    }

    /// <summary>An operation has cost so much.</summary>
    public void Spend(Tenant tenant, int cost) => _purses.GetOrAdd(tenant.Slug, _ => new Purse(clock.GetTimestamp())).Take(cost, CostPerSecond(tenant), clock);

    /// <summary>Refuses one connection more.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="connected">How many the tenant has.</param>
    /// <param name="ofAgent">How many the agent has.</param>
    /// <exception cref="CrmException"><see cref="ErrorCode.RateLimited"/>.</exception>
    public void DemandConnection(Tenant tenant, int connected, int ofAgent)
    {
        var own = Of(tenant);
        if (connected >= own.Connections)
            throw Refused($"This organization has {own.Connections} pages connected here, which is as many as it may.", TimeSpan.FromSeconds(10));
        if (ofAgent >= own.ConnectionsOfAgent)
            throw Refused($"This agent has {own.ConnectionsOfAgent} pages connected here, which is as many as they may. Close some of them.", TimeSpan.FromSeconds(30));
    }

    /// <summary>Refuses one import more.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.RateLimited"/>.</exception>
    public void DemandImport(Tenant tenant, long open)
    {
        if (open >= Of(tenant).Imports)
            throw Refused($"{open} imports of this organization are waiting or running, which is as many as may. Try again when some have ended.", TimeSpan.FromSeconds(30));
    }

    private static CrmException Refused(string message, TimeSpan wait) => new(ErrorCode.RateLimited, message) { RetryAfter = wait };

    /// <summary>Fills by the second, up to ten seconds' worth, and may be overdrawn once.</summary>
    private sealed class Purse(long since)
    {
        private readonly Lock _gate = new();
        private double _spent;
        private long _since = since;

        public void Take(double cost, double perSecond, TimeProvider clock)
        {
            lock (_gate)
                _spent = Left(perSecond, clock) + cost;
        }

        public TimeSpan? Wait(double perSecond, TimeProvider clock)
        {
            lock (_gate)
            {
                var over = (_spent = Left(perSecond, clock)) - (perSecond * SecondsAtOnce);
                return over >= 0 ? TimeSpan.FromSeconds(Math.Max(1, over / perSecond)) : null;
            }
        }

        private double Left(double perSecond, TimeProvider clock)
        {
            var now = clock.GetTimestamp();
            var left = Math.Max(0, _spent - (clock.GetElapsedTime(_since, now).TotalSeconds * perSecond));
            _since = now;
            return left;
        }
    }
}
