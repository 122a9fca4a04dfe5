using CrmContacts.Core.Sessions;

namespace CrmContacts.Sessions;

internal sealed class CrmSessions(Revocations revocations) : ICrmSessions
{
    public Task RevokeAsync(string tenant, string agentId, CancellationToken cancellation = default) => revocations.RevokeAsync(tenant, agentId, cancellation);
}
