namespace CrmContacts.Core.Data;

/// <summary>One request, one snapshot: what readers of the same scope read comes from the same state of the store. Scoped; not for two threads at once.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    /// <summary>Lets go of the state; the next read takes the newest. A mutation does so after it has written.</summary>
    public ValueTask RenewAsync() => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
