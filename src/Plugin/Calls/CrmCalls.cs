using CrmContacts.Core.Calls;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;

namespace CrmContacts.Calls;

internal sealed class CrmCalls(ITenantDirectory tenants, CallWriter calls) : ICrmCalls
{
    public async Task AnnounceAsync(string tenant, Call call, CancellationToken cancellation = default)
    {
        var known = await tenants.FindAsync(tenant, cancellation) ?? throw new CrmException(ErrorCode.TenantUnknown, "The tenant is not known here.", "tenant");
        await calls.AnnounceAsync(known, call, cancellation);
    }
}
