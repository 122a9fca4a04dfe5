using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Counts;

/// <summary>The door to kept counts. Nothing here scans contacts. A singleton: each call reads the newest state.</summary>
public sealed class CountReader
{
    /// <summary>All entries of the viewer's buckets (<see cref="Bucket.Sum"/> alone for <c>crm.manage</c>), of lists and of all contacts.</summary>
    public Task<CountSnapshot> SnapshotAsync(Viewer viewer, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The entries of every bucket of the tenant that changed at or after <paramref name="mark"/>; some may be told twice.</summary>
    public Task<CountSnapshot> ChangesAsync(Tenant tenant, long mark, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>A mark from which <see cref="ChangesAsync"/> gives only what changes from now on.</summary>
    public Task<long> MarkAsync(CancellationToken cancellation = default) => throw new NotImplementedException();
}
