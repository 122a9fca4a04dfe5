using CrmContacts.Core.Directory;

namespace CrmContacts.Access;

/// <summary>The origins that any tenant lists: a preflight carries no token, so it cannot be asked for its tenant.</summary>
internal sealed class ListedOrigins(ITenantDirectory tenants, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Known? _known;

    public async ValueTask<bool> ContainsAsync(string origin, CancellationToken cancellation)
    {
        if (OriginRule.Normal(origin) is not { } normal)
            return false;
        var known = _known;
        if (known is null || clock.GetElapsedTime(known.ReadAt) > Fresh)
            known = await ReadAsync(cancellation);
        return known.Origins.Contains(normal);
    }

    private async Task<Known> ReadAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_known is { } known && clock.GetElapsedTime(known.ReadAt) <= Fresh)
                return known;
            var origins = (await tenants.AllAsync(cancellation)).SelectMany(tenant => tenant.AllowedOrigins).Select(OriginRule.Normal).OfType<string>();
            return _known = new Known(origins.ToHashSet(StringComparer.Ordinal), clock.GetTimestamp());
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Known(HashSet<string> Origins, long ReadAt);
}
