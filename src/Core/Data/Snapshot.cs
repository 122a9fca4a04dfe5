namespace CrmContacts.Core.Data;

/// <summary>One request, one snapshot: what readers of the same scope read comes from the same state of the store. Scoped; not for two threads at once.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly Store _store;
    private Session? _session;

    internal Snapshot(Store store) => _store = store;

    /// <summary>Whether what is asked is one read and nothing beside it; until it is renewed.</summary>
    public bool Alone { get; set; }

    internal ValueTask<Session> SessionAsync(CancellationToken cancellation)
    {
        return _session is { } open ? new(open) : OpenAsync(cancellation);

        async ValueTask<Session> OpenAsync(CancellationToken cancellation)
        {
            _session = await _store.ReadAsync(cancellation);
            _session.Alone = Alone;
            _session.EndWith(cancellation);
            return _session;
        }
    }

    /// <summary>Lets go of the state; the next read takes the newest. A mutation does so after it has written.</summary>
    public async ValueTask RenewAsync()
    {
        Alone = false;
        if (_session is { } open)
        {
            _session = null;
            await open.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => RenewAsync();
}
