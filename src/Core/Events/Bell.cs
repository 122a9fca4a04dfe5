using System.Threading.Channels;

namespace CrmContacts.Core.Events;

/// <summary>Wakes one waiter. However often it is rung before somebody listens, it was rung once.</summary>
public sealed class Bell
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Never waits.</summary>
    public void Ring() => _channel.Writer.TryWrite(true);

    /// <summary>Until it is rung; at once when it was.</summary>
    public async ValueTask WaitAsync(CancellationToken stop) => await _channel.Reader.ReadAsync(stop);
}
