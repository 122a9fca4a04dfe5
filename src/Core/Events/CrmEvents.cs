using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import;
using CrmContacts.Core.Sessions;

namespace CrmContacts.Core.Events;

/// <summary>
/// Hears of changes after they are committed, and only then: of those of its own node at once, and where several nodes share a store of those
/// of the others too. Core runs whole with no listener; a listener that throws harms no write.
/// </summary>
public interface ICrmListener
{
    /// <summary>Kept counts of the tenant changed: read them, nothing is carried here.</summary>
    void CountsChanged(Tenant tenant) { }

    /// <summary>Contacts changed: for each bucket that they are in or were in, and for the sum of all, what happened there.</summary>
    void ContactsChanged(Tenant tenant, IReadOnlyList<BucketMoves> moves) { }

    /// <summary>Lists were made, changed or deleted.</summary>
    void ListsChanged(Tenant tenant, ListMoves lists) { }

    /// <summary>A run moved; called at most a few times a second per run, and once at its end.</summary>
    void ImportMoved(Tenant tenant, ImportRun run) { }

    /// <summary>A bulk action past <see cref="BulkWriter.AtOnce"/> contacts moved; called at most a few times a second per action, and at its end.</summary>
    /// <param name="agentId">Whose action it is.</param>
    void BulkMoved(Tenant tenant, string agentId, BulkRun run) { }

    /// <summary>A call at an agent's phone moved; it names the agent by id.</summary>
    void CallMoved(Tenant tenant, Call call) { }

    /// <summary>An agent's sessions were ended, on this node or on another.</summary>
    void SessionsRevoked(Tenant tenant, Revocation revocation) { }

    /// <summary>Changes on other nodes may have gone unheard until now: what is shown may be old, of any tenant.</summary>
    void NewsMissed() { }
}

/// <summary>Tells every listener.</summary>
public sealed class CrmEvents(IEnumerable<ICrmListener> listeners)
{
    private readonly ICrmListener[] _listeners = [.. listeners];

    /// <summary>Ends a transaction: applies its counts, commits it, and tells what it did.</summary>
    internal async Task CommitAsync(WriteSession session, Tenant tenant, Aftermath aftermath, CancellationToken cancellation)
    {
        await aftermath.ApplyAsync(session, cancellation);
        await session.CommitAsync(cancellation);
        Committed(tenant, aftermath);
    }

    /// <summary>Tells what a transaction did, once it is committed.</summary>
    internal void Committed(Tenant tenant, Aftermath aftermath)
    {
        if (!aftermath.Counts.IsEmpty)
            CountsChanged(tenant);
        if (aftermath.TakeMoves() is { Count: > 0 } moves)
            Tell(l => l.ContactsChanged(tenant, moves));
        if (aftermath.Lists is { } lists && lists.Created.Count + lists.Changed.Count + lists.Deleted.Count > 0)
            Tell(l => l.ListsChanged(tenant, lists));
    }

    internal void CountsChanged(Tenant tenant) => Tell(l => l.CountsChanged(tenant));

    internal void ImportMoved(Tenant tenant, ImportRun run) => Tell(l => l.ImportMoved(tenant, run));

    internal void BulkMoved(Tenant tenant, string agentId, BulkRun run) => Tell(l => l.BulkMoved(tenant, agentId, run));

    internal void CallMoved(Tenant tenant, Call call) => Tell(l => l.CallMoved(tenant, call));

    internal void SessionsRevoked(Tenant tenant, Revocation revocation) => Tell(l => l.SessionsRevoked(tenant, revocation));

    /// <summary>Tells every listener but the one that has heard it from elsewhere.</summary>
    internal void Heard(ICrmListener from, Action<ICrmListener> say) => Tell(say, from);

    private void Tell(Action<ICrmListener> say, ICrmListener? but = null)
    {
        foreach (var listener in _listeners)
        {
            if (listener == but)
                continue;
            try
            {
                say(listener);
            }
            catch (Exception)
            {
                // A listener's fault is the listener's: the write that it hears of is committed already.
            }
        }
    }
}
