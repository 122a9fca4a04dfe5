using CrmContacts.Core.Directory;
using CrmContacts.Core.Import;

namespace CrmContacts.Core.Events;

/// <summary>Hears of changes after they are committed, and only then. Core runs whole with no listener; a listener that throws harms no write.</summary>
public interface ICrmListener
{
    /// <summary>Kept counts of the tenant changed: read them, nothing is carried here.</summary>
    void CountsChanged(Tenant tenant) { }

    /// <summary>A run moved; called at most a few times a second per run, and once at its end.</summary>
    void ImportMoved(Tenant tenant, ImportRun run) { }
}

/// <summary>Tells every listener.</summary>
public sealed class CrmEvents(IEnumerable<ICrmListener> listeners)
{
    private readonly ICrmListener[] _listeners = [.. listeners];

    internal void CountsChanged(Tenant tenant) => Tell(l => l.CountsChanged(tenant));

    internal void ImportMoved(Tenant tenant, ImportRun run) => Tell(l => l.ImportMoved(tenant, run));

    private void Tell(Action<ICrmListener> say)
    {
        foreach (var listener in _listeners)
        {
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
