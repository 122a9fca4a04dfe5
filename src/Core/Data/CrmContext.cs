using CrmContacts.Core.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CrmContacts.Core.Data;

/// <summary>
/// The model behind migrations and ordinary writes. Contacts and what hangs on them go through prepared SQL
/// (<see cref="Session"/>), in one place for both databases; see docs/decisions/0004.
/// </summary>
internal abstract class CrmContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<TenantRow> Tenants => Set<TenantRow>();
    public DbSet<AgentRow> Agents => Set<AgentRow>();
    public DbSet<QueueRow> Queues => Set<QueueRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<TenantRow>(e => { e.ToTable("crm_tenants"); e.HasKey(t => t.Tenant); e.Property(t => t.Tenant).ValueGeneratedOnAdd(); e.Property(t => t.Timezone).HasColumnName("timezone"); });
        model.Entity<AgentRow>(e => { e.ToTable("crm_agents"); e.HasKey(a => new { a.Tenant, a.Id }); });
        model.Entity<QueueRow>(e => { e.ToTable("crm_queues"); e.HasKey(q => new { q.Tenant, q.Id }); });
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>The children differ in how they store ids and instants, and in their migrations.</summary>
internal sealed class SqliteCrmContext(DbContextOptions options) : CrmContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();

    private sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}

internal sealed class PostgresCrmContext(DbContextOptions options) : CrmContext(options);
