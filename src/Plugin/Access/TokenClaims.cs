using System.Globalization;
using System.Security.Claims;
using CrmContacts.Core.Sessions;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Access;

/// <summary>What a validated token says: <c>sub, name, tenant, queues, permissions</c>.</summary>
internal sealed record TokenClaims(string Agent, string Name, string Tenant, IReadOnlyList<string> Queues, Permission Permission, DateTimeOffset? Ends, DateTimeOffset? Issued)
{
    private const int LongestId = 128;

    /// <summary>The claims, or null where the token names no agent or no tenant.</summary>
    public static TokenClaims? Of(ClaimsIdentity identity)
    {
        var agent = Id(identity.FindFirst("sub")?.Value);
        var tenant = Id(identity.FindFirst("tenant")?.Value);
        if (agent is null || tenant is null)
            return null;
        return new(
            agent,
            identity.FindFirst("name")?.Value is { Length: > 0 } name ? name : agent,
            tenant,
            [.. All(identity, "queues").Select(Id).OfType<string>().Distinct(StringComparer.Ordinal)],
            PermissionNames.Highest(All(identity, "permissions")),
            long.TryParse(identity.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            Revocation.IssuedAt(identity.FindFirst("iat")?.Value));
    }

    private static IEnumerable<string> All(ClaimsIdentity identity, string type) => identity.FindAll(type).Select(claim => claim.Value);

    private static string? Id(string? value) => value is { Length: > 0 and <= LongestId } ? value : null;
}
