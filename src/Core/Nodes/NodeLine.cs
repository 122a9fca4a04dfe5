using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import;
using CrmContacts.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Nodes;

/// <summary>
/// This node's end of the wire: what its listeners hear goes out, what other nodes send is told to its listeners. A store with one host
/// has no wire. While the wire is away what there is to tell is kept, as far as it is still news; counts are swept from the store meanwhile.
/// </summary>
/// <param name="events">Asked for when the first message comes: it hands us ours, and is built by then.</param>
/// <param name="revocations">Likewise.</param>
internal sealed partial class NodeLine(Store store, INodeWire? wire, ITenantDirectory tenants, Func<CrmEvents> events, Func<Revocations> revocations, ILogger<NodeLine> log) : ICrmListener
{
    /// <summary>What happens within it goes out together.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private readonly Bell _bell = new();
    private readonly string _node = Ids.New(store.Clock.GetUtcNow()).ToString("N");
    private readonly Unsent? _unsent = wire is null ? null : new(store.Clock);
    private bool _sends = true;
    private bool _listens = true;

    /// <summary>Why other nodes' changes come late at the moment; null while they do not.</summary>
    public string? Fault => _sends && _listens ? null : $"{wire!.Name} is away: changes made on other nodes are shown late.";

    public void CountsChanged(Tenant tenant) => Put(unsent => unsent.Counts(tenant));

    public void ContactsChanged(Tenant tenant, IReadOnlyList<BucketMoves> moves) => Put(unsent => unsent.Contacts(tenant, moves));

    public void ListsChanged(Tenant tenant, ListMoves lists) => Put(unsent => unsent.Lists(tenant, lists));

    public void ImportMoved(Tenant tenant, ImportRun run) => Put(unsent => unsent.Import(tenant, run));

    public void BulkMoved(Tenant tenant, string agentId, BulkRun run) => Put(unsent => unsent.Bulk(tenant, new(agentId, run)));

    public void CallMoved(Tenant tenant, Call call) => Put(unsent => unsent.Call(tenant, call));

    public void SessionsRevoked(Tenant tenant, Revocation revocation) => Put(unsent => unsent.Revoked(tenant, revocation));

    /// <summary>Sends and listens until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        wire is null ? Task.CompletedTask : Task.WhenAll(SendAsync(wire, cancellation), ListenAsync(wire, cancellation));

    private void Put(Action<Unsent> put)
    {
        if (_unsent is not { } unsent)
            return;
        put(unsent);
        _bell.Ring();
    }

    private async Task SendAsync(INodeWire to, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await _bell.WaitAsync(cancellation);
                foreach (var one in _unsent!.Take(_node, store.Epoch))
                {
                    foreach (var message in one.Messages(to.MostBytes))
                        await SendAsync(to, message, one.Until, cancellation);
                }

                await Task.Delay(Pace, store.Clock, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Until it is out, or no news any more: what is announced meanwhile waits in one place, and comes to little.</summary>
    private async Task SendAsync(INodeWire to, byte[] message, DateTimeOffset? until, CancellationToken cancellation)
    {
        while (!(until < store.Clock.GetUtcNow()))
        {
            try
            {
                await to.SendAsync(message, cancellation);
                _sends = true;
                return;
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                if (_sends)
                    LogAway(fault, to.Name);
                _sends = false;
                await Task.Delay(Again, store.Clock, cancellation);
            }
        }
    }

    private async Task ListenAsync(INodeWire to, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await to.ListenAsync(Heard, Joined, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (_listens)
                    LogAway(fault, to.Name);
            }

            _listens = false;
            await Task.Delay(Again, store.Clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Joined()
        {
            if (!_listens)
                LogBack(to.Name);
            _listens = true;
            events().Heard(this, listener => listener.NewsMissed());
        }
    }

    private void Heard(ReadOnlyMemory<byte> message)
    {
        if (NodeNews.Read(message) is { } news && news.Epoch == store.Epoch && news.Node != _node)
            _ = TellAsync(news);
    }

    private async Task TellAsync(NodeNews news)
    {
        try
        {
            // Known already wherever somebody is connected: only then is there anything to tell.
            if (await tenants.FindAsync(news.Tenant) is not { } tenant)
                return;
            Tell(news.Counts, listener => listener.CountsChanged(tenant));
            Tell(news.Contacts is not null, listener => listener.ContactsChanged(tenant, news.Contacts!));
            Tell(news.Lists is not null, listener => listener.ListsChanged(tenant, news.Lists!));
            Tell(news.Import is not null, listener => listener.ImportMoved(tenant, news.Import!));
            Tell(news.Bulk is not null, listener => listener.BulkMoved(tenant, news.Bulk!.AgentId, news.Bulk.Run));
            Tell(news.Call is not null, listener => listener.CallMoved(tenant, news.Call!));
            // Learnt first: whose connection is closed comes back at once.
            Tell(news.Revoked is not null && revocations().Learn(tenant.Key, news.Revoked), listener => listener.SessionsRevoked(tenant, news.Revoked!));
        }
        catch (Exception fault) when (StoreFaults.Explain(fault) is not null)
        {
            // The store is away: nobody here could look at what changed.
            LogNotTold(fault, news.Tenant);
        }

        void Tell(bool said, Action<ICrmListener> say)
        {
            if (said)
                events().Heard(this, say);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Wire} is away: changes made on other nodes are shown late until it is back.")]
    private partial void LogAway(Exception fault, string wire);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Wire} is back.")]
    private partial void LogBack(string wire);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of tenant {Tenant} on another node could not be told here.")]
    private partial void LogNotTold(Exception fault, string tenant);
}
