using System.Collections.Concurrent;
using System.Text.Json;
using CrmContacts.Core.Data;
using CrmContacts.Core.Fairness;
using Microsoft.EntityFrameworkCore;

namespace CrmContacts.Core.Directory;

/// <summary>Tenants of the store, remembered for half a minute: another node may change them.</summary>
internal sealed class TenantDirectory(Store store) : ITenantDirectory
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (Tenant Tenant, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    public async ValueTask<Tenant?> FindAsync(string slug, CancellationToken cancellation = default)
    {
        if (_known.TryGetValue(slug, out var known) && known.Until > store.Clock.GetUtcNow())
            return known.Tenant;
        var row = await store.ReadAgainAsync(async () =>
        {
            await using var context = store.NewContext();
            return await context.Tenants.AsNoTracking().SingleOrDefaultAsync(t => t.Slug == slug, cancellation);
        }, cancellation);
        return row is null ? null : Remember(row);
    }

    public async ValueTask<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancellation = default)
    {
        var rows = await store.ReadAgainAsync(async () =>
        {
            await using var context = store.NewContext();
            return await context.Tenants.AsNoTracking().OrderBy(t => t.Slug).ToListAsync(cancellation);
        }, cancellation);
        return [.. rows.Select(Remember)];
    }

    public async ValueTask<Tenant> UpsertAsync(Tenant tenant, CancellationToken cancellation = default)
    {
        await using (var session = await store.WriteAsync(0, WriteKind.Contacts, WriteLane.Interactive, cancellation))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO crm_tenants (slug, name, default_country, timezone, allowed_origins, limits, created_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
                ON CONFLICT (slug) DO UPDATE SET name = excluded.name, default_country = excluded.default_country, timezone = excluded.timezone, allowed_origins = excluded.allowed_origins, limits = excluded.limits
                """,
                [tenant.Slug, tenant.Name, tenant.DefaultCountry, tenant.TimeZone, string.Join('\n', tenant.AllowedOrigins), JsonSerializer.Serialize(tenant.Limits), store.Clock.Now()], cancellation);
            await session.CommitAsync(cancellation);
        }

        _known.TryRemove(tenant.Slug, out _);
        return (await FindAsync(tenant.Slug, cancellation))!;
    }

    private Tenant Remember(TenantRow row)
    {
        var tenant = new Tenant(row.Slug, row.Name, row.DefaultCountry, row.Timezone, row.AllowedOrigins.Split('\n', StringSplitOptions.RemoveEmptyEntries)) { Key = row.Tenant, Limits = JsonSerializer.Deserialize<TenantLimits>(row.Limits)! };
        _known[row.Slug] = (tenant, store.Clock.GetUtcNow() + Fresh);
        return tenant;
    }
}
