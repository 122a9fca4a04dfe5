using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Stage;

/// <summary>The directory of tenants, which is away for one question when a test says so.</summary>
internal sealed class Away : ITenantDirectory
{
    private ITenantDirectory _tenants = null!;

    public bool Next { get; set; }

    public ITenantDirectory Before(IServiceProvider services)
    {
        _tenants = new TenantDirectory(services.GetRequiredService<Store>());
        return this;
    }

    public ValueTask<Tenant?> FindAsync(string slug, CancellationToken cancellation = default) => _tenants.FindAsync(slug, cancellation);

    public ValueTask<Tenant> UpsertAsync(Tenant tenant, CancellationToken cancellation = default) => _tenants.UpsertAsync(tenant, cancellation);

    public ValueTask<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancellation = default)
    {
        if (!Next)
            return _tenants.AllAsync(cancellation);
        Next = false;
        throw new TimeoutException("The store is away.");
    }
}
