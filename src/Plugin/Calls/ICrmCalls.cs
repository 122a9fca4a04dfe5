using CrmContacts.Core.Calls;
using CrmContacts.Core.Errors;

namespace CrmContacts;

/// <summary>How the host tells of calls: the pages of the agent whose phone it is show who that may be.</summary>
public interface ICrmCalls
{
    /// <summary>
    /// Tells of a call, at each of its events: <c>screenPop</c> at the agent's connections, with the contacts that the agent may see by
    /// that number. Returns when it is passed on; who is not connected misses it. Telling the same twice does no harm.
    /// </summary>
    /// <param name="tenant">The tenant's slug, as tokens carry it.</param>
    /// <param name="call">The call as it is now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CrmException">
    /// <see cref="ErrorCode.TenantUnknown"/>; <see cref="ErrorCode.CallInvalid"/>, naming the field; <see cref="ErrorCode.AgentUnknown"/> or
    /// <see cref="ErrorCode.AgentAmbiguous"/> where the call names nobody or several agents.
    /// </exception>
    Task AnnounceAsync(string tenant, Call call, CancellationToken cancellation = default);
}
