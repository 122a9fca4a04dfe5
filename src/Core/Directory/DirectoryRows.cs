namespace CrmContacts.Core.Directory;

internal sealed class TenantRow
{
    public long Tenant { get; set; }
    public required string Slug { get; set; }
    public required string Name { get; set; }
    public required string DefaultCountry { get; set; }
    public required string Timezone { get; set; }

    /// <summary>One origin a line.</summary>
    public required string AllowedOrigins { get; set; }
    public required string Limits { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class AgentRow
{
    public long Tenant { get; set; }
    public required string Id { get; set; }
    public required string Name { get; set; }
    public string? Email { get; set; }
}

internal sealed class QueueRow
{
    public long Tenant { get; set; }
    public required string Id { get; set; }
    public required string Name { get; set; }
}
