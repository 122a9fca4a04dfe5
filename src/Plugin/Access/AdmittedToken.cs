using System.Security.Claims;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Access;

/// <summary>A token that was found to hold, and who it vouches for.</summary>
internal sealed class AdmittedToken(ClaimsIdentity identity, TokenClaims claims)
{
    private Viewer? _viewer;

    public ClaimsIdentity Identity { get; } = identity;

    public TokenClaims Claims { get; } = claims;

    /// <summary>The viewer; made again when the tenant's row was read again.</summary>
    public Viewer Viewer(Tenant tenant)
    {
        var known = _viewer;
        return known is not null && ReferenceEquals(known.Tenant, tenant)
            ? known
            : _viewer = new Viewer(tenant, Claims.Agent, Claims.Name, Claims.Queues, Claims.Permission);
    }
}
