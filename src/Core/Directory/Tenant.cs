using CrmContacts.Core.Fairness;

namespace CrmContacts.Core.Directory;

/// <summary>One organization.</summary>
/// <param name="Slug">The host's name for it, as tokens and paths carry it.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="DefaultCountry">ISO 3166 code for phone numbers without a country.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="AllowedOrigins">Foreign origins whose pages may use the API and the hub with a token of this tenant.</param>
public sealed record Tenant(string Slug, string Name, string DefaultCountry, string TimeZone, IReadOnlyList<string> AllowedOrigins)
{
    /// <summary>What it may take; what is not said is as for everybody.</summary>
    public TenantLimits Limits { get; init; } = new();

    /// <summary>The internal key that leads every table; it never leaves Core.</summary>
    internal long Key { get; init; }
}

/// <summary>Where tenants come from. A host may bring its own; ours is the table that <c>crm tenant add</c> fills.</summary>
public interface ITenantDirectory
{
    /// <summary>The tenant with this slug, or null.</summary>
    ValueTask<Tenant?> FindAsync(string slug, CancellationToken cancellation = default);

    /// <summary>Makes the tenant, or sets its name, country, time zone, origins and limits where it is there already.</summary>
    ValueTask<Tenant> UpsertAsync(Tenant tenant, CancellationToken cancellation = default);

    /// <summary>Every tenant, by slug.</summary>
    ValueTask<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancellation = default);
}
