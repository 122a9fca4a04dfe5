using CrmContacts.Core.Contacts;
using CrmContacts.Core.Events;
using CrmContacts.Core.Data;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary>What became of one batch.</summary>
/// <param name="Changed">The contacts that were changed, with the versions that they have now; 0 for a membership.</param>
/// <param name="Skipped">Contacts of the selection that stay as they are.</param>
internal sealed record BulkBatch(IReadOnlyList<(Guid Contact, int Version)> Changed, IReadOnlyList<Guid> Skipped);

/// <summary>A bulk action, or the taking back of one, batch by batch in the order of ids.</summary>
internal abstract class BulkWork(Viewer viewer, BulkRow row)
{
    protected Viewer Viewer { get; } = viewer;

    protected BulkRow Row { get; } = row;

    protected ChangeAuthor Author => new(Viewer.AgentId, Row.Run.Id);

    public static BulkWork Of(Viewer viewer, BulkRow row) => row.Undoes is null ? new ActionWork(viewer, row) : new UndoWork(viewer, row);

    /// <summary>The next ids after this one, in order.</summary>
    public abstract Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation);

    /// <summary>How many contacts there are to do.</summary>
    public abstract Task<long> TotalAsync(Session session, CancellationToken cancellation);

    /// <summary>Does a batch inside the caller's transaction; the caller applies the counts.</summary>
    public abstract Task<BulkBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation);

    /// <summary>A batch of memberships: which were changed, and which of those it was about were so already.</summary>
    protected static BulkBatch Members(IEnumerable<Guid> about, IReadOnlyList<Guid> changed)
    {
        var done = changed.ToHashSet();
        return new([.. changed.Select(id => (id, 0))], [.. about.Where(id => !done.Contains(id))]);
    }

    protected async Task<BulkBatch> WriteAsync(WriteSession session, IReadOnlyList<ContactChange> changes, IReadOnlyList<Guid> skipped, Aftermath aftermath, CancellationToken cancellation)
    {
        changes = await ContactWrites.ApplyAsync(session, changes, Author, aftermath, cancellation);
        return new([.. changes.Select(c => (c.After.Id, c.After.Version))], skipped);
    }
}
