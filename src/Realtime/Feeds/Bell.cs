using System.Threading.Channels;

namespace CrmContacts.Realtime.Feeds;

/// <summary>Wakes one waiter. However often it is rung before somebody listens, it was rung once.</summary>
internal sealed class Bell
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _channel.Writer.TryWrite(true);

    public async ValueTask WaitAsync(CancellationToken stop) => await _channel.Reader.ReadAsync(stop);
}
