using CrmContacts.Core.Errors;

namespace CrmContacts;

/// <summary>How the host ends an agent's sessions: at sign-out, when rights are taken away, when somebody leaves.</summary>
public interface ICrmSessions
{
    /// <summary>
    /// Ends every session of the agent. Tokens that were issued until now (by their <c>iat</c>; without one, all) are 401 from now on,
    /// and the agent's hub connections close; other nodes follow within two seconds. It outlives a restart.
    /// </summary>
    /// <param name="tenant">The tenant's slug, as tokens carry it.</param>
    /// <param name="agentId">The agent's id, as tokens carry it in <c>sub</c>.</param>
    /// <param name="cancellation">Gives up, unless it has happened already.</param>
    /// <exception cref="CrmException"><see cref="ErrorCode.TenantUnknown"/>: there is no such tenant.</exception>
    Task RevokeAsync(string tenant, string agentId, CancellationToken cancellation = default);
}
