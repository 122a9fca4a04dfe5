using CrmContacts.Core.Sessions;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Feeds;

/// <summary>How a session speaks to SignalR's connection.</summary>
/// <param name="Client">Sends; a task that does not complete is a connection that does not take.</param>
/// <param name="Abort">Ends the connection at once, without a word that it could not take anyway.</param>
/// <param name="RequestClose">Ends it in good order: the client may come back, with a new token.</param>
internal sealed record Line(IContactsClient Client, Action Abort, Action RequestClose);

/// <summary>
/// One connection of one viewer. It sends one letter at a time; while the connection has not taken it, what else
/// there is to tell waits in a mailbox that keeps the latest only. No timer and no task of its own while idle.
/// </summary>
internal sealed class Session(string id, Viewer viewer, DateTimeOffset? tokenIssued, DateTimeOffset? tokenEnd, Line line, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private Mailbox? _waiting;
    private bool _sending;
    private bool _closed;
    private long _sendingSince;

    public string Id { get; } = id;

    public Viewer Viewer { get; } = viewer;

    /// <summary>True while the connection has not taken what it was sent.</summary>
    public bool IsSending
    {
        get
        {
            lock (_gate)
                return _sending;
        }
    }

    /// <summary>Sends the letter now when the connection is idle, else when it has taken what came before.</summary>
    public void Tell(ILetter letter)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            if (_sending)
            {
                (_waiting ??= new Mailbox()).Put(letter);
                return;
            }

            _sending = true;
            _sendingSince = clock.GetTimestamp();
        }

        _ = DrainAsync(letter);
    }

    /// <summary>Closes the connection when its token has ended, or when it has taken nothing for <paramref name="stall"/>. True when it did.</summary>
    public bool CloseWhenDue(DateTimeOffset now, TimeSpan stall)
    {
        bool stalled;
        lock (_gate)
        {
            if (_closed)
                return false;
            stalled = _sending && clock.GetElapsedTime(_sendingSince) >= stall;
            if (!stalled && !(tokenEnd <= now))
                return false;
            _closed = true;
            _waiting = null;
        }

        HubMeter.Ended(Viewer.Tenant, stalled ? "stalled" : "token_ended");
        if (stalled)
            line.Abort();
        else
            line.RequestClose();
        return true;
    }

    /// <summary>Closes the connection when its token is one of those that were ended: at once, and for good unless a newer token comes.</summary>
    public void CloseWhenRevoked(Revocation revocation)
    {
        if (!string.Equals(Viewer.AgentId, revocation.AgentId, StringComparison.Ordinal) || !revocation.Covers(tokenIssued))
            return;
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _waiting = null;
        }

        HubMeter.Ended(Viewer.Tenant, "revoked");
        line.RequestClose();
    }

    private async Task DrainAsync(ILetter first)
    {
        ILetter? letter = first;
        try
        {
            while (letter is not null)
            {
                await letter.SendAsync(line.Client);
                HubMeter.Taken(letter);
                lock (_gate)
                {
                    letter = _waiting?.Take();
                    _sending = letter is not null;
                    _sendingSince = clock.GetTimestamp();
                    if (letter is null)
                        _waiting = null;
                }
            }
        }
        catch (Exception)
        {
            // SignalR has logged why. A connection that missed a letter must not go on as if it had not:
            // it ends here, and the client takes a snapshot when it is back.
            lock (_gate)
            {
                _closed = true;
                _waiting = null;
            }

            line.Abort();
        }
    }
}
